import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildNameIndex, type NameIndex } from '../../src/search/names/name-index.ts';
import { named } from '../support/name-queries.ts';
import { stepsOf } from '../support/steps.ts';

const SITE = 'https://glossary.example';

describe('lookup', () => {
  let index: NameIndex;
  beforeAll(async () => {
    index = await buildNameIndex([
      named('Margin Call', { alternateNames: ['Maintenance Call', 'Shared Name'] }),
      named('Stop-Loss Order', { alternateNames: ['Shared Names'] }),
      named('Open Interest', { slug: 'open-interest' }),
      named('Open-Interest', { slug: 'open-interest-2', relationCount: 4 }),
      named('Itô Calculus', { slug: 'ito-calculus' }),
      named('Leverage', { slug: 'leverage', alternateNames: ['Gearing'] }),
      named('Gearing', { slug: 'gearing-ratio' }),
    ]);
  });

  it.each([
    `${SITE}/definition/margin-call/`,
    `${SITE}/definition/margin-call`,
    `${SITE}/definition/margin-call.md`,
    `${SITE}/definition/margin-call.html?utm=1#top`,
    `${SITE.toUpperCase()}/DEFINITION/MARGIN-CALL.MD`,
    'http://www.elsewhere.example:8080/area/margin-call/resource/12/',
    `${SITE}/area/margin-call/resource/12.md`,
    'glossary.example/term/margin-call/',
    '//glossary.example/term/margin-call/',
    '/definition/margin-call/',
    'definition/margin-call.md',
    './definition/margin-call.md',
    ` ${SITE}/definition/margin%2Dcall/ `,
    `${SITE}/%64efinition//m%61rgin-call/index.html#top`,
    `HTTP://www.Glossary.Example/Term/Margin-Call?a=b`,
    `<${SITE}/definition/margin-call/>`,
    `[Margin Calls](${SITE}/area/margin-call/)`,
    '[Margin Calls](/area/margin-call/).',
    `- [Margin Calls](${SITE}/area/margin-call/ "A title")`,
    `**Original URL:** ${SITE}/definition/margin-call/`,
    `“${SITE}/definition/margin-call/”,`,
    `see ${SITE}/definition/margin-call.`,
    `(${SITE}/definition/margin-call/)`,
    `https://archive.example/web/2026/${SITE}/definition/margin-call/`,
    'margin-call.md',
    'Margin-Call.html',
    'margin-call/',
    'Margin Call ⎊ Definition',
    'Margin Calls ⎊ Area ⎊ Greeks.live ⎊ Resource 12',
    '“margin call”',
    '  Margin\u00a0Call\n',
    'Margin Call.',
    'http://127.0.0.1:4000/#concept=margin-call',
    '#concept=margin-call',
    'margin-call',
    'Margin Call',
    'MARGIN-CALLS',
    'margincall',
    'maintenance call',
  ])('finds one concept by %s', (text) => {
    expect(index.lookup(text)).toEqual({ outcome: 'FOUND', slug: 'margin-call' });
  });

  it('believes a name before an alternate name', () => {
    expect(index.lookup('gearing')).toEqual({ outcome: 'FOUND', slug: 'gearing-ratio' });
  });

  it('calls a name of several concepts ambiguous and gives them, best linked first', () => {
    expect(index.lookup('Open Interests')).toEqual({
      outcome: 'AMBIGUOUS',
      candidates: [
        { slug: 'open-interest-2', match: { field: 'NAME', text: 'Open-Interest', ranges: [{ start: 0, end: 13 }] } },
        { slug: 'open-interest', match: { field: 'NAME', text: 'Open Interest', ranges: [{ start: 0, end: 13 }] } },
      ],
    });
    expect(index.lookup('shared name')).toMatchObject({ outcome: 'AMBIGUOUS', candidates: [{}, {}] });
    expect(index.lookup('open-interest')).toEqual({ outcome: 'FOUND', slug: 'open-interest' }); // a slug is one concept’s
  });

  it('believes who writes a name out where others differ from it in a hyphen or a plural alone', () => {
    expect(index.lookup('Open  interest')).toEqual({ outcome: 'FOUND', slug: 'open-interest' });
    expect(index.lookup('OPEN-INTEREST')).toEqual({ outcome: 'FOUND', slug: 'open-interest-2' });
    expect(index.lookup('Open-Interest ⎊ Definition')).toEqual({ outcome: 'FOUND', slug: 'open-interest-2' });
  });

  it('finds a slug with a number behind it in any case', () => {
    for (const text of [
      'open-interest-2',
      'Open-Interest-2',
      'open-interest-2/',
      'open-interest-2.md',
      '/term/OPEN-INTEREST-2',
    ]) {
      expect(index.lookup(text)).toEqual({ outcome: 'FOUND', slug: 'open-interest-2' });
    }
  });

  it('reads an address of the service’s own pages as these write it', async () => {
    const own = await buildNameIndex([named('Lévy Flight', { slug: 'lévy-flight' })]);
    const fragment = new URLSearchParams({ concept: 'lévy-flight', calculator: 'price-impact' });
    expect(own.lookup(`http://127.0.0.1:4000/#${fragment}`)).toEqual({ outcome: 'FOUND', slug: 'lévy-flight' });
  });

  it('gives the nearest names where nothing is called so', () => {
    const nearest = (text: string) => {
      const answer = index.lookup(text);
      return answer.outcome === 'NOT_FOUND' ? answer.candidates.map(({ slug }) => slug) : answer.outcome;
    };
    expect(nearest('margn call')).toEqual(['margin-call']);
    expect(nearest(`${SITE}/definition/margin-calll/`)).toEqual(['margin-call']);
    for (const text of [
      '',
      ' ',
      'zzz',
      '__proto__',
      'constructor',
      '/',
      '//',
      'https://',
      'x'.repeat(2_048),
      `${SITE}/`,
    ]) {
      expect(nearest(text)).toEqual([]);
    }
  });

  it('gives the names that the text holds, in its order, where it is near none', () => {
    const name = (text: string, end: number) => ({ text, ranges: [{ start: 0, end }] });
    const call = { slug: 'margin-call', match: { field: 'NAME', ...name('Margin Call', 11) } };
    const gearing = { slug: 'gearing-ratio', match: { field: 'NAME', ...name('Gearing', 7) } };
    const notFound = (candidates: readonly object[]) => ({ outcome: 'NOT_FOUND', candidates });
    expect(index.lookup('margin call price')).toEqual(notFound([call]));
    expect(index.lookup(`${SITE}/definition/margin-call-price/`)).toEqual(notFound([call]));
    expect(index.lookup('margin calls by gearing, and margin calls again')).toEqual(notFound([call, gearing]));
    // A name inside a word, and a name's words apart from each other, do not count.
    for (const text of ['gearingless prices', 'a call for margin loans'])
      expect(index.lookup(text)).toEqual(notFound([]));
  });

  it.each([...['/', '%', 'a/', '.', ' ', 'margin ', 'https://', '?#', '](', '<', 'https://a/', '⎊', '(a']])(
    'takes a few steps a unit, however many of %j',
    async (run) => {
      const steps = await stepsOf(() => index.lookup(run.repeat(2_048 / run.length)));
      expect(steps / 2_048).toBeLessThan(40);
    },
  );
});
