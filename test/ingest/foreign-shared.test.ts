/** Inputs of other glossaries, each typical of its kind, read in place; the file beside each says what to expect. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { describeWithFolder } from '../support/conditions.ts';
import { kept } from './kept.ts';

const FOREIGN = join(import.meta.dirname, '../../../shared/pages/foreign');
const BASE = 'https://risk.example/';
const at = (name: string) => join(FOREIGN, name);
const wanted = (name: string) =>
  existsSync(at(`${name}.expected.json`)) ? JSON.parse(readFileSync(at(`${name}.expected.json`), 'utf8')).want : {};
/** Pairs of kind and target, sorted. */
const sorted = (pairs: readonly (readonly string[])[]) => pairs.map((pair) => pair.join(' ')).sort();

describeWithFolder('the foreign inputs', FOREIGN, () => {
  it.each(['02-intro-before-first-heading', '04-area-free-sections', '17-reference-links', '19-script-as-text'])(
    'give their texts and relations: %s',
    async (name) => {
      const want = wanted(name);
      const { pages, warnings } = await kept(at(`${name}.md`));
      const texts = pages[0]?.definitions.map(({ kind, facet, text }) => ({ kind, ...(facet && { facet }), text }));
      expect(texts).toEqual(want.definitions);
      if (want.relations) expect(sorted(pages[0]?.relations ?? [])).toEqual(sorted(want.relations));
      expect(warnings).toEqual([]);
    },
  );

  it('05: a sign for an old address is another name of the page that it leads to', async () => {
    const want = wanted('05-redirect-stub');
    const { pages, report } = await kept(at('05-redirect-stub'));
    expect(pages).toHaveLength(1);
    expect(pages[0]).toMatchObject({ url: want.page, name: want.name, alternateNames: want.alternateNames });
    expect(pages[0]?.definitions).toMatchObject(want.definitions);
    expect(report.totals.rejected).toBe(0);
  });

  it('07: a page by hand that says no address is whole', async () => {
    const { pages, warnings, report } = await kept([at('07-false-truncated/html')], {}, [
      [at('07-false-truncated/md')],
      { base: BASE },
    ]);
    expect(pages[0]?.definitions).toMatchObject([{ kind: 'BODY', text: 'New words by hand.' }]);
    expect([report.totals.changed, warnings]).toEqual([1, []]);
  });

  it('08: relative links start from the file', async () => {
    const want = wanted('08-relative-links');
    const { pages, warnings } = await kept(at('08-relative-links'), { base: BASE });
    for (const { concept, relations } of pages) expect(sorted(relations)).toEqual(sorted(want[concept]));
    expect([pages.length, warnings]).toEqual([2, []]);
  });

  it('10: a relative canonical address is resolved, og:url is an address', async () => {
    const both = await kept(at('10-relative-canonical'), { base: BASE });
    expect([both.pages.length, both.warnings]).toEqual([2, []]);
    const one = await kept(at('10-relative-canonical'));
    expect(one.pages.map(({ concept }) => concept)).toEqual(['bank-run']);
    expect(one.report.pages.map(({ error }) => error?.code)).toEqual([undefined, 'NO_ADDRESS']);
  });

  it.each(['11-graph-references', '12-defined-term'])('have what their JSON-LD says: %s', async (name) => {
    const { pages, warnings } = await kept(at(`${name}.html`));
    expect(pages[0]).toMatchObject(wanted(name));
    expect(warnings).toEqual([]);
  });

  it('14: superscripts and formulas make up no number', async () => {
    const text = async (name: string) => (await kept(at(name))).pages[0]?.definitions[0]?.text;
    expect(await text('14-superscript.md')).toBe('It moved 10⁶ units at 10⁻³; the rate is r₁.');
    expect(await text('14-superscript.html')).toBe('It moved 10⁶ units; the loss is L=qS.');
  });

  it('15: an address is no name', async () => {
    const { names } = await kept(at('15-autolink-name.md'));
    expect(names.get('solvency')).toBe('solvency');
  });

  it('21: titles are underlined, in the head, or before the text', async () => {
    for (const name of ['21-no-h1.html', '21-setext.md']) {
      expect((await kept(at(name))).pages[0]).toMatchObject({
        name: 'Funding Squeeze',
        definitions: [{ kind: 'BODY', text: 'Cash dries up.' }],
      });
    }
    const { pages, warnings } = await kept(at('21-front-matter'), { base: BASE });
    expect(pages[0]).toMatchObject({
      name: 'Funding Squeeze',
      publishedAt: '2026-02-03T00:00:00Z',
      alternateNames: ['Cash Squeeze'],
      meaning: 'A sudden shortage of cash.',
    });
    expect(pages[0]?.definitions).toMatchObject([{ kind: 'MEANING' }, { kind: 'BODY', text: 'Cash dries up.' }]);
    expect(warnings).toEqual([]);
  });

  it('23: names of files have spaces', async () => {
    const { pages } = await kept(at('23-name with spaces'), { base: BASE });
    expect(pages[0]?.url).toBe(wanted('23-name-with-spaces').address);
  });

  it('25: a link tells where a concept without a page is, when it was written, and what it looks like', async () => {
    const want = wanted('25-stub-address')['concept funding-squeeze'];
    const { whereToRead } = await kept(at('25-stub-address.md'));
    expect(whereToRead.get('funding-squeeze')).toEqual({
      url: want['address to read on'],
      kinds: ['TERM'],
      author: null,
      publishedAt: want.publishedAt,
      modifiedAt: '2026-02-04T10:00:00Z',
      image: { url: want.image, width: 640, height: 360, alt: null },
    });
  });

  it('12: a set of terms is a page that names both, and a page for each', async () => {
    const { pages, names } = await kept(at('12-defined-term-set.jsonld'));
    expect(pages.map(({ kind, concept, meaning, alternateNames }) => [kind, concept, meaning, alternateNames])).toEqual(
      [
        ['DOCUMENT', 'risk-terms', null, []],
        ['DOCUMENT', 'cash-squeeze', 'A sudden shortage of cash.', []],
        ['DOCUMENT', 'fire-sale', 'Selling in a hurry.', ['FS']],
      ],
    );
    expect(pages[0]?.relations).toEqual([
      ['HAS_PART', 'cash-squeeze'],
      ['HAS_PART', 'fire-sale'],
    ]);
    expect([...names.keys()].sort()).toEqual(['cash-squeeze', 'fire-sale', 'risk-terms']);
  });

  it('27: a vocabulary has its labels by language, its hierarchy once, and no circle', async () => {
    const { pages, names, report } = await kept(at('27-skos.ttl'));
    const liquidity = pages.find(({ concept }) => concept === 'liquidity-risk');
    expect(liquidity).toMatchObject({
      kind: 'DOCUMENT',
      alternateNames: ['cash risk', 'Liquiditätsrisiko', 'LR'],
      meaning: 'The risk that cash runs out.',
    });
    expect(liquidity?.definitions[1]).toEqual({ kind: 'BODY', facet: null, text: 'Banks and funds.' });
    const relations = pages.flatMap(({ concept, relations: all }) =>
      all.map(([kind, to]) => `${kind} ${concept} ${to}`),
    );
    expect(relations.filter((relation) => !relation.startsWith('HAS_PART')).sort()).toEqual([
      'NARROWER liquidity-risk funding-risk',
      'NARROWER liquidity-risk market-risk',
      'NARROWER market-risk funding-risk',
      'RELATED funding-risk fire-sale',
    ]);
    const circle = report.pages.filter(({ warnings }) => warnings.some(({ code }) => code === 'CIRCLE'));
    expect(circle.map(({ url }) => url)).toEqual(['https://risk.example/terms/c4']);
    expect([...names.keys()].sort()).toEqual([
      'fire-sale',
      'funding-risk',
      'liquidity-risk',
      'market-risk',
      'risk-terms',
    ]);
  });
});
