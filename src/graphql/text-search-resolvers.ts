/** Resolvers of full-text search: best concepts first, and of each the text that tells why. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Concept } from '../model/types.ts';
import { type Candidate, chooseText, type FoundText, type TextField } from '../search/found-text.ts';
import type { NameIndex } from '../search/name-index.ts';
import { type Asked, type NamesIn, textQuery } from '../search/text-query.ts';
import { SEARCHED_TEXTS } from '../store/full-text.ts';
import type { Definition, TextCursor, TextHit, TextQuery } from '../store/store.ts';
import { isTurnOver, nextTurn } from '../turns.ts';
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
  const names = await context.names();
  const namesIn: NamesIn = (text) => names.annotate(text, { firstOnly: true });
  const asked = textQuery(given.query, namesIn);
  const filter = conceptFilter(given.filter);
  // Texts of the same words are the same question.
  const list = ['search', asked?.names, filter.kinds, filter.hasCalculator, filter.isStub];
  const cursor = textCursor(decodeCursor(list, given.after));
  if (asked === null) {
    return { edges: [], nodes: [], pageInfo: pageInfo([], false, given.after), totalCount: 0, correctedQuery: null };
  }
  const first = firstOf(given.first, info);
  for (const [place, step] of steps(asked, names, namesIn)) {
    if (cursor !== null && place !== cursor.place) continue;
    const query = { ...step, filter };
    // Room for what leads, to see whether there is anything else.
    const room = first + step.leads.length;
    const found = await context.store.searchText({ ...query, first: room, after: cursor?.after ?? null });
    if (cursor === null && step.scope !== 'ANY_WORD' && found.items.every(isLead)) continue;
    const edges = found.items.slice(0, first).map(
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
      pageInfo: pageInfo(edges, found.hasNextPage || found.items.length > first, given.after),
      totalCount: () => context.store.countText(query),
      correctedQuery: place === MENDED ? step.words.join(' ') : null,
    };
  }
  throw brokenCursor();
}

/** The step that looks for mended words. */
const MENDED = 2;

/** What is looked for, one after the other, until something is found; a cursor keeps the number of what was. */
function* steps(asked: Asked, names: NameIndex, namesIn: NamesIn): Generator<[place: number, step: Step]> {
  yield [0, { ...asked, scope: 'ALL_WORDS' }];
  yield [1, { ...asked, scope: 'ONE_GLOSS' }];
  const mended = names.mended(asked.words);
  const better = mended && textQuery(mended.join(' '), namesIn);
  if (better !== null) yield [MENDED, { ...better, scope: 'ALL_WORDS' }];
  // A word may stand in texts though it stands in no name.
  const words = [...new Set([...asked.words, ...(better?.words ?? [])])];
  yield [MENDED + 1, { ...asked, words, leads: (better ?? asked).leads, scope: 'ANY_WORD' }];
}

function isLead({ score }: TextHit): boolean {
  return score > 2 && score < 3;
}

function textCursor(values: readonly (string | number | null)[] | null): { place: number; after: TextCursor } | null {
  if (values === null) return null;
  const [place, score, relationCount, slug] = values;
  if (typeof place !== 'number' || typeof score !== 'number') throw brokenCursor();
  if (typeof relationCount !== 'number' || typeof slug !== 'string') throw brokenCursor();
  return { place, after: { score, relationCount, slug } };
}

/** Names first, then meanings: most hits need no more of the store. */
async function match({ node, gloss, words }: Edge, _: unknown, { loaders }: Context): Promise<FoundText> {
  const choice = chooseText(words);
  if (gloss !== null) choice.offer([{ field: 'GLOSS', text: gloss }]);
  else choice.offer(ownNames(node));
  if (!choice.isComplete()) {
    const kinds = Object.keys(FIELDS) as (keyof typeof FIELDS)[];
    const texts = await loaders.definitions({ kinds, first: SEARCHED_TEXTS }).load(node.slug);
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
