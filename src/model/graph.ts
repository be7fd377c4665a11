/** What is asked of the graph and what it answers, the same whoever answers: the image in memory or Neo4j. */
import type { Concept, DefinitionKind, PageKind, RelationKind } from './types.ts';

export type Direction = 'OUTGOING' | 'INCOMING' | 'BOTH';

/** A text that defines a concept, and the address of the page it stands on. */
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

/** One neighbour under one kind and direction. `place` is the first place on a page where the relation is stated. */
export interface RelationEdge {
  concept: Concept;
  kind: RelationKind;
  direction: Exclude<Direction, 'BOTH'>;
  place: number;
}

/** Names a relation: the key under which its pages are asked for. */
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
  /** Concepts that a page of one of these kinds describes; null for all. */
  kinds: readonly PageKind[] | null;
  hasCalculator: boolean | null;
  isStub: boolean | null;
}

export const CONCEPT_ORDERS = ['NAME_ASC', 'NAME_DESC', 'PUBLISHED_DESC', 'RELATIONS_DESC'] as const;
export type ConceptOrder = (typeof CONCEPT_ORDERS)[number];

/** A listed concept with the value it was ordered by, which is also where the next page starts. */
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

/** One link to a neighbour, seen from the concept it was asked of: OUTGOING where that concept's own pages state it. */
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

/** What a concept is called, and the number of its relations, SIMILAR left out, of either direction. */
export interface ConceptNames {
  slug: string;
  name: string;
  alternateNames: readonly string[];
  relationCount: number;
}

/** A calculator on a concept: because the calculator lists its slug, or because the name holds a phrase of it. */
export interface Attachment {
  calculator: string;
  by: 'listed' | 'phrase';
  phrase: string | null;
  /** Rank among the attachments of one calculator, 0 first. */
  place: number;
}

/** Which calculators attach to a concept, and a digest that differs when any answer may. */
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
