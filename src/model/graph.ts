/** Queries on the graph and their results, the same for the image in memory and Neo4j. */
import type { Concept, DefinitionKind, PageKind, RelationKind } from './types.ts';

export type Direction = 'OUTGOING' | 'INCOMING' | 'BOTH';

/** A text that defines a concept, and the address of the page it is on. */
export interface Definition {
  kind: DefinitionKind;
  text: string;
  facet: string | null;
  page: string;
}

export interface DefinitionQuery {
  /** Null for all. */
  kinds: readonly DefinitionKind[] | null;
  first: number;
}

/** One neighbour with one kind and direction. `place` is the first place on a page where the relation is stated. */
export interface RelationEdge {
  concept: Concept;
  kind: RelationKind;
  direction: Exclude<Direction, 'BOTH'>;
  place: number;
}

/** Identifies a relation, for example to find the pages that state it. */
export interface RelationKey {
  from: string;
  to: string;
  kind: RelationKind;
}

export interface RelationFilter {
  /** Null for all. */
  kinds: readonly RelationKind[] | null;
  direction: Direction;
}

/** Where a page of relations starts: after the edge with these values, in the order of the list. */
export type RelationCursor = Pick<RelationEdge, 'kind' | 'place' | 'direction'> & { slug: string };

export interface RelationQuery extends RelationFilter {
  first: number;
  after: RelationCursor | null;
}

/** One page of a list. */
export interface Slice<Item> {
  items: readonly Item[];
  hasNextPage: boolean;
}

export interface ConceptFilter {
  /** Concepts described by a page of one of these kinds; null for all. */
  kinds: readonly PageKind[] | null;
  hasCalculator: boolean | null;
  isStub: boolean | null;
}

export const CONCEPT_ORDERS = ['NAME_ASC', 'NAME_DESC', 'PUBLISHED_DESC', 'RELATIONS_DESC'] as const;
export type ConceptOrder = (typeof CONCEPT_ORDERS)[number];

/** A listed concept with the value that it is sorted by, which is part of the cursor for the next page. */
export interface ListedConcept {
  concept: Concept;
  sortedBy: string | number | null;
}
export type ConceptCursor = { slug: string; sortedBy: string | number | null };

export interface ConceptQuery {
  filter: ConceptFilter;
  order: ConceptOrder;
  first: number;
  /** Exclusive. */
  after: ConceptCursor | null;
}

/**
 * One link to a neighbour, seen from the concept whose links were read: OUTGOING if that concept's own pages state it.
 */
export interface Link<Key> {
  to: Key;
  kind: RelationKind;
  direction: Exclude<Direction, 'BOTH'>;
}

/** Some links of one concept, and whether there are more. */
export interface LinkList<Key> {
  items: readonly Link<Key>[];
  hasMore: boolean;
}

/** The names of a concept, and the number of its relations in both directions, without SIMILAR. */
export interface ConceptNames {
  slug: string;
  name: string;
  alternateNames: readonly string[];
  relationCount: number;
}

/**
 * A calculator attached to a concept: because the calculator lists its slug, or because the name contains one of its
 * phrases.
 */
export interface Attachment {
  calculator: string;
  by: 'listed' | 'phrase';
  phrase: string | null;
  /** Rank among the attachments of one calculator, 0 first. */
  place: number;
}

/** Which calculators attach to a concept, and a digest that changes whenever any result might. */
export interface Attacher {
  digest: string;
  calculators: readonly { slug: string; title: string }[];
  attachmentsOf(slug: string, name: string): Attachment[];
}

export interface Statistics {
  concepts: number;
  stubs: number;
  pages: number;
  definitions: number;
  relations: number;
  lastIngestAt: string | null;
}
