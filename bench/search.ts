/**
 * How well and how fast terms are found: recall among the first eight by kind of query, over the bundled and a
 * synthetic glossary; for the latter also times, annotate's agreement with an editor, rebuilds and full text.
 *
 *   npm run bench:search [-- concepts]
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ConceptNames } from '../src/model/graph.ts';
import { buildNameIndex, type NameIndex } from '../src/search/names/name-index.ts';
import { agreementOn, editedTexts } from '../test/support/edited-texts.ts';
import { glossaryNames } from '../test/support/glossary.ts';
import { pick, QUERY_KINDS, queries, seededRandom, syntheticGlossary } from '../test/support/name-queries.ts';
import { fullText } from './full-text.ts';
import { quantiles, timeOf } from './timing.ts';

const QUERIES = 400;
const BUILDS = 5;

const count = Number(process.argv[2] ?? 10_000);
const bundled = await glossaryNames();
const synthetic = syntheticGlossary(count, seededRandom(1));

await rebuilds(synthetic);
const index = await buildNameIndex(synthetic);
const small = await buildNameIndex(bundled);
letters(index);
hardest(index);
recall();
annotations(index);
editor(small);
await fullText(synthetic);

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

/** The first letters of a name match the most candidates. */
function letters(over: NameIndex): void {
  const random = seededRandom(2);
  const rows = [1, 2, 3].map((length) => {
    const typed = Array.from({ length: QUERIES }, () => pick(synthetic, random).name.slice(0, length));
    return { letters: length, ...times(typed, over) };
  });
  console.log('The first letters');
  console.table(rows);
}

/** The longest and hardest queries: nobody types them, but a client could send them. */
function hardest(over: NameIndex): void {
  const random = seededRandom(6);
  const many = (one: () => string) => Array.from({ length: 20 }, () => one().slice(0, 256));
  const words = (count: number, word: () => string) => Array.from({ length: count }, word).join(' ');
  const name = () => pick(synthetic, random).name;
  const kinds: Record<string, string[]> = {
    'names one after the other': many(() => words(20, name)),
    'one letter, 256 times': [...'aemsv'].map((letter) => letter.repeat(256)),
    'twelve words of one letter': many(() => words(12, () => pick([...'acdefgilmrstv'], random))),
    'twelve misspelt words': many(() => words(12, () => name().replace(/^(.)(.)/, '$2$1'))),
    'ligatures of eighteen letters': ['ﷺ'.repeat(256)],
    'letters with accents, emoji, other scripts': ['e\u0301', '😀', '强制平仓', 'תצ', '\u0301'].map((text) =>
      text.repeat(256),
    ),
  };
  console.log('The hardest queries, the fastest of five answers to each');
  console.table(
    Object.entries(kinds).map(([query, typed]) => {
      const fastest = typed.map((text) =>
        Math.min(...Array.from({ length: 5 }, () => timeOf(() => over.suggest(text.slice(0, 256), 50)))),
      );
      return { query, ...quantiles(fastest.sort((a, b) => a - b)) };
    }),
  );
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

/** How many of annotate's links the editor has (precision), and how many of the editor's annotate finds (recall). */
function editor(over: NameIndex): void {
  const rows = [false, true].map((firstOnly) => {
    const all = editedTexts().map((edited) => agreementOn(over, edited, firstOnly));
    const sum = (key: 'both' | 'found' | 'wanted') => all.reduce((total, one) => total + one[key], 0);
    return {
      links: firstOnly ? 'first occurrences' : 'all',
      'by the editor': sum('wanted'),
      'by annotate': sum('found'),
      precision: (sum('both') / sum('found')).toFixed(3),
      recall: (sum('both') / sum('wanted')).toFixed(3),
    };
  });
  console.log(`annotate and an editor, in ${editedTexts().length} paragraphs`);
  console.table(rows);
}

function times(typed: readonly string[], over: NameIndex) {
  for (const text of typed.slice(0, 50)) over.suggest(text, 8);
  return quantiles(typed.map((text) => timeOf(() => over.suggest(text, 8))).sort((a, b) => a - b));
}
