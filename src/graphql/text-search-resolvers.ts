/** Resolvers of full-text search: best concepts first, each with the text that shows why it was found. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Definition, Slice } from '../model/graph.ts';
import type { Concept } from '../model/types.ts';
import type { NameIndex } from '../search/names/name-index.ts';
import { type Found, type FoundCursor, findTexts, pageOfFound, type TextQuery } from '../search/text/find.ts';
import { type Candidate, chooseText, type FoundText, type TextField } from '../search/text/found-text.ts';
import { type Asked, type NamesIn, textQuery } from '../search/text/text-query.ts';
import { isTurnOver, nextTurn } from '../turns.ts';
import { connection, cursorList } from './connections.ts';
import type { Context } from './context.ts';
import { brokenCursor } from './cursors.ts';
import { firstOf } from './limits.ts';
import { conceptFilter, type FilterArgument } from './query-resolvers.ts';

interface SearchArguments {
  query: string;
  filter?: FilterArgument;
  first?: number | null;
  after?: string | null;
}

/** A hit, with the words by which it was found. */
type Hit = Pick<Found, 'gloss' | 'score'> & { node: Concept; words: readonly string[]; place: FoundPlace };

/** Most texts of a concept searched for the one to show. */
const SHOWN_TEXTS = 500;

const FIELDS: Record<Exclude<Definition['kind'], 'GLOSS'>, TextField> = {
  MEANING: 'MEANING',
  BODY: 'DEFINITION',
  FACET: 'FACET',
};

export const textSearchResolvers = {
  Query: { search },
  SearchEdge: { match },
};

async function search(_: unknown, given: SearchArguments, context: Context, info: GraphQLResolveInfo) {
  const names = await context.names();
  const graph = await context.graph();
  const namesIn: NamesIn = (text) => names.annotate(text, { firstOnly: true });
  const asked = textQuery(given.query, namesIn);
  const filter = conceptFilter(given.filter);
  // Queries with the same words share cursors.
  const list = cursorList(['search', asked?.names, filter.kinds, filter.hasCalculator, filter.isStub], FOUND_PLACES);
  const start = list.start(given.after);
  const page = (found: Slice<Hit>, totalCount: number, correctedQuery: string | null) => ({
    ...connection({
      read: () => found,
      cursorOf: ({ place }) => list.cursorOf(place),
      nodeOf: ({ node }) => node,
      after: given.after,
    }),
    totalCount,
    correctedQuery,
  });
  if (asked === null) return page({ items: [], hasNextPage: false }, 0, null);
  const first = firstOf(given.first, info);
  for (const [step, query] of steps(asked, names, namesIn)) {
    if (start !== null && step !== start.step) continue;
    const all = await findTexts(query, filter, { names, graph, store: context.store() });
    if (start === null && query.scope !== 'ANY_WORD' && all.every(isLead)) continue;
    const { items, hasNextPage } = pageOfFound(all, first, start);
    const concepts = await Promise.all(items.map(({ slug }) => graph.concept(slug)));
    const hits = items.flatMap((found, i): Hit[] => {
      const node = concepts[i] ?? null;
      return node === null ? [] : [{ ...found, node, words: query.words, place: { ...found, step } }];
    });
    return page({ items: hits, hasNextPage }, all.length, step === MENDED ? query.words.join(' ') : null);
  }
  throw brokenCursor();
}

/** Where a page of hits starts, and the step that found them. */
type FoundPlace = FoundCursor & { step: number };

const FOUND_PLACES = {
  of: ({ step, score, relationCount, slug }: FoundPlace) => [step, score, relationCount, slug],
  read([step, score, relationCount, slug]: readonly (string | number | null)[]): FoundPlace | null {
    if (typeof step !== 'number' || typeof score !== 'number') return null;
    return typeof relationCount === 'number' && typeof slug === 'string' ? { step, score, relationCount, slug } : null;
  },
};

/** The step that searches for corrected words. */
const MENDED = 2;

/** The queries to try in turn until one finds something; a cursor keeps the number of the successful one. */
function* steps(asked: Asked, names: NameIndex, namesIn: NamesIn): Generator<[step: number, query: TextQuery]> {
  yield [0, { ...asked, scope: 'ALL_WORDS' }];
  yield [1, { ...asked, scope: 'ONE_GLOSS' }];
  const mended = names.mended(asked.words);
  const better = mended && textQuery(mended.join(' '), namesIn);
  if (better !== null) yield [MENDED, { ...better, scope: 'ALL_WORDS' }];
  // A word may occur in texts although no name contains it.
  const words = [...new Set([...asked.words, ...(better?.words ?? [])])];
  yield [MENDED + 1, { ...asked, words, leads: (better ?? asked).leads, scope: 'ANY_WORD' }];
}

function isLead({ score }: Found): boolean {
  return score > 2 && score < 3;
}

/** Names first, then texts, because most hits need no texts from the store. */
async function match({ node, gloss, words }: Hit, _: unknown, context: Context): Promise<FoundText> {
  const choice = chooseText(words);
  if (gloss !== null) choice.offer([{ field: 'GLOSS', text: gloss }]);
  else choice.offer(ownNames(node));
  if (!choice.isComplete()) {
    const kinds = Object.keys(FIELDS) as (keyof typeof FIELDS)[];
    const graph = await context.graph();
    const texts = await graph.definitions(node.slug, { kinds, first: SHOWN_TEXTS });
    for (const { kind, text, facet } of texts) {
      if (isTurnOver()) await nextTurn();
      choice.offer([{ field: FIELDS[kind as keyof typeof FIELDS], text, heading: facet }]);
    }
  }
  return choice.best() ?? { field: 'NAME', text: node.name, ranges: [] };
}

function ownNames({ name, alternateNames, meaning }: Concept): Candidate[] {
  return [
    { field: 'NAME', text: name },
    ...alternateNames.map((text): Candidate => ({ field: 'ALTERNATE_NAME', text })),
    ...(meaning === null ? [] : [{ field: 'MEANING' as const, text: meaning }]),
  ];
}
