/** Which calculators concepts have, as relationships: (:Concept)-[:HAS_CALCULATOR]->(:Calculator). */
import type { Attacher } from '../../model/graph.ts';
import { type Run, together } from './connection.ts';

interface Named {
  slug: string;
  name: string;
  /** True where it cannot have a calculator yet. */
  isNew: boolean;
}

export async function keepCalculators(run: Run, { calculators }: Attacher): Promise<void> {
  await run('UNWIND $calculators AS row MERGE (k:Calculator {slug: row.slug}) SET k.title = row.title', {
    calculators,
  });
}

/** Attaches the calculators of `attacher` to `concepts` in place of those they have. */
export async function attach(run: Run, attacher: Attacher, concepts: readonly Named[]): Promise<void> {
  if (concepts.length === 0) return;
  const attachments = concepts.map(({ slug, name }) => ({ slug, attachments: attacher.attachmentsOf(slug, name) }));
  const counts = attachments.map((row) => ({ slug: row.slug, count: row.attachments.length }));
  const rows = attachments.flatMap((row) => row.attachments.map((one) => ({ slug: row.slug, ...one })));
  const known = concepts.filter(({ isNew }) => !isNew).map(({ slug }) => slug);
  await together([
    run(
      `UNWIND $slugs AS slug MATCH (c:Concept {slug: slug}) USING INDEX c:Concept(slug)
       MATCH (c)-[a:HAS_CALCULATOR]->() DELETE a`,
      { slugs: known },
    ),
    run('UNWIND $counts AS row MATCH (c:Concept {slug: row.slug}) SET c.calculatorCount = row.count', { counts }),
    run(
      `UNWIND $rows AS row MATCH (c:Concept {slug: row.slug}) MATCH (k:Calculator {slug: row.calculator})
       CREATE (c)-[:HAS_CALCULATOR {by: row.by, phrase: row.phrase, place: row.place}]->(k)`,
      { rows },
    ),
  ]);
}

/** Attaches the calculators of `attacher` to every concept; those that it does not know go. */
export async function attachAll(run: Run, attacher: Attacher): Promise<void> {
  await run('MATCH (k:Calculator) DETACH DELETE k');
  await keepCalculators(run, attacher);
  // Their relationships went with the calculators: no concept has any.
  const concepts = await run<Named>('MATCH (c:Concept) RETURN c.slug AS slug, c.name AS name, true AS isNew');
  await attach(run, attacher, concepts);
}
