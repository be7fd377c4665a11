/** Resolvers of full-text search: best concepts first, and of each the text that tells why. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Concept } from '../model.ts';
import { type Candidate, chooseText, type FoundText, type TextField } from '../search/found-text.ts';
import { type Asked, textQuery } from '../search/text-query.ts';
import { SEARCHED_TEXTS } from '../store/full-text.ts';
import type { Definition, TextCursor, TextHit, TextQuery } from '../store/store.ts';
import { brokenCursor, pageInfo } from './concept-resolvers.ts';
import type { Context } from './context.ts';
import { decodeCursor, encodeCursor } from './cursors.ts';
import { firstOf } from './limits.ts';
import { conceptFilter, type FilterArgument } from './query-resolvers.ts';

interface SearchArguments {
  query: string;
  filter?: FilterArgument;
  first?: number | null;
  after?: string | null;
}

/** An edge knows by which words it was found. */
type Edge = Pick<TextHit, 'gloss' | 'score'> & { node: Concept; cursor: string; words: readonly string[] };

/** One way of looking. */
type Step = Omit<TextQuery, 'filter'>;

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
  const asked = textQuery(given.query);
  const filter = conceptFilter(given.filter);
  // Texts of the same words are the same question.
  const list = ['search', asked?.names, filter.kinds, filter.hasCalculator, filter.isStub];
  const cursor = textCursor(decodeCursor(list, given.after));
  if (asked === null) return { edges: [], nodes: [], pageInfo: pageInfo([], false, given.after), totalCount: 0 };

  const first = firstOf(given.first, info);
  for await (const [place, step] of steps(asked, context)) {
    if (cursor !== null && place !== cursor.place) continue;
    const query = { ...step, filter };
    const { items, hasNextPage } = await context.store.searchText({ ...query, first, after: cursor?.after ?? null });
    if (items.length === 0 && step.scope !== 'ANY_WORD' && cursor === null) continue;
    const edges = items.map(
      ({ concept, score, relationCount, gloss }): Edge => ({
        node: concept,
        score,
        gloss,
        words: step.words,
        cursor: encodeCursor(list, [place, score, relationCount, concept.slug]),
      }),
    );
    return {
      edges,
      nodes: edges.map(({ node }) => node),
      pageInfo: pageInfo(edges, hasNextPage, given.after),
      totalCount: () => context.store.countText(query),
    };
  }
  throw brokenCursor();
}

/** What is looked for, one after the other, until something is found; each with its number, which a cursor keeps. */
async function* steps(asked: Asked, { names }: Context): AsyncGenerator<[place: number, step: Step]> {
  yield [0, { ...asked, scope: 'ALL_WORDS' }];
  yield [1, { ...asked, scope: 'ONE_GLOSS' }];
  const mended = (await names()).mended(asked.words);
  if (mended !== null) yield [2, { names: [mended.join(' ')], words: mended, scope: 'ALL_WORDS' }];
  // A word may stand in texts though it stands in no name.
  yield [3, { ...asked, words: [...new Set([...asked.words, ...(mended ?? [])])], scope: 'ANY_WORD' }];
}

function textCursor(values: readonly (string | number | null)[] | null): { place: number; after: TextCursor } | null {
  if (values === null) return null;
  const [place, score, relationCount, slug] = values;
  const isOurs = [place, score, relationCount].every((value) => typeof value === 'number') && typeof slug === 'string';
  if (!isOurs) throw brokenCursor();
  return { place: Number(place), after: { score: Number(score), relationCount: Number(relationCount), slug } };
}

/** Names first, then meanings: most hits need no more of the store. */
async function match({ node, gloss, words }: Edge, _: unknown, { loaders }: Context): Promise<FoundText> {
  const choice = chooseText(words);
  if (gloss !== null) choice.offer([{ field: 'GLOSS', text: gloss }]);
  else choice.offer(ownNames(node));
  if (!choice.isComplete()) {
    const kinds = Object.keys(FIELDS) as (keyof typeof FIELDS)[];
    const texts = await loaders.definitions({ kinds, first: SEARCHED_TEXTS }).load(node.slug);
    choice.offer(
      texts.map(({ kind, text, facet }) => ({ field: FIELDS[kind as keyof typeof FIELDS], text, heading: facet })),
    );
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
