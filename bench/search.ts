/**
 * How well and how fast names are found: recall among eight by kind of query, over the bundled and a synthetic
 * glossary, times over the latter, and what a rebuild costs.
 *
 *   npm run bench:search [-- concepts]
 */
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { buildNameIndex, type NameIndex } from '../src/search/name-index.ts';
import type { ConceptNames } from '../src/store/store.ts';
import {
  ingestedNames,
  pick,
  QUERY_KINDS,
  queries,
  seededRandom,
  syntheticGlossary,
} from '../test/support/name-queries.ts';

const QUERIES = 400;
const BUILDS = 5;

const count = Number(process.argv[2] ?? 10_000);
const bundled = await ingestedNames(join(import.meta.dirname, '..', 'ingest', 'glossary'));
const synthetic = syntheticGlossary(count, seededRandom(1));

await rebuilds(synthetic);
const index = await buildNameIndex(synthetic);
const small = await buildNameIndex(bundled);
letters(index);
recall();
annotations(index);

async function rebuilds(concepts: readonly ConceptNames[]): Promise<void> {
  const rows: Record<string, string>[] = [];
  for (let build = 1; build <= BUILDS; build++) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const began = performance.now();
    await buildNameIndex(concepts);
    const took = performance.now() - began;
    delay.disable();
    rows.push({
      build: String(build),
      'time [ms]': took.toFixed(0),
      'longest delay [ms]': (delay.max / 1e6).toFixed(1),
    });
  }
  console.log(`An index of ${concepts.length} concepts`);
  console.table(rows);
}

/** The first letters of a name have the most to choose from. */
function letters(over: NameIndex): void {
  const random = seededRandom(2);
  const rows = [1, 2, 3].map((length) => {
    const typed = Array.from({ length: QUERIES }, () => pick(synthetic, random).name.slice(0, length));
    return { letters: length, ...times(typed, over) };
  });
  console.log('The first letters');
  console.table(rows);
}

function recall(): void {
  const rows = QUERY_KINDS.map((kind) => {
    const shareOf = (over: NameIndex, concepts: readonly ConceptNames[]) => {
      const asked = queries(kind, concepts, QUERIES, seededRandom(3));
      const found = asked.filter(({ query, slug }) => {
        const slugs = over.suggest(query, 8).map((hit) => hit.slug);
        return kind.isExact ? slugs[0] === slug : slugs.includes(slug);
      });
      return asked.length === 0 ? 'none' : (found.length / asked.length).toFixed(3);
    };
    const typed = queries(kind, synthetic, QUERIES, seededRandom(4)).map(({ query }) => query);
    return {
      query: kind.title,
      among: kind.isExact ? 'first' : 'eight',
      bundled: shareOf(small, bundled),
      synthetic: shareOf(index, synthetic),
      ...times(typed, index),
    };
  });
  console.log(`Recall over ${bundled.length} bundled and ${count} synthetic concepts`);
  console.table(rows);
}

function annotations(over: NameIndex): void {
  const random = seededRandom(5);
  const prose = Array.from(
    { length: 2_000 },
    () => `It is said that ${pick(synthetic, random).name} moves prices.`,
  ).join(' ');
  const rows = [10_000, 20_000].map((units) => {
    const text = prose.slice(0, units);
    const sorted = Array.from({ length: 50 }, () => timeOf(() => over.annotate(text, { firstOnly: false }))).sort(
      (a, b) => a - b,
    );
    return { units, terms: over.annotate(text, { firstOnly: false }).length, ...quantiles(sorted) };
  });
  console.log('Terms in a text');
  console.table(rows);
}

function times(typed: readonly string[], over: NameIndex) {
  for (const text of typed.slice(0, 50)) over.suggest(text, 8);
  return quantiles(typed.map((text) => timeOf(() => over.suggest(text, 8))).sort((a, b) => a - b));
}

function quantiles(sorted: readonly number[]) {
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(2);
  return { 'p50 [ms]': at(0.5), 'p99 [ms]': at(0.99) };
}

function timeOf(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
