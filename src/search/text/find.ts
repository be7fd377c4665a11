/**
 * Full-text search: which concepts match a query, best first, the same for every store.
 *
 * A hit's score tells how it was found, and no text outweighs a name, whatever the engine's relevance:
 * - 4: the concept has this name; 3: it has this alternate name;
 * - between 2 and 3: it leads, because the query contains its name;
 * - 1 to 2: its name contains all the words, nearer to 2 the fewer others it has; 1: its alternate names contain them;
 * - below 1: its texts contain them, by the relevance that the store's engine gives.
 */
import { firstInOrder } from '../../first-in-order.ts';
import type { GraphReader } from '../../graph/reader.ts';
import type { ConceptFilter } from '../../model/graph.ts';
import { byCodePoint } from '../../model/orders.ts';
import type { Store } from '../../store/store.ts';
import type { NameIndex } from '../names/name-index.ts';

/** What to search for: names and words in the form of `model/names.ts`. */
export interface TextQuery {
  /** Keys of names, at least one: a concept with one of them has the name that was asked for. */
  names: readonly string[];
  /** At least one, each once. */
  words: readonly string[];
  /**
   * ALL_WORDS: concepts whose names, or own pages, contain every word. ONE_GLOSS: concepts about which another page has
   * a sentence with every word. ANY_WORD: concepts whose names or own pages contain one of them; words that occur
   * almost everywhere may be ignored.
   */
  scope: 'ALL_WORDS' | 'ONE_GLOSS' | 'ANY_WORD';
  /** Concepts that are found whatever their texts say, with a score between 2 and 3, or more if their name matches. */
  leads: readonly { slug: string; score: number }[];
}

/** `gloss` is the sentence by which a concept was found in scope ONE_GLOSS, else null. */
export interface Found {
  slug: string;
  score: number;
  gloss: string | null;
  relationCount: number;
}

/** Where the next page starts, in the order of hits. */
export type FoundCursor = Pick<Found, 'slug' | 'score' | 'relationCount'>;

/** A name with some of the words says less than a text with all of them. */
const SOME_WORDS = 0.5;

export interface TextSources {
  names: NameIndex;
  graph: Pick<GraphReader, 'relationCounts'>;
  store: Pick<Store, 'searchTexts' | 'searchGlosses'>;
}

/** All matches, unsorted; the caller sorts and pages them. */
export async function findTexts(
  { names, words, scope, leads }: TextQuery,
  filter: ConceptFilter,
  sources: TextSources,
): Promise<Found[]> {
  const scores = new Map<string, number>();
  const glosses = new Map<string, string>();
  const raise = (slug: string, score: number) => scores.set(slug, Math.max(scores.get(slug) ?? 0, score));
  if (scope === 'ONE_GLOSS') {
    for (const { concept, relevance, gloss } of await sources.store.searchGlosses(words)) {
      const best = scores.get(concept) ?? -1;
      if (relevance < best || (relevance === best && byCodePoint(gloss, glosses.get(concept) ?? '') >= 0)) continue;
      scores.set(concept, relevance);
      glosses.set(concept, gloss);
    }
  } else {
    const hits = await sources.store.searchTexts(words, scope === 'ALL_WORDS' ? 'EVERY' : 'ANY');
    for (const { concept, relevance } of hits) raise(concept, relevance);
    if (scope === 'ANY_WORD') {
      for (const [slug, count] of await sources.names.wordCounts(words))
        raise(slug, (SOME_WORDS * count) / words.length);
    }
    for (const [slug, score] of await sources.names.scores(names, words)) raise(slug, score);
  }
  for (const { slug, score } of leads) raise(slug, score);
  const slugs = [...scores.keys()];
  const counts = await sources.graph.relationCounts(slugs, filter);
  return slugs.flatMap((slug, i): Found[] => {
    const relationCount = counts[i] ?? null;
    const score = scores.get(slug) as number;
    const gloss = score < 1 ? (glosses.get(slug) ?? null) : null;
    return relationCount === null ? [] : [{ slug, score, gloss, relationCount }];
  });
}

/** One page of what was found: best score, then most relations, then slug. */
export function pageOfFound(
  found: readonly Found[],
  first: number,
  after: FoundCursor | null,
): { items: Found[]; hasNextPage: boolean } {
  const rest = after === null ? found : found.filter((hit) => inOrder(hit, after) > 0);
  const items = firstInOrder(rest, first + 1, inOrder);
  return { items: items.slice(0, first), hasNextPage: items.length > first };
}

function inOrder(a: FoundCursor, b: FoundCursor): number {
  return b.score - a.score || b.relationCount - a.relationCount || byCodePoint(a.slug, b.slug);
}
