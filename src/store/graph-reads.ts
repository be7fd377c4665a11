/**
 * Graph reads of a store that keeps the graph itself, for services that do not hold it in memory. Each method takes
 * many keys and returns one entry per key, in the same order; each entry is what the method of that name in
 * `graph/reader.ts` returns for one key.
 */
import type {
  ConceptFilter,
  ConceptNames,
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

export interface GraphReads {
  concepts(slugs: readonly string[]): Promise<(Concept | null)[]>;
  whereToRead(slugs: readonly string[]): Promise<(WhereToRead | null)[]>;
  listConcepts(query: ConceptQuery): Promise<Slice<ListedConcept>>;
  countConcepts(filter: ConceptFilter): Promise<number>;
  relationCounts(slugs: readonly string[], filter: ConceptFilter): Promise<(number | null)[]>;
  /** The names of all concepts, ordered by slug; `after` is a slug and exclusive. */
  names(query: { first: number; after: string | null }): Promise<ConceptNames[]>;

  definitions(slugs: readonly string[], query: DefinitionQuery): Promise<Definition[][]>;

  relations(slugs: readonly string[], query: RelationQuery): Promise<Slice<RelationEdge>[]>;
  countRelations(slugs: readonly string[], filter: RelationFilter): Promise<number[]>;
  relationPages(relations: readonly RelationKey[]): Promise<Page[][]>;
  related(slugs: readonly string[], first: number): Promise<Concept[][]>;

  /** At most `first` links of each concept: see `Walkable.linksOf`. */
  links(
    slugs: readonly string[],
    query: { kinds: readonly RelationKind[] | null; first: number },
  ): Promise<LinkList<string>[]>;
  /** The relations with both ends among `slugs`: see `Walkable.among`. */
  relationsAmong(
    slugs: readonly string[],
    query: { kinds: readonly RelationKind[] | null; first: number },
  ): Promise<{ items: RelationKey[]; hasMore: boolean }>;

  pages(urls: readonly string[]): Promise<(Page | null)[]>;
  pagesOf(slugs: readonly string[], first: number): Promise<Page[][]>;

  calculatorsOf(slugs: readonly string[]): Promise<string[][]>;
  conceptsOf(calculators: readonly string[], first: number): Promise<Concept[][]>;

  statistics(): Promise<Statistics>;

  /** The same reads for one request: keys that it asks for in the same turn of the event loop share one call. */
  together(): GraphReads;
}
