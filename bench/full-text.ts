/**
 * Full-text search over many concepts in an embedded store: whether the named concept is first, and how long it takes.
 */
import type { ConceptNames } from '../src/model/graph.ts';
import { buildNameIndex } from '../src/search/names/name-index.ts';
import { findTexts, pageOfFound, type TextQuery, type TextSources } from '../src/search/text/find.ts';
import { textQuery } from '../src/search/text/text-query.ts';
import { openSqliteStore } from '../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../src/store/store.ts';
import { pick, type Random, seededRandom } from '../test/support/name-queries.ts';
import { page } from '../test/support/pages.ts';
import { imageReads } from '../test/support/reads.ts';
import { NO_CALCULATORS, namesIn, write } from '../test/support/writing.ts';
import { quantiles } from './timing.ts';

const QUERIES = 400;
const BATCH = 500;
const FILTER = { kinds: null, hasCalculator: null, isStub: null };

interface Kind {
  query: string;
  scope: TextQuery['scope'];
  /** True if the concept that the query names must come first. */
  isNamed: boolean;
  textOf: (concept: ConceptNames, others: readonly ConceptNames[], random: Random) => string;
}

const KINDS: readonly Kind[] = [
  { query: 'a name', scope: 'ALL_WORDS', isNamed: true, textOf: ({ name }) => name },
  { query: 'a question', scope: 'ALL_WORDS', isNamed: true, textOf: ({ name }) => `what is a ${name}?` },
  {
    query: 'a word of a name',
    scope: 'ALL_WORDS',
    isNamed: false,
    textOf: ({ name }, _, random) => pick(name.split(' '), random),
  },
  {
    query: 'words of three names, any of them',
    scope: 'ANY_WORD',
    isNamed: false,
    textOf: ({ name }, others, random) => `${name} ${pick(others, random).name} ${pick(others, random).name}`,
  },
  { query: 'a word of every text', scope: 'ALL_WORDS', isNamed: false, textOf: () => 'market' },
];

export async function fullText(concepts: readonly ConceptNames[]): Promise<void> {
  const store = await openSqliteStore(':memory:');
  await fill(store, concepts);
  const graph = imageReads(store, NO_CALCULATORS);
  const sources = { store, graph, names: await buildNameIndex(await namesIn(graph)) };
  const rows: Record<string, string | number>[] = [];
  for (const kind of KINDS) rows.push(await asked(sources, kind, concepts));
  console.log(`Full text over ${concepts.length} concepts, the first ten`);
  console.table(rows);
  await store.close();
}

async function asked(sources: TextSources, { query, scope, isNamed, textOf }: Kind, concepts: readonly ConceptNames[]) {
  const random = seededRandom(6);
  const times: number[] = [];
  let first = 0;
  let found = 0;
  for (let i = 0; i < QUERIES; i++) {
    const concept = pick(concepts, random);
    const asked = textQuery(textOf(concept, concepts, random));
    if (asked === null) continue;
    const began = performance.now();
    const { items } = pageOfFound(await findTexts({ ...asked, scope }, FILTER, sources), 10, null);
    times.push(performance.now() - began);
    found += items.length;
    if (items[0]?.slug === concept.slug) first++;
  }
  return {
    query,
    first: isNamed ? (first / times.length).toFixed(3) : '',
    shown: (found / times.length).toFixed(1),
    ...quantiles(times.sort((a, b) => a - b)),
  };
}

/** Each concept has a page with three paragraphs about others. */
async function fill(store: Store, concepts: readonly ConceptNames[]): Promise<void> {
  const random = seededRandom(7);
  const other = () => pick(concepts, random).name;
  const pages = concepts.map(({ slug, name, alternateNames }) =>
    page('definition', slug, {
      name,
      alternateNames,
      meaning: `How ${name} moves a market.`,
      body: Array.from(
        { length: 3 },
        () => `In a market ${other()} meets ${other()}, and then ${name} depends on ${other()}.`,
      ),
    }),
  );
  for (let i = 0; i < pages.length; i += BATCH) await write(store, pages.slice(i, i + BATCH));
}
