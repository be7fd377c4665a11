/**
 * The schema of the graph: labels and relationship types, and the constraints and indexes that reads rely on.
 *
 * Names of labels, types and properties are interpolated into Cypher, so they come from constants, never from data.
 */
import {
  type PageKind,
  type RelationKind,
  relationRank,
  STATEMENT_KINDS,
  type StatementKind,
} from '../../model/types.ts';

/** Raised with every change of the model; a graph of a newer model is refused. */
export const MODEL_VERSION = 8;

/** The name, as Cypher, of the one :Graph node. */
export const GRAPH = "'glossary'";

export const PAGE_KINDS: readonly PageKind[] = ['DEFINITION', 'AREA', 'TERM', 'DOCUMENT'];

/** The types of a relationship pattern that matches any statement. */
export const ANY_STATEMENT = STATEMENT_KINDS.join('|');

/** The types of a relationship pattern for the statement kinds among `kinds`; empty if there are none. */
export function statementTypes(kinds: readonly RelationKind[] | null): string {
  return STATEMENT_KINDS.filter((kind) => kinds === null || kinds.includes(kind)).join('|');
}

/** The relationship type of a kind, checked against the closed list because the kind may come from outside. */
export function relationshipType(kind: StatementKind): string {
  const type = STATEMENT_KINDS.find((known) => known === kind);
  if (type === undefined) throw new TypeError(`a statement's kind must be one of ${STATEMENT_KINDS.join(', ')}`);
  return type;
}

/** The index of a kind and direction in the property `relationCounts` of a :Concept. */
export function relationSlot(kind: StatementKind, direction: 'OUTGOING' | 'INCOMING'): number {
  return 2 * relationRank(kind) + (direction === 'INCOMING' ? 1 : 0);
}

/** A Cypher expression for what `relationCounts` of the concept `c` should be. */
export const RELATION_COUNTS = `[${STATEMENT_KINDS.flatMap((kind) =>
  [`-[:${kind}]->`, `<-[:${kind}]-`].map((link) => `COUNT { MATCH (c)${link}(o) RETURN DISTINCT o }`),
).join(', ')}]`;

/** A Cypher expression that maps each of `kinds` to the number from `of`. */
export function caseOf<Kind extends string>(value: string, kinds: readonly Kind[], of: (kind: Kind) => number): string {
  return `CASE ${value} ${kinds.map((kind) => `WHEN '${kind}' THEN ${of(kind)}`).join(' ')} END`;
}

/** The full-text indexes: of described concepts, by the words of `full-text.ts`, and of glosses as they are. */
export const CONCEPT_TEXT = 'concept_words';
export const GLOSS_TEXT = 'gloss_text';

/** The properties of a described :Concept that hold the words of each field. */
export const WORDS_OF = {
  name: 'nameWords',
  meaning: 'meaningWords',
  definition: 'definitionWords',
  facet: 'facetWords',
} as const;

/** Constraints and indexes by name. Indexes for lists end in the slug, so each page of a list starts with a seek. */
export const SCHEMA: Readonly<Record<string, string>> = {
  concept_slug: unique('Concept', 'slug'),
  page_url: unique('Page', 'url'),
  calculator_slug: unique('Calculator', 'slug'),
  run_id: unique('Run', 'id'),
  lock_name: unique('Lock', 'name'),
  graph_name: unique('Graph', 'name'),
  removed_page_url: unique('RemovedPage', 'url'),
  reading_digest: unique('Reading', 'digest'),
  concept_name: index('Concept', 'sortName', 'slug'),
  concept_published: index('Concept', 'publishedAt', 'slug'),
  concept_relations: index('Concept', 'relationCount', 'slug'),
  concept_likeness: index('Concept', 'likeness'),
  page_site: index('Page', 'site', 'url'),
  page_version: index('Page', 'version', 'url'),
  removed_page_version: index('RemovedPage', 'version', 'url'),
  page_definitions: index('Page', 'definitionCount'),
  run_at: index('Run', 'at'),
  reading_number: index('Reading', 'number'),
  change_slug: 'CREATE INDEX $name IF NOT EXISTS FOR ()-[c:CHANGED]-() ON (c.slug)',
  [CONCEPT_TEXT]: fullText('(n:Concept)', Object.values(WORDS_OF), 'whitespace'),
  [GLOSS_TEXT]: fullText(`()-[n:${ANY_STATEMENT}]-()`, ['gloss'], 'standard-folding'),
};

function unique(label: string, property: string): string {
  return `CREATE CONSTRAINT $name IF NOT EXISTS FOR (n:${label}) REQUIRE n.${property} IS UNIQUE`;
}

function index(label: string, ...properties: string[]): string {
  return `CREATE INDEX $name IF NOT EXISTS FOR (n:${label}) ON (${properties.map((name) => `n.${name}`).join(', ')})`;
}

function fullText(pattern: string, properties: readonly string[], analyzer: string): string {
  return `CREATE FULLTEXT INDEX $name IF NOT EXISTS FOR ${pattern} ON EACH [${properties.map((name) => `n.${name}`).join(', ')}]
    OPTIONS {indexConfig: {\`fulltext.analyzer\`: '${analyzer}'}}`;
}
