/** The calculators of concepts, stored as relationships: (:Concept)-[:HAS_CALCULATOR]->(:Calculator). */
import type { Attacher, Attachment } from '../../model/graph.ts';
import { forEach, type Run, together } from './connection.ts';

interface Named {
  slug: string;
  name: string;
  /** True if it cannot have a calculator yet. */
  isNew: boolean;
}
interface Attached extends Named {
  attachments: readonly Attachment[];
}

/** Adds to each concept the calculators that attach to it. */
export function attachmentsTo(concepts: readonly Named[], attacher: Attacher): Attached[] {
  return concepts.map((concept) => ({
    ...concept,
    attachments: attacher.attachmentsOf(concept.slug, concept.name),
  }));
}

/** Replaces the calculators of these concepts; the caller writes `calculatorCount`. */
export async function attach(run: Run, { calculators }: Attacher, concepts: readonly Attached[]): Promise<void> {
  const rows = concepts.flatMap(({ slug, attachments }) => attachments.map((one) => ({ slug, ...one })));
  await together([
    forEach(
      run,
      concepts.filter(({ isNew }) => !isNew).map(({ slug }) => slug),
      `UNWIND $rows AS slug MATCH (c:Concept {slug: slug}) USING INDEX SEEK c:Concept(slug)
       MATCH (c)-[a:HAS_CALCULATOR]->() DELETE a`,
    ),
    forEach(
      run,
      rows.length === 0 ? [] : calculators.map(({ slug, title }) => ({ slug, title })),
      'UNWIND $rows AS row MERGE (k:Calculator {slug: row.slug}) SET k.title = row.title',
    ),
    forEach(
      run,
      rows,
      `UNWIND $rows AS row MATCH (c:Concept {slug: row.slug}) MATCH (k:Calculator {slug: row.calculator})
       CREATE (c)-[:HAS_CALCULATOR {by: row.by, phrase: row.phrase, place: row.place}]->(k)`,
    ),
  ]);
}

/** Attaches the calculators of `attacher` to every concept, and removes all other calculators. */
export async function attachAll(run: Run, attacher: Attacher): Promise<void> {
  await run('MATCH (k:Calculator) DETACH DELETE k');
  // Deleting the calculators deleted their relationships, so no concept has any.
  const concepts = await run<Named>('MATCH (c:Concept) RETURN c.slug AS slug, c.name AS name, true AS isNew');
  const attached = attachmentsTo(concepts, attacher);
  await together([
    forEach(
      run,
      attached.map(({ slug, attachments }) => [slug, attachments.length]),
      'UNWIND $rows AS row MATCH (c:Concept {slug: row[0]}) SET c.calculatorCount = row[1]',
    ),
    attach(run, attacher, attached),
  ]);
}
