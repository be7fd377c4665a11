/**
 * CSV: a row for each concept, for spreadsheets. Its columns are those of a table of terms as `ingest` reads it, and some
 * more; lists name concepts by their slugs, so that rows can be looked up.
 *
 * A byte order mark comes first: without one Excel takes UTF-8 for the machine's own character set.
 */
import { type Cell, csvOf } from '../csv.ts';
import { getOrMake } from '../get-or-make.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { Concept, RelationKind, WhereToRead } from '../model/types.ts';
import { broaderThan, eachConcept, statedBy } from './concepts.ts';
import type { ExportSource } from './source.ts';

interface Row {
  concept: Concept;
  /** Slugs of the concepts that it is a narrower one of. */
  parents: readonly string[];
  /** Slugs of those that its pages lead to. */
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
