/** Reads concepts in batches, for every format except NDJSON. */
import { StoreTimeout } from '../errors.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { ConceptQuery, Definition, RelationCursor, RelationEdge, RelationFilter } from '../model/graph.ts';
import type { Concept, Page } from '../model/types.ts';
import { isTurnOver, nextTurn } from '../turns.ts';
import { checkVersion } from './one-version.ts';
import type { ExportSource } from './source.ts';

/** Concepts per batch, which is all that is held in memory; a store answers only a few in bounded time. */
const IN_MEMORY = 50;
const IN_STORE = 10;
/** Attempts at a read that times out. */
const ATTEMPTS = 5;
/** Relations of one concept read in one call. */
const RELATIONS = 100;
/** More than any concept has. */
const ALL = 1_000_000;

const BY_NAME: Omit<ConceptQuery, 'after' | 'first'> = {
  filter: { kinds: null, hasCalculator: null, isStub: null },
  order: 'NAME_ASC',
};

export interface Made<Item> {
  /** Makes the result for one concept. */
  make(reader: GraphReader, concept: Concept): Promise<Item>;
  /** Whether that needs texts of pages. */
  hasTexts: boolean;
}

/**
 * Yields batches of results, with the concepts in order of name; the next batch is read on demand.
 * @throws GraphChanged if the graph changes meanwhile, because the rest would be of another version.
 */
export async function* eachConcept<Item>(
  { graph, store }: Pick<ExportSource, 'graph' | 'store'>,
  { make, hasTexts }: Made<Item>,
): AsyncGenerator<Item[]> {
  const first = graph.isFixed ? IN_MEMORY : IN_STORE;
  /** Retries when the store is too busy, so that one failed read does not end an export of hours. */
  async function next(after: ConceptQuery['after'], attempt = 1) {
    const reader = graph.reader();
    try {
      const { items, hasNextPage } = await reader.listConcepts({ ...BY_NAME, first, after });
      const made = await Promise.all(
        items.map(async ({ concept }) => {
          if (isTurnOver()) await nextTurn();
          return make(reader, concept);
        }),
      );
      return { made, last: items.at(-1), hasNextPage };
    } catch (error) {
      if (!(error instanceof StoreTimeout) || attempt === ATTEMPTS) throw error;
      return next(after, attempt + 1);
    }
  }

  for (let after: ConceptQuery['after'] = null; ; ) {
    const { made, last, hasNextPage } = await next(after);
    if (hasTexts || !graph.isFixed) await checkVersion(store, graph.version);
    if (made.length > 0) yield made;
    if (!hasNextPage || last === undefined) return;
    after = { slug: last.concept.slug, sortedBy: last.sortedBy };
    if (isTurnOver()) await nextTurn();
  }
}

/** The relations that a concept's own pages state, including SIMILAR, in the order of lists. */
export function statedBy(reader: GraphReader, slug: string): AsyncGenerator<RelationEdge> {
  return relationsOf(reader, slug, { kinds: null, direction: 'OUTGOING' });
}

/** Slugs of its broader concepts, in the order of lists. */
export async function broaderThan(reader: GraphReader, slug: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { concept } of relationsOf(reader, slug, { kinds: ['NARROWER'], direction: 'INCOMING' }))
    found.push(concept.slug);
  return found;
}

async function* relationsOf(reader: GraphReader, slug: string, filter: RelationFilter): AsyncGenerator<RelationEdge> {
  for (let after: RelationCursor | null = null; ; ) {
    const { items, hasNextPage } = await reader.relations(slug, { ...filter, first: RELATIONS, after });
    yield* items;
    const last = items.at(-1);
    if (!hasNextPage || last === undefined) return;
    after = { kind: last.kind, place: last.place, direction: last.direction, slug: last.concept.slug };
    if (isTurnOver()) await nextTurn();
  }
}

/** The pages that describe it, by precedence. */
export async function pagesOf(reader: GraphReader, slug: string): Promise<readonly Page[]> {
  return reader.pagesOf(slug, ALL);
}

/** The texts of its own pages, in the order of lists. */
export async function textsOf(reader: GraphReader, slug: string): Promise<readonly Definition[]> {
  return reader.definitions(slug, { kinds: ['MEANING', 'BODY', 'FACET'], first: ALL });
}
