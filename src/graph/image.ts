/**
 * The graph in memory, as it stands at one version: records that never change once they are made.
 *
 * Concepts and pages are numbered. A number stays with its slug or address from one image to the next, so that two images
 * share every record that no change has touched.
 */
import type { Attachment, ConceptOrder, Statistics } from '../model/graph.ts';
import { byCodePoint } from '../model/orders.ts';
import type { Concept, Page, PageDefinition, WhereToRead } from '../model/types.ts';
import type { Slugs } from './layout/slugs.ts';
import type { Stated } from './layout/statements.ts';

export interface PageRecord extends Page {
  readonly id: number;
  readonly version: number;
  readonly conceptId: number;
  /** Sorts the pages of a concept, with the address where it is equal: see `byPrecedence`. */
  readonly precedence: string;
  readonly name: string;
  readonly alternateNames: readonly string[];
  readonly meaning: string | null;
  readonly texts: Readonly<Record<PageDefinition['kind'], number>>;
  /** The numbers of what it states, in the order of the page: see `statements.ts`. */
  readonly statements: Uint32Array;
}

export interface ConceptRecord extends Concept {
  readonly id: number;
  readonly likeness: string;
  readonly sortName: string;
  /** A bit for each kind of page that describes it: see `kindBit`. */
  readonly kinds: number;
  readonly publishedAt: string | null;
  /** What links tell; null for a concept that has pages. */
  readonly linked: WhereToRead | null;
  /** By precedence. */
  readonly pages: readonly PageRecord[];
  /** Relations that its pages state, and those that state it: see `links.ts`. */
  readonly outgoing: Uint32Array;
  readonly incoming: Uint32Array;
  /** The number of both together. */
  readonly relationCount: number;
  /** All concepts of the same likeness, itself among them, by slug: one list for all of them. Empty where it is alone. */
  readonly namesakes: readonly number[];
  /** The sentences that pages say of it, two numbers each, page and place there: by precedence of the page, then place. */
  readonly glosses: Uint32Array;
  /** By place, then slug of the calculator. */
  readonly attachments: readonly Attachment[];
  /** The first neighbours worth reading next, where there are too many links to rank them at every reading. */
  readonly related: readonly number[] | null;
}

export interface Image {
  /** Of the graph that it shows: a version is one of this graph's. */
  readonly graph: string;
  readonly version: number;
  /** The version since which all concepts have had the names, and as many relations, as they have now. */
  readonly namesVersion: number;
  /** By number; undefined where there is no such concept at this version. */
  readonly concepts: readonly (ConceptRecord | undefined)[];
  readonly pages: readonly (PageRecord | undefined)[];
  /** Numbers, which may be those of a later version. */
  readonly conceptIds: ReadonlyMap<string, number>;
  readonly pageIds: ReadonlyMap<string, number>;
  readonly slugs: Slugs;
  readonly stated: Stated;
  /** The concepts in each order that lists have; NAME_DESC is NAME_ASC read backwards. */
  readonly orders: Readonly<Record<Exclude<ConceptOrder, 'NAME_DESC'>, Uint32Array>>;
  /** The concepts of each calculator: by place, then name, then slug. */
  readonly byCalculator: ReadonlyMap<string, readonly number[]>;
  readonly statistics: Statistics;
}

export function conceptOf({ concepts, conceptIds }: Image, slug: string): ConceptRecord | null {
  const id = conceptIds.get(slug);
  return id === undefined ? null : (concepts[id] ?? null);
}

export function byPrecedence(a: PageRecord, b: PageRecord): number {
  return byCodePoint(a.precedence, b.precedence) || byCodePoint(a.url, b.url);
}

export function pageOf({ pages, pageIds }: Image, url: string): PageRecord | null {
  const id = pageIds.get(url);
  return id === undefined ? null : (pages[id] ?? null);
}

/** A record as it was and as it is; undefined where there is none. */
export interface Difference<Thing> {
  id: number;
  before: Thing | undefined;
  after: Thing | undefined;
}
export type PageDifference = Difference<PageRecord>;
export type ConceptDifference = Difference<ConceptRecord>;
