/**
 * A synthetic glossary of market risk of any size: names of two to four words, a meaning, three paragraphs and 27 links
 * per concept. Half of the link targets follow a power law (Zipf, exponent 0.9), half are uniform, so that there are
 * hubs. Deterministic for a given seed.
 */
import { type Random, seededRandom } from '../../test/support/name-queries.ts';
import { type Prose, prose } from './prose.ts';
import { ADJECTIVES, HEADS, NOUNS, OCCASIONS, QUANTITIES, VERBS } from './words.ts';

export interface GlossaryConcept {
  slug: string;
  name: string;
  /** The kind of its one page. */
  kind: 'definition' | 'area' | 'term';
  meaning: string;
  /** Three. */
  paragraphs: string[];
  /** Its weight in the power law times a million: 1,000,000 for the most popular. */
  popularity: number;
  /** RFC 3339. */
  published: string;
  /** Slugs: 8 concepts it lists, 9 it recommends, 10 it mentions. */
  related: string[];
  discover: string[];
  mentions: string[];
}

export interface Glossary {
  concepts: GlossaryConcept[];
  /** Continues the random sequence after the concepts, so further page text is deterministic too. */
  prose: Prose;
}

const EXPONENT = 0.9;
/** Attempts to draw an area before a link may target any concept. */
const TRIES = 200;

export function syntheticConcepts(count: number, seed = 1): Glossary {
  const random = seededRandom(seed);
  const writing = prose(random);
  const concepts: GlossaryConcept[] = [];
  const slugs = new Set<string>();
  while (concepts.length < count) {
    const name = conceptName(random, writing);
    const words = name.split(' ');
    if (new Set(words).size < words.length) continue;
    const slug = slugOf(name);
    if (slugs.has(slug)) continue;
    slugs.add(slug);
    concepts.push(describe(slug, name, random, writing));
  }
  link(concepts, random);
  return { concepts, prose: writing };
}

/** One JSON concept per line. */
export function asLines(concepts: readonly GlossaryConcept[]): string {
  return `${concepts.map((concept) => JSON.stringify(concept)).join('\n')}\n`;
}

export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function conceptName(random: Random, { pick }: Prose): string {
  const size = below(10, random);
  if (size < 3) return `${pick(NOUNS)} ${pick(HEADS)}`;
  if (size < 8) return `${pick(ADJECTIVES)} ${pick(NOUNS)} ${pick(HEADS)}`;
  return `${pick(ADJECTIVES)} ${pick(NOUNS)} ${pick(NOUNS)} ${pick(HEADS)}`;
}

function describe(slug: string, name: string, random: Random, { pick, paragraph }: Prose): GlossaryConcept {
  const share = random();
  return {
    slug,
    name,
    kind: share < 0.6 ? 'definition' : share < 0.8 ? 'area' : 'term',
    meaning: `${pick(['The', 'A measured', 'An observed'])} ${pick(HEADS).toLowerCase()} by which ${name.toLowerCase()} ${pick(VERBS)} ${pick(QUANTITIES)} ${pick(OCCASIONS)}.`,
    paragraphs: [paragraph(name, 3), paragraph(name, 2), paragraph(name, 3)],
    popularity: 0,
    published: atSecond(Date.UTC(2025, 6, 1) + below(300 * 86_400, random) * 1000),
    related: [],
    discover: [],
    mentions: [],
  };
}

/** RFC 3339 to the second, as content management systems write it. */
export function atSecond(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}+00:00`;
}

function link(concepts: readonly GlossaryConcept[], random: Random): void {
  const ranked = shuffled(concepts, random);
  const popular = weighted(ranked, random);
  const areas = ranked.filter(({ kind }) => kind === 'area');
  const others = ranked.filter(({ kind }) => kind !== 'area');
  const targets = (self: GlossaryConcept, count: number, pool: readonly GlossaryConcept[]) => {
    const chosen = new Set<GlossaryConcept>();
    let tries = 0;
    while (chosen.size < count) {
      const target = random() < 0.5 ? popular() : (pool[below(pool.length, random)] as GlossaryConcept);
      if (target === self || chosen.has(target)) continue;
      if (tries++ < TRIES && pool === areas && target.kind !== 'area') continue;
      chosen.add(target);
    }
    return [...chosen].map(({ slug }) => slug);
  };
  for (const concept of concepts) {
    concept.related = targets(concept, 8, others);
    concept.discover = targets(concept, 9, others);
    concept.mentions = targets(concept, 10, areas);
  }
}

export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const all = [...items];
  for (let i = all.length - 1; i > 0; i--) {
    const j = below(i + 1, random);
    [all[i], all[j]] = [all[j] as Item, all[i] as Item];
  }
  return all;
}

/** Assigns popularity by rank, the first the most; returns a function that draws concepts by popularity. */
function weighted(ranked: readonly GlossaryConcept[], random: Random): () => GlossaryConcept {
  const sums = new Float64Array(ranked.length);
  let sum = 0;
  for (const [rank, concept] of ranked.entries()) {
    const weight = 1 / (rank + 1) ** EXPONENT;
    concept.popularity = Math.round(1e6 * weight);
    sum += weight;
    sums[rank] = sum;
  }
  return () => {
    const wanted = random() * sum;
    let [low, high] = [0, ranked.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) < wanted) low = middle + 1;
      else high = middle;
    }
    return ranked[low] as GlossaryConcept;
  };
}

function below(limit: number, random: Random): number {
  return Math.floor(random() * limit);
}
