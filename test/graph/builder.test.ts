import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { graphBuilder } from '../../src/graph/build/builder.ts';
import { conceptOf, type Image } from '../../src/graph/image.ts';
import { imageReader } from '../../src/graph/image-reader.ts';
import type { Attacher } from '../../src/model/graph.ts';
import { type PageContent, STATEMENT_KINDS } from '../../src/model/types.ts';
import { changeMaker } from '../support/changes.ts';
import { turnsOf } from '../support/clock.ts';
import { page } from '../support/pages.ts';

const ATTACHER: Attacher = {
  digest: 'one',
  calculators: [{ slug: 'spiral', title: 'Spiral' }],
  attachmentsOf: (slug, name) =>
    /b|C/.test(slug + name) ? [{ calculator: 'spiral', by: 'phrase', phrase: 'b', place: name.length }] : [],
};

interface Changed {
  url: string;
  version: number;
  page: PageContent | null;
}

const changeOf = (content: PageContent, version: number): Changed => ({ url: content.url, version, page: content });

/** The image after batches of changes. */
async function imageOf(batches: readonly (readonly Changed[])[]): Promise<Image> {
  const builder = graphBuilder(ATTACHER);
  const changes = changeMaker();
  let image: Image | null = null;
  for (const [i, batch] of [...batches, []].entries()) {
    builder.stage(changes(batch));
    image = await builder.commit({ graph: 'g', version: i + 1, pages: 0, lastIngestAt: null });
  }
  return image as Image;
}

/** Everything observable about a graph, independent of the internal numbers of its concepts. */
async function told(image: Image) {
  const graph = imageReader(image, { of: () => null, gloss: () => ({ facet: null, text: 'Said.' }) });
  const filter = { kinds: null, hasCalculator: null, isStub: null };
  const listed = async (order: 'NAME_ASC' | 'PUBLISHED_DESC' | 'RELATIONS_DESC') => {
    const { items } = await graph.listConcepts({ filter, order, first: 1_000, after: null });
    return items.map(({ concept, sortedBy }) => ({ slug: concept.slug, sortedBy }));
  };
  const shown = (concepts: readonly { slug: string }[]) => concepts.map(({ slug: own }) => own);
  const slugs = shown(await listed('NAME_ASC'));
  const conceptsTold = slugs.map(async (own) => {
    const { name, alternateNames, meaning, isStub, relationCount } = conceptOf(image, own) ?? {};
    const { items } = await graph.relations(own, { kinds: null, direction: 'BOTH', first: 1_000, after: null });
    return {
      ...{ own, name, alternateNames, meaning, isStub, relationCount },
      whereToRead: await graph.whereToRead(own),
      pages: (await graph.pagesOf(own, 100)).map(({ url }) => url),
      edges: items.map((edge) => ({ ...edge, concept: edge.concept.slug })),
      related: shown(await graph.related(own, 100)),
      glosses: await graph.definitions(own, { kinds: ['GLOSS'], first: 100 }),
      calculators: await graph.calculatorsOf(own),
    };
  });
  return {
    orders: await Promise.all([listed('NAME_ASC'), listed('PUBLISHED_DESC'), listed('RELATIONS_DESC')]),
    concepts: await Promise.all(conceptsTold),
    spiral: shown(await graph.conceptsOf('spiral', 100)),
    statistics: image.statistics,
  };
}

/** In code point order; in UTF-16 order the last two are swapped. */
const SLUGS = ['a', 'b', 'c', 'd', 'é', '\ufe45', '\u{1f6ff}'];
const slug = fc.constantFrom(...SLUGS);
const link = fc.record({
  kind: fc.constantFrom(...STATEMENT_KINDS),
  to: slug,
  anchor: fc.constantFrom('Beta', 'Zeta', 'zetas'),
  facet: fc.option(fc.constant('Use')),
  gloss: fc.option(fc.constantFrom('It helps.', 'It hurts.')),
  link: fc.option(
    fc.record({
      url: fc.constantFrom('https://one.example/term/a/', 'https://one.example/area/b/', 'https://two.example/x#a'),
      author: fc.constantFrom(null, 'A. Writer', 'B. Writer'),
      publishedAt: fc.constantFrom(null, '2026-03-01T00:00:00Z', '2025-03-01T00:00:00Z'),
      modifiedAt: fc.constantFrom(null, '2026-03-02T00:00:00Z'),
      image: fc.constantFrom(null, { url: 'https://one.example/a.jpg', width: 4, height: 3, alt: null }),
    }),
  ),
});
const content: fc.Arbitrary<PageContent> = fc
  .record({
    kind: fc.constantFrom('definition', 'area', 'term'),
    slug,
    resource: fc.option(fc.integer({ min: 1, max: 2 })),
    name: fc.constantFrom('Alpha', 'Alphas', 'Beta', 'Gamma C'),
    meaning: fc.option(fc.constantFrom('One.', 'Two.')),
    date: fc.option(fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z')),
    links: fc.array(link, { maxLength: 6 }),
  })
  .map(({ kind, slug: own, resource, name, meaning, date, links }) => ({
    ...page(kind as 'area', own, { resource, name, publishedAt: date, ...(meaning !== null && { meaning }) }),
    statements: links
      .filter(({ to }) => to !== own)
      .map(({ to, ...rest }) => ({ ...rest, target: to, facet: rest.gloss === null ? null : rest.facet })),
  }));

/** The last page written at each address, or null if it was removed since. */
type Step = PageContent | { removed: number };
const steps = fc.array(fc.oneof(content, fc.record({ removed: fc.nat({ max: 5 }) })), { maxLength: 14 });

describe('the graph in memory', () => {
  it('is what its pages say, whatever the order and the batches in which they came, were replaced and removed', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.infiniteStream(fc.boolean()), fc.nat(), async (made, ends, seed) => {
        const standing = new Map<string, PageContent>();
        const batches: Changed[][] = [[]];
        for (const [i, step] of (made as Step[]).entries()) {
          const removed = 'removed' in step ? [...standing.keys()][step.removed] : undefined;
          if (!('removed' in step)) {
            standing.set(step.url, step);
            batches.at(-1)?.push(changeOf(step, i + 1));
          } else if (removed !== undefined) {
            standing.delete(removed);
            batches.at(-1)?.push({ url: removed, version: i + 1, page: null });
          }
          if (ends.next().value) batches.push([]);
        }
        const pages = [...standing.values()].sort((a, b) => hash(a.url, seed) - hash(b.url, seed));
        const atOnce = await imageOf([pages.map((one) => changeOf(one, 1))]);
        expect(await told(await imageOf(batches))).toEqual(await told(atOnce));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the records that a change does not touch', async () => {
    const builder = graphBuilder(ATTACHER);
    const changes = changeMaker();
    const state = (version: number) => ({ graph: 'g', version, pages: 0, lastIngestAt: null });
    const related = (own: string, name: string) => page('term', own, { name, links: { RELATED: ['d'] } });
    builder.stage(changes(['a', 'b', 'c'].map((own) => changeOf(related(own, own.toUpperCase()), 1))));
    const before = await builder.commit(state(1));
    builder.stage(changes([changeOf(related('a', 'Other'), 2)]));
    const after = await builder.commit(state(2));
    expect(['a', 'b', 'c', 'd'].map((one) => conceptOf(after, one) === conceptOf(before, one))).toEqual([
      ...[false, true, true, true],
    ]);
    expect([conceptOf(before, 'a')?.name, conceptOf(after, 'a')?.name]).toEqual(['A', 'Other']);
  });

  it('keeps the records of those of whom a changed page says what it said before', async () => {
    const builder = graphBuilder(ATTACHER);
    const changes = changeMaker();
    const state = (version: number) => ({ graph: 'g', version, pages: 0, lastIngestAt: null });
    const saying = (own: string, anchor: string, title: string): PageContent => ({
      ...page('term', own, { title }),
      statements: ['d', 'e'].map((target) => ({
        ...{ kind: 'MENTIONS', target, anchor, facet: null, gloss: 'It helps.', link: null },
      })),
    });
    builder.stage(changes([saying('a', 'Zeta', 'One'), saying('b', 'Zetas', 'One')].map((one) => changeOf(one, 1))));
    const before = await builder.commit(state(1));
    builder.stage(changes([changeOf(saying('a', 'Zeta', 'Two'), 2)]));
    const after = await builder.commit(state(2));
    expect(['a', 'b', 'd', 'e'].map((one) => conceptOf(after, one) === conceptOf(before, one))).toEqual([
      ...[false, true, true, true],
    ]);
  });

  it('keeps what many pages state once, and of each page a number for a statement', async () => {
    const builder = graphBuilder(ATTACHER);
    const linked = { links: { RELATED: ['d', 'e', 'f'] } };
    const pages = Array.from({ length: 50 }, (_, i) => page('term', `t${i}`, linked));
    builder.stage(changeMaker()(pages.map((one) => changeOf(one, 1))));
    const image = await builder.commit({ graph: 'g', version: 1, pages: 50, lastIngestAt: null });
    expect(image.stated.count()).toBe(3);
    expect(image.pages.map((one) => one?.statements.length)).toEqual(pages.map(() => 3));
  });

  it('says since when all concepts have had the names and the numbers of relations that they have', async () => {
    const builder = graphBuilder(ATTACHER);
    const changes = changeMaker();
    const { url } = page('term', 'a');
    let version = 0;
    const namesAfter = async (...pages: (PageContent | null)[]) => {
      version++;
      builder.stage(changes(pages.map((content) => ({ url, version, page: content }))));
      return (await builder.commit({ graph: 'g', version, pages: 0, lastIngestAt: null })).namesVersion;
    };
    const linked = { links: { RELATED: ['d'] } };
    expect(await namesAfter(page('term', 'a', linked))).toBe(1);
    expect(await namesAfter(page('term', 'a', { ...linked, title: 'Another' }))).toBe(1);
    expect(await namesAfter(page('term', 'a', { ...linked, alternateNames: ['Alpha'] }))).toBe(3);
    expect(await namesAfter()).toBe(3);
    expect(await namesAfter(page('term', 'a', { links: { RELATED: ['d', 'e'] } }))).toBe(5);
    expect(await namesAfter(null)).toBe(6);
  });

  it('is built in turns, a page or a concept at a time', async () => {
    const builder = graphBuilder(ATTACHER);
    const pages = Array.from({ length: 500 }, (_, i) => page('term', `t${i}`, { links: { RELATED: [`t${i * 7}`] } }));
    builder.stage(changeMaker()(pages.map((one) => changeOf(one, 1))));
    const turns = await turnsOf(() => builder.commit({ graph: 'g', version: 1, pages: 500, lastIngestAt: null }));
    // Each of some two dozen loops checks the clock for each concept.
    expect(turns).toBeGreaterThan(25 * 500);
  });
});

function hash(text: string, seed: number): number {
  return [...text].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0) + seed) % 65_537, seed % 65_537);
}
