/**
 * CSV for spreadsheets, one row per concept. The columns include those of a table of terms that `ingest` reads; lists
 * name concepts by slug, so that rows can be looked up.
 *
 * It begins with a byte order mark: without one Excel reads UTF-8 in the system's legacy encoding.
 */
import { type Cell, csvOf } from '../csv.ts';
import { getOrMake } from '../get-or-make.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { Concept, RelationKind, WhereToRead } from '../model/types.ts';
import { broaderThan, eachConcept, statedBy } from './concepts.ts';
import type { ExportSource } from './source.ts';

interface Row {
  concept: Concept;
  /** Slugs of its broader concepts. */
  parents: readonly string[];
  /** Slugs of the concepts that its pages link to. */
  related(kind: RelationKind): readonly string[];
  calculators: readonly string[];
  page: WhereToRead | null;
}

const COLUMNS: Readonly<Record<string, (row: Row) => Cell>> = {
  term: ({ concept }) => concept.name,
  slug: ({ concept }) => concept.slug,
  definition: ({ concept }) => concept.meaning,
  synonyms: ({ concept }) => concept.alternateNames.join('; '),
  parent: ({ parents }) => parents.join('; '),
  related: ({ related }) => related('RELATED').join('; '),
  parts: ({ related }) => related('HAS_PART').join('; '),
  recommends: ({ related }) => related('RECOMMENDS').join('; '),
  mentions: ({ related }) => related('MENTIONS').join('; '),
  'links to': ({ related }) => related('LINKS_TO').join('; '),
  calculators: ({ calculators }) => calculators.join('; '),
  published: ({ page }) => page?.publishedAt,
  modified: ({ page }) => page?.modifiedAt,
  url: ({ page }) => page?.url,
};

export async function* csv(source: ExportSource): AsyncGenerator<string> {
  yield `\ufeff${csvOf([Object.keys(COLUMNS)])}`;
  for await (const rows of eachConcept(source, { make: rowOf, hasTexts: false })) yield rows.join('');
}

async function rowOf(reader: GraphReader, concept: Concept): Promise<string> {
  const targets = new Map<RelationKind, string[]>();
  for await (const { kind, concept: target } of statedBy(reader, concept.slug))
    getOrMake(targets, kind, () => []).push(target.slug);
  const row: Row = {
    concept,
    parents: await broaderThan(reader, concept.slug),
    related: (kind) => targets.get(kind) ?? [],
    calculators: await reader.calculatorsOf(concept.slug),
    page: await reader.whereToRead(concept.slug),
  };
  return csvOf([Object.values(COLUMNS).map((cell) => cell(row))]);
}
