/**
 * The graph in memory at one version, as records that never change once made.
 *
 * Concepts and pages are numbered. A slug or address keeps its number across images, so two images share every record
 * that did not change.
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
  /** Sort key for the pages of a concept; ties go by address. See `byPrecedence`. */
  readonly precedence: string;
  readonly name: string;
  readonly alternateNames: readonly string[];
  readonly meaning: string | null;
  readonly texts: Readonly<Record<PageDefinition['kind'], number>>;
  /** The numbers of its statements, in page order: see `statements.ts`. */
  readonly statements: Uint32Array;
}

export interface ConceptRecord extends Concept {
  readonly id: number;
  readonly likeness: string;
  readonly sortName: string;
  /** One bit for each kind of page that describes it: see `kindBit`. */
  readonly kinds: number;
  readonly publishedAt: string | null;
  /** Where links to it lead; null for a concept that has pages. */
  readonly linked: WhereToRead | null;
  /** By precedence. */
  readonly pages: readonly PageRecord[];
  /** The relations that its pages state, and those that lead to it: see `links.ts`. */
  readonly outgoing: Uint32Array;
  readonly incoming: Uint32Array;
  /** The number of outgoing and incoming relations together. */
  readonly relationCount: number;
  /** All concepts of the same likeness, itself included, by slug; they share one list. Empty if it is the only one. */
  readonly namesakes: readonly number[];
  /**
   * The sentences that pages say about it, two numbers each (page, place on it): by precedence of the page, then place.
   */
  readonly glosses: Uint32Array;
  /** By place, then calculator slug. */
  readonly attachments: readonly Attachment[];
  /** The first neighbours worth reading next; kept only where there are too many links to rank on every read. */
  readonly related: readonly number[] | null;
}

export interface Image {
  /** Identifies the graph that `version` belongs to. */
  readonly graph: string;
  readonly version: number;
  /** The earliest version whose concepts have the same names and relation counts as this one's. */
  readonly namesVersion: number;
  /** By number; undefined if this version has no such concept. */
  readonly concepts: readonly (ConceptRecord | undefined)[];
  readonly pages: readonly (PageRecord | undefined)[];
  /** Numbers by slug, shared with later images: a number may belong to a later version. */
  readonly conceptIds: ReadonlyMap<string, number>;
  readonly pageIds: ReadonlyMap<string, number>;
  readonly slugs: Slugs;
  readonly stated: Stated;
  /** The concepts in each order that lists use; NAME_DESC is NAME_ASC read backwards. */
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

/** A record before and after a change; undefined where there is none. */
export interface Difference<Thing> {
  id: number;
  before: Thing | undefined;
  after: Thing | undefined;
}
export type PageDifference = Difference<PageRecord>;
export type ConceptDifference = Difference<ConceptRecord>;
