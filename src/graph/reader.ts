/**
 * What every reader of the graph offers, tested by one suite: the image in memory answers at once, Neo4j after a round
 * trip.
 *
 * A reader serves one request and sees one version of the graph. An unknown slug or address gives null or an empty
 * list. Strings are compared by code point. Answers may reject with StoreUnavailable.
 */
import type {
  ConceptFilter,
  ConceptQuery,
  Definition,
  DefinitionQuery,
  LinkList,
  ListedConcept,
  RelationEdge,
  RelationFilter,
  RelationKey,
  RelationQuery,
  Slice,
  Statistics,
} from '../model/graph.ts';
import type { Concept, Page, RelationKind, WhereToRead } from '../model/types.ts';

/** Synchronous where the answer is in memory. */
export type Answer<T> = T | Promise<T>;

export interface GraphReader {
  concept(slug: string): Answer<Concept | null>;
  whereToRead(slug: string): Answer<WhereToRead | null>;
  /** Concepts in `order`, ties by slug. NAME_DESC is NAME_ASC backwards; undated concepts come last. */
  listConcepts(query: ConceptQuery): Answer<Slice<ListedConcept>>;
  countConcepts(filter: ConceptFilter): Answer<number>;
  /** For each concept that passes the filter its number of relations, without SIMILAR; null for all others. */
  relationCounts(slugs: readonly string[], filter: ConceptFilter): Answer<readonly (number | null)[]>;

  /** Order: MEANING, BODY, FACET, GLOSS, then precedence of the page, then place. */
  definitions(slug: string, query: DefinitionQuery): Answer<readonly Definition[]>;

  /** Order: kind, place, slug, outgoing before incoming. */
  relations(slug: string, query: RelationQuery): Answer<Slice<RelationEdge>>;
  /** Number of distinct kind, direction and concept. */
  countRelations(slug: string, filter: RelationFilter): Answer<number>;
  /** The pages that state a relation, by precedence; none for SIMILAR. */
  relationPages(relation: RelationKey): Answer<readonly Page[]>;
  /** The neighbours worth reading next, each once: see `model/ranking.ts` for the order. */
  related(slug: string, first: number): Answer<readonly Concept[]>;

  page(url: string): Answer<Page | null>;
  /** The pages that describe a concept, by precedence. */
  pagesOf(slug: string, first: number): Answer<readonly Page[]>;

  /** Slugs of the calculators attached to a concept: by place, then slug. */
  calculatorsOf(slug: string): Answer<readonly string[]>;
  /** The concepts that a calculator is attached to: by place, then name, then slug. */
  conceptsOf(calculator: string, first: number): Answer<readonly Concept[]>;

  /** The graph for walks. @param kinds - the kinds of relation that they may use; null for all. */
  walkable(kinds: readonly RelationKind[] | null): Walkable;

  statistics(): Answer<Statistics>;
}

/** The graph as walks see it. Concepts are keys, which stand for slugs and live as long as the reader. */
export interface Walkable {
  /** Null for an unknown slug. */
  keyOf(slug: string): Answer<Key | null>;
  slugOf(key: Key): string;
  /** By slug. */
  compare(a: Key, b: Key): number;
  /**
   * At most LINKS_OF_ONE links of each concept, in both directions: by kind, then place on the page, then slug,
   * outgoing before incoming. SIMILAR is one OUTGOING link.
   */
  linksOf(keys: readonly Key[]): Answer<readonly LinkList<Key>[]>;
  /** The unseen concepts that links of `keys` lead to. */
  ring(keys: readonly Key[], bounds: RingBounds): Answer<Ring>;
  /**
   * At most `first` relations with both ends among `keys`: by kind, from, to. SIMILAR appears once, from the lower
   * slug.
   */
  among(keys: readonly Key[], first: number): Answer<{ items: readonly RelationKey[]; hasMore: boolean }>;
}

export interface RingBounds {
  /** Concepts to leave out. */
  seen: ReadonlySet<Key>;
  /** Most concepts to return. */
  most: number;
  /** Links that may still be read; counts down. */
  budget: { links: number };
}

export interface Ring {
  /**
   * By strongest link, then most links, then slug. `strength` is the level of the strongest link, as in `ranking.ts`.
   */
  items: readonly { key: Key; strength: number }[];
  /** Whether concepts were left out, or links of `keys` not read. */
  isCut: boolean;
}

/** The image numbers concepts; Neo4j knows them by slug. */
export type Key = number | string;

/** Most links of one concept that a walk reads. */
export const LINKS_OF_ONE = 1_000;
