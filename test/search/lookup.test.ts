import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildNameIndex, type NameIndex } from '../../src/search/name-index.ts';
import { named } from '../support/name-queries.ts';

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

  it('takes no longer than its length asks for', () => {
    const began = performance.now();
    for (const run of ['/', '%', 'a/', '.', ' ', 'margin ', 'https://', '?#'])
      index.lookup(run.repeat(2_048 / run.length));
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
