/** Writes of concepts: their changed properties, and the labels and calculators that follow from them. */
import { getOrMake } from '../../get-or-make.ts';
import type { Attacher } from '../../model/graph.ts';
import { attach, attachmentsTo } from './attachments.ts';
import { forEach, type Run, together, type Value } from './connection.ts';
import type { ConceptChanges } from './derivation.ts';
import { isNew } from './kept-concepts.ts';
import { inColumns, valuesOf } from './projections.ts';
import { isHub } from './related.ts';
import { WORDS_OF } from './schema.ts';

/** Creates, changes and removes concepts. */
export async function putConcepts(
  run: Run,
  { changes, gone, linked }: ConceptChanges,
  attacher: Attacher,
): Promise<void> {
  const attachments = attachmentsTo(
    changes.flatMap((change) =>
      change.changed.name === undefined ? [] : [{ slug: change.slug, name: change.changed.name, isNew: isNew(change) }],
    ),
    attacher,
  );
  const counts = new Map(attachments.map((row) => [row.slug, row.attachments.length]));
  /** Rows by the Cypher statement that writes them; there is one for each change of labels. */
  const rowsBy = new Map<string, Value[]>();
  for (const change of changes) {
    const { slug, derived, words } = change;
    const { isStub, ...changed } = change.changed;
    // Its neighbours are ranked again at the end of the run; those of a hub with this batch.
    const isUnranked = linked.has(slug) && !isHub(derived);
    const labels = `${isStub === true ? ':Stub' : ''}${isUnranked ? ':Unranked' : ''}`;
    const count = counts.get(slug);
    const properties = { ...changed, ...words, ...(count === undefined ? {} : { calculatorCount: count }) };
    if (isNew(change)) {
      const row = valuesOf(PROPERTIES, { ...properties, slug });
      getOrMake(rowsBy, `CREATE (:Concept${labels} ${COLUMNS})`, () => []).push(row);
      continue;
    }
    const relabelled = `${labels === '' ? '' : `SET c${labels}`} ${isStub === false ? 'REMOVE c:Stub' : ''}`;
    const all = isUnranked ? { ...properties, related: null } : properties;
    if (relabelled === ' ' && Object.keys(all).length === 0) continue;
    getOrMake(rowsBy, `MATCH (c:Concept {slug: row[0]}) SET c += row[1] ${relabelled}`, () => []).push([slug, all]);
  }
  await together([
    ...Array.from(rowsBy, ([clauses, rows]) => forEach(run, rows, `UNWIND $rows AS row ${clauses}`)),
    forEach(
      run,
      gone.map(({ slug }) => slug),
      'UNWIND $rows AS slug MATCH (c:Concept {slug: slug}) DETACH DELETE c',
    ),
    attach(run, attacher, attachments),
  ]);
}

/** The properties of a new :Concept. */
const PROPERTIES = [
  ...['slug', 'name', 'alternateNames', 'meaning', 'hasOwnMeaning', 'likeness', 'sortName', 'kinds', 'publishedAt'],
  ...['relationCount', 'relationCounts', 'linkTexts', 'linkCounts', 'linkPages', 'linkPageCounts', 'calculatorCount'],
  ...Object.values(WORDS_OF),
];
const COLUMNS = inColumns(PROPERTIES, 'row');
