/**
 * Keeps what is derived of concepts in step with the pages, at a cost that does not grow with how often a concept is
 * linked to: a batch notes what it states and withdraws, and in the end only those concepts are derived anew whose
 * names or meanings can have changed. A link that calls a concept what all others call it changes a count alone.
 */
import { type Counted, deriveConcept, type PageSaying } from '../../model/derive.ts';
import type { Database } from './database.ts';
import { dropConceptText, keepConceptText } from './kept-words.ts';
import { SAYING } from './schema.ts';

/** A row of the statement table but for its place. */
interface StatementRow {
  kind: number;
  source: number;
  target: number;
  anchor: string | null;
  facet: string | null;
  gloss: string | null;
}

export interface Batch {
  /** The id of a concept, which is made where it is new. */
  idOf(slug: string): number;
  /** A page of the concept comes, goes or says something else of it. */
  changed(concept: number): void;
  /** Notes a statement that is about to be written. */
  stated(statement: StatementRow): void;
  /** Notes the statements of one page that have just been deleted. */
  withdrawn(statements: readonly StatementRow[]): void;
  readonly toDerive: ReadonlySet<number>;
  /** Concepts whose own texts can have changed. */
  readonly described: ReadonlySet<number>;
  /** Concepts whose number of relations changes, and by how many. */
  readonly relations: ReadonlyMap<number, number>;
  /** How the counts of sayings change: by concept, then what, then text. */
  readonly sayings: ReadonlyMap<number, ReadonlyMap<number, ReadonlyMap<string, number>>>;
}

export function newBatch(db: Database): Batch {
  const ids = new Map<string, number>();
  const toDerive = new Set<number>();
  const described = new Set<number>();
  const relations = new Map<number, number>();
  const sayings = new Map<number, Map<number, Map<string, number>>>();

  const count = ({ target, anchor, facet, gloss }: StatementRow, change: number) => {
    if (anchor !== null) add(target, SAYING.ANCHOR, anchor, change);
    if (gloss !== null && facet === null) add(target, SAYING.MEANING, gloss, change);
  };
  const add = (concept: number, what: number, text: string, change: number) => {
    const ofConcept = sayings.get(concept) ?? new Map<number, Map<string, number>>();
    sayings.set(concept, ofConcept);
    const texts = ofConcept.get(what) ?? new Map<string, number>();
    ofConcept.set(what, texts);
    texts.set(text, (texts.get(text) ?? 0) + change);
  };
  const isStated = ({ source, kind, target }: StatementRow) =>
    db.get('SELECT 1 FROM statement WHERE source = ? AND kind = ? AND target = ? LIMIT 1', source, kind, target) !==
    undefined;
  const relate = ({ source, target }: StatementRow, change: number) => {
    for (const concept of [source, target]) relations.set(concept, (relations.get(concept) ?? 0) + change);
  };

  return {
    toDerive,
    described,
    relations,
    sayings,
    idOf(slug) {
      const known = ids.get(slug) ?? db.get<{ id: number }>('SELECT id FROM concept WHERE slug = ?', slug)?.id;
      const id = known ?? makeConcept(db, slug);
      if (known === undefined) toDerive.add(id);
      ids.set(slug, id);
      return id;
    },
    changed(concept) {
      toDerive.add(concept);
      described.add(concept);
    },
    stated(statement) {
      if (!isStated(statement)) relate(statement, 1);
      count(statement, 1);
    },
    withdrawn(statements) {
      const seen = new Set<string>();
      for (const statement of statements) {
        count(statement, -1);
        const relation = `${statement.kind} ${statement.target}`;
        if (!seen.has(relation) && !isStated(statement)) relate(statement, -1);
        seen.add(relation);
        // It may be the last statement that kept a stub.
        toDerive.add(statement.target);
      }
    },
  };
}

function makeConcept(db: Database, slug: string): number {
  const { id } = db.get<{ id: number }>(
    `INSERT INTO concept(slug, name, alternates, name_key, sort_name, stub, kinds, relation_count, calculator_count)
     VALUES (?, '', '[]', '', '', 1, 0, 0, 0) RETURNING id`,
    slug,
  ) as { id: number };
  return id;
}

/**
 * Brings counts and concepts in step with a batch that is written.
 * @param renamed - called for each concept that is new or has another name.
 */
export function settle(
  db: Database,
  { toDerive, described, relations, sayings }: Batch,
  renamed: (id: number, slug: string, name: string) => void,
): void {
  const derive = new Set(toDerive);
  for (const [concept, change] of relations) {
    if (change !== 0) db.run('UPDATE concept SET relation_count = relation_count + ? WHERE id = ?', change, concept);
  }
  for (const [concept, ofConcept] of sayings) {
    for (const [what, texts] of ofConcept) {
      if (countSayings(db, concept, what, texts)) derive.add(concept);
    }
  }
  for (const id of derive) deriveRow(db, id, described.has(id), renamed);
}

/** Applies changes of counts; answers whether the concept's name or meaning can have changed by it. */
function countSayings(db: Database, concept: number, what: number, texts: ReadonlyMap<string, number>): boolean {
  let matters = false;
  for (const [text, change] of texts) {
    if (change === 0) continue;
    const { count } = db.get<{ count: number }>(
      `INSERT INTO saying VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count RETURNING count`,
      concept,
      what,
      text,
      change,
    ) as { count: number };
    if (count === 0) db.run('DELETE FROM saying WHERE concept = ? AND what = ? AND text = ?', concept, what, text);
    matters ||= count === 0 || count === change;
  }
  // Where there are several texts, their order can have changed.
  const several = 'SELECT 1 FROM saying WHERE concept = ? AND what = ? LIMIT 1 OFFSET 1';
  return matters || db.get(several, concept, what) !== undefined;
}

function deriveRow(
  db: Database,
  id: number,
  isDescribed: boolean,
  renamed: (id: number, slug: string, name: string) => void,
): void {
  const before = db.get<{ slug: string; name: string; alternates: string; meaning: string | null }>(
    'SELECT slug, name, alternates, meaning FROM concept WHERE id = ?',
    id,
  );
  if (before === undefined) return;
  const pages = db
    .all<Omit<PageSaying, 'alternateNames'> & { alternates: string }>(
      `SELECT kind, name, alternates, published AS publishedAt,
         (SELECT text FROM definition d WHERE d.page = p.id AND d.kind = 0 ORDER BY position LIMIT 1) AS meaning
       FROM page p WHERE concept = ? ORDER BY precedence`,
      id,
    )
    .map(({ alternates, ...page }) => ({ ...page, alternateNames: JSON.parse(alternates) as string[] }));
  if (pages.length === 0 && db.get('SELECT 1 FROM statement WHERE target = ? LIMIT 1', id) === undefined) {
    db.run('DELETE FROM attachment WHERE concept = ?', id);
    dropConceptText(db, id);
    db.run('DELETE FROM concept WHERE id = ?', id);
    return;
  }
  const said = (what: number) =>
    db.all<Counted>('SELECT text, count FROM saying WHERE concept = ? AND what = ?', id, what);
  const concept = deriveConcept(before.slug, pages, said(SAYING.ANCHOR), said(SAYING.MEANING));
  const alternates = JSON.stringify(concept.alternateNames);
  const isAsBefore =
    concept.name === before.name && alternates === before.alternates && concept.meaning === before.meaning;
  // What else there is follows from its pages.
  if (isAsBefore && !isDescribed) return;
  db.run(
    `UPDATE concept SET name = ?, alternates = ?, meaning = ?, name_key = ?, sort_name = ?, stub = ?, kinds = ?,
       published = ? WHERE id = ?`,
    concept.name,
    alternates,
    concept.meaning,
    concept.nameKey,
    concept.sortName,
    concept.isStub ? 1 : 0,
    concept.kinds,
    concept.publishedAt,
    id,
  );
  keepConceptText(db, id, concept);
  if (concept.name !== before.name) renamed(id, before.slug, concept.name);
}
