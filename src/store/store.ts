/**
 * The contract that every store keeps, tested by one suite.
 *
 * Reads take many keys and answer in the order asked, one entry a key; an unknown key gives null or an empty list.
 * Lists are ordered as each read says, the same on every store. Any call may throw StoreUnavailable, or Overloaded where
 * too many wait.
 * Strings are compared by code point, and no read changes anything.
 */
import type { StoreUnavailable } from '../errors.ts';
import type { Concept, DefinitionKind, Page, PageContent, PageKind, RelationKind } from '../model/types.ts';

export type Direction = 'OUTGOING' | 'INCOMING' | 'BOTH';

/** A text that defines a concept, and the page it stands on. */
export interface Definition {
  kind: DefinitionKind;
  text: string;
  facet: string | null;
  page: string;
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

/** One link to a neighbour, seen from the concept it was asked of: OUTGOING where that concept's own pages state it. */
export interface Neighbour {
  slug: string;
  kind: RelationKind;
  direction: Exclude<Direction, 'BOTH'>;
}

export interface RelationFilter {
  /** Null for all. */
  kinds: readonly RelationKind[] | null;
  direction: Direction;
}

/** Where a page of relations starts: after the edge with these values, in the order of the list. */
export type RelationCursor = Pick<RelationEdge, 'kind' | 'place' | 'direction'> & { slug: string };

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

/** What a concept is called, and the number of its relations, SIMILAR left out, of either direction. */
export interface ConceptNames {
  slug: string;
  name: string;
  alternateNames: readonly string[];
  relationCount: number;
}

/** Full text looks for these: names and words in the form of `names.ts`; see `full-text.ts` for what is searched. */
export interface TextQuery {
  /** Keys of names, one at least: a concept that has one of them is called so. */
  names: readonly string[];
  /** At least one, each once. */
  words: readonly string[];
  /**
   * ALL_WORDS: concepts whose own names and texts have every word. ONE_GLOSS: concepts of which another page says a
   * sentence with every word, by the 5,000 most relevant sentences. ANY_WORD: concepts whose own names and texts have one
   * of them; a store may leave out words that stand almost everywhere.
   */
  scope: 'ALL_WORDS' | 'ONE_GLOSS' | 'ANY_WORD';
  /** Concepts that are found whatever their texts say, with a score between 2 and 3 unless they are called so. */
  leads: readonly { slug: string; score: number }[];
  filter: ConceptFilter;
}

/** A concept that was found; `gloss` is the sentence by which it was found in scope ONE_GLOSS, else null. */
export interface TextHit {
  concept: Concept;
  /** As `full-text.ts` tells. */
  score: number;
  relationCount: number;
  gloss: string | null;
}
export type TextCursor = Pick<TextHit, 'score' | 'relationCount'> & { slug: string };

export interface Statistics {
  concepts: number;
  stubs: number;
  pages: number;
  definitions: number;
  relations: number;
  lastIngestAt: string | null;
}

/** What a writer brings along. */
export interface WriteContext {
  /** Holder of the ingest lock. */
  owner: string;
  /** Identifies this run of ingest; `at` is when it began, RFC 3339. */
  run: { id: string; at: string };
  attacher: Attacher;
}

export type PageChange = 'added' | 'changed' | 'unchanged';

/** What is known of a page without reading it whole. */
export interface PageState {
  url: string;
  hash: string;
  truncated: boolean;
  modifiedAt: string | null;
}

export interface Lock {
  owner: string;
  /** When it was taken, RFC 3339. */
  since: string;
  /** How long it is still its holder's, unless it is renewed [s]. */
  secondsLeft: number;
}

/**
 * No lease is longer: one that seems to end later was given by a clock that has been set back since, or before the
 * machine was started anew, and is over.
 */
export const LONGEST_LEASE_SECONDS = 60;

export interface Store {
  /** Order: as asked. */
  concepts(slugs: readonly string[]): Promise<(Concept | null)[]>;
  /** Concepts in `order`, ties by slug; `after` is exclusive. NAME_DESC is NAME_ASC backwards. */
  listConcepts(query: {
    filter: ConceptFilter;
    order: ConceptOrder;
    first: number;
    after: ConceptCursor | null;
  }): Promise<{ items: ListedConcept[]; hasNextPage: boolean }>;
  countConcepts(filter: ConceptFilter): Promise<number>;
  /** The names of all concepts, in order of slug; `after` is a slug and exclusive. */
  names(query: { first: number; after: string | null }): Promise<ConceptNames[]>;

  /** Order: best score, then most relations, then slug. Scores below 1 are the store's own, others equal on every store. */
  searchText(
    query: TextQuery & { first: number; after: TextCursor | null },
  ): Promise<{ items: TextHit[]; hasNextPage: boolean }>;
  /** How many concepts `searchText` finds in all. */
  countText(query: TextQuery): Promise<number>;

  /** Order: MEANING, BODY, FACET, GLOSS, then page by precedence, then place. */
  definitions(
    slugs: readonly string[],
    query: { kinds: readonly DefinitionKind[] | null; first: number },
  ): Promise<Definition[][]>;

  /** Order: kind, place, slug, outgoing before incoming. */
  relations(
    slugs: readonly string[],
    query: RelationFilter & { first: number; after: RelationCursor | null },
  ): Promise<{ items: RelationEdge[]; hasNextPage: boolean }[]>;
  /** Number of distinct kind, direction and concept. */
  countRelations(slugs: readonly string[], filter: RelationFilter): Promise<number[]>;
  /** The pages that state each relation, by precedence; none for SIMILAR. */
  relationPages(relations: readonly RelationKey[]): Promise<Page[][]>;
  /** The neighbours worth reading next, each once: see `ranking.ts` for the order. */
  related(slugs: readonly string[], first: number): Promise<Concept[][]>;

  /**
   * The links of each concept, direction ignored, at most `first` of them: by kind, then slug, outgoing before incoming.
   * SIMILAR is one OUTGOING link.
   */
  neighbours(
    slugs: readonly string[],
    query: { kinds: readonly RelationKind[] | null; first: number },
  ): Promise<{ items: Neighbour[]; hasMore: boolean }[]>;
  /** The relations whose ends are both among `slugs`: by kind, from, to. SIMILAR is one, from the lower slug. */
  relationsAmong(
    slugs: readonly string[],
    query: { kinds: readonly RelationKind[] | null; first: number },
  ): Promise<{ items: RelationKey[]; hasMore: boolean }>;

  pages(urls: readonly string[]): Promise<(Page | null)[]>;
  /** The pages that describe each concept, by precedence. */
  pagesOf(slugs: readonly string[], first: number): Promise<Page[][]>;

  /** Slugs of the calculators attached to each concept: by place, then slug. */
  calculatorsOf(slugs: readonly string[]): Promise<string[][]>;
  /** The concepts each calculator is attached to: by place, then name, then slug. */
  conceptsOf(calculators: readonly string[], first: number): Promise<Concept[][]>;

  statistics(): Promise<Statistics>;
  /** Grows with every change of the graph, whoever makes it. */
  version(): Promise<number>;

  /** What is kept of each page; null for an unknown address. */
  pageStates(urls: readonly string[]): Promise<(PageState | null)[]>;
  /** Addresses of the pages of one site, in order, after `after`. */
  pageUrls(query: { site: string; first: number; after: string | null }): Promise<string[]>;
  /** Whole pages in order of address, as they were written, with the hash kept for each. */
  readPages(query: { first: number; after: string | null }): Promise<{ page: PageContent; hash: string }[]>;

  /**
   * Writes pages in one transaction: each replaces all that its address said before; an equal one changes nothing.
   * @throws LockLost when `owner` no longer holds the ingest lock.
   */
  replacePages(pages: readonly PageContent[], context: WriteContext): Promise<PageChange[]>;
  /** Removes pages in one transaction; answers how many there were. */
  removePages(urls: readonly string[], context: WriteContext): Promise<number>;
  /** Digest of the calculators that the graph's attachments were made from; null where there are none yet. */
  attachedDigest(): Promise<string | null>;
  /** Attaches the calculators to every concept anew, in one transaction. */
  attachCalculators(attacher: Attacher): Promise<void>;

  /**
   * Takes or renews the lock called `name` for `seconds`, at most LONGEST_LEASE_SECONDS; answers the other holder where
   * somebody has it. It is a lease by the store's own clock: whoever died with it loses it when its time is up.
   */
  lock(name: string, owner: string, seconds: number): Promise<Lock | null>;
  unlock(name: string, owner: string): Promise<void>;

  /** What is wrong with the store's own structure, one line each; page hashes are the caller's to compare. */
  checkIntegrity(): Promise<string[]>;
  /**
   * What keeps the store from answering, or makes its answers doubtful, as its calls met it: StoreDamaged until it was
   * mended and opened anew; null where nothing is known.
   */
  fault(): StoreUnavailable | null;
  close(): Promise<void>;
}

/** The ingest lock went to somebody else: this run must stop. */
export class LockLost extends Error {
  constructor() {
    super('another ingest took over the lock of this one');
    this.name = 'LockLost';
  }
}
