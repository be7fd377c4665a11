/**
 * What a batch changes among the statements of pages, and what that does to the concepts they speak of.
 *
 * Comparing before with after keeps the work in proportion to the change: a popular concept has thousands of
 * statements, and a batch adds a few of them.
 */
import { linkText } from '../../model/links.ts';
import { STATEMENT_KINDS, type Statement } from '../../model/types.ts';
import { forEach, type Run, together } from './connection.ts';
import { imageProperties, LINKED, type LinkedRow, linkedPageOf } from './projections.ts';
import { ANY_STATEMENT, relationSlot, relationshipType } from './schema.ts';

/** A statement as the graph has it: of `page`, at `position` there, from `source`. */
export interface Stated extends Statement {
  source: string;
  page: string;
  position: number;
}

/** What a change of statements does to one concept. */
export interface Effect {
  /** How many more links call it so; by link text. */
  anchors: Map<string, number>;
  /** How many more lead to which of its pages; by `linkText`. */
  pages: Map<string, number>;
  /** How many more relations it has of each kind and direction, counting each other concept once: see `relationSlot`. */
  relations: number[];
  /** Whether the one-sentence meanings given to it are others. */
  glosses: boolean;
}

export const NO_RELATIONS: readonly number[] = STATEMENT_KINDS.flatMap(() => [0, 0]);

export interface StatementChange {
  removed: readonly Stated[];
  added: readonly Stated[];
  effects: Map<string, Effect>;
}

/** All statements that start at the concepts `slugs`, of whatever page. */
export async function readStatements(run: Run, slugs: readonly string[]): Promise<Stated[]> {
  const rows = await forEach<Omit<Stated, 'link'> & { link: LinkedRow }>(
    run,
    slugs,
    `UNWIND $rows AS slug MATCH (source:Concept {slug: slug}) USING INDEX source:Concept(slug)
     MATCH (source)-[r:${ANY_STATEMENT}]->(target:Concept)
     RETURN slug AS source, type(r) AS kind, target.slug AS target, r.page AS page, r.position AS position,
       r.anchor AS anchor, r.facet AS facet, r.gloss AS gloss, ${LINKED} AS link`,
  );
  return rows.map((row) => ({ ...row, link: linkedPageOf(row.link) }));
}

/**
 * What changes when the pages `urls` state `stated` and nothing else.
 *
 * @param before - all statements of every concept that one of the pages described.
 */
export function compareStatements(
  before: readonly Stated[],
  urls: ReadonlySet<string>,
  stated: readonly Stated[],
): StatementChange {
  const old = before.filter(({ page }) => urls.has(page));
  const removed = old.length === 0 ? [] : without(old, stated);
  const added = old.length === 0 ? stated : without(stated, old);
  const after = [...before.filter(({ page }) => !urls.has(page)), ...stated];
  return { removed, added, effects: effectsOf(before, after, removed, added) };
}

export async function removeStatements(run: Run, removed: readonly Stated[]): Promise<void> {
  const rows = grouped(removed, pageOf).map((group) => ({
    source: group[0].source,
    page: group[0].page,
    positions: group.map(({ position }) => position),
  }));
  await forEach(
    run,
    rows,
    `UNWIND $rows AS row MATCH (:Concept {slug: row.source})-[r:${ANY_STATEMENT}]->()
     WHERE r.page = row.page AND r.position IN row.positions DELETE r`,
  );
}

/**
 * Adds statements between concepts that are there: one statement of Cypher for each kind, and one more for those that tell
 * of the page that they lead to. Its rows are lists under their page, because reading the parameters is half of the work,
 * and maps repeat each name in each row.
 */
export async function addStatements(run: Run, added: readonly Stated[]): Promise<void> {
  // All are known to be sound before the first is sent: a promise that nobody waits for would end the process.
  const byType = grouped(added, (one) => `${one.kind} ${told(one).length}`).map(
    (group) => [relationshipType(group[0].kind), group] as const,
  );
  await together(
    byType.map(([type, ofType]) =>
      run(
        `UNWIND $pages AS page MATCH (source:Concept {slug: page.source})
         UNWIND page.rows AS row MATCH (target:Concept {slug: row[0]})
         CREATE (source)-[r:${type} {
           page: page.url, position: row[1], anchor: row[2], facet: row[3], gloss: row[4], url: row[5]
         }]->(target)
         ${ofType.some((one) => told(one).length > 0) ? 'SET r += row[6]' : ''}`,
        {
          pages: grouped(ofType, pageOf).map((group) => ({
            url: group[0].page,
            source: group[0].source,
            rows: group.map((one) => [
              ...[one.target, one.position, one.anchor, one.facet, one.gloss, one.link?.url ?? null],
              ...told(one),
            ]),
          })),
        },
      ),
    ),
  );
}

/** What a statement tells of the page that it leads to, beside its address: one map of properties, or none. */
function told({ link }: Stated) {
  if (link === null) return [];
  const { author, publishedAt, modifiedAt, image } = link;
  const properties = { author, publishedAt, modifiedAt, ...imageProperties(image) };
  return Object.values(properties).every((value) => value === null) ? [] : [properties];
}

/** Statements of one page, as long as it describes one concept, are one group. Slugs and addresses hold no line break. */
function pageOf({ source, page }: Stated): string {
  return `${page}\n${source}`;
}

function grouped(statements: readonly Stated[], keyOf: (one: Stated) => string): [Stated, ...Stated[]][] {
  const groups = new Map<string, [Stated, ...Stated[]]>();
  for (const one of statements) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

/** The statements that are not among `others`. */
function without(statements: readonly Stated[], others: readonly Stated[]): Stated[] {
  const known = new Set(others.map(identityOf));
  return statements.filter((one) => !known.has(identityOf(one)));
}

function identityOf({ source, page, position, kind, target, anchor, facet, gloss, link }: Stated): string {
  return JSON.stringify([source, page, position, kind, target, anchor, facet, gloss, link && linkText(link, target)]);
}

function effectsOf(
  before: readonly Stated[],
  after: readonly Stated[],
  removed: readonly Stated[],
  added: readonly Stated[],
): Map<string, Effect> {
  const effects = new Map<string, Effect>();
  const effectOn = (slug: string) => {
    let effect = effects.get(slug);
    if (effect === undefined) {
      effect = { anchors: new Map(), pages: new Map(), relations: [...NO_RELATIONS], glosses: false };
      effects.set(slug, effect);
    }
    return effect;
  };
  const relationsBefore = relationsOf(before);
  const relationsAfter = relationsOf(after);
  for (const [relations, others, sign] of [
    [relationsAfter, relationsBefore, 1],
    [relationsBefore, relationsAfter, -1],
  ] as const) {
    for (const [key, { source, target, kind }] of relations) {
      if (others.has(key)) continue;
      addTo(effectOn(source).relations, relationSlot(kind, 'OUTGOING'), sign);
      addTo(effectOn(target).relations, relationSlot(kind, 'INCOMING'), sign);
    }
  }
  for (const [statements, sign] of [
    [added, 1],
    [removed, -1],
  ] as const) {
    for (const { target, anchor, facet, gloss, link } of statements) {
      const effect = effectOn(target);
      if (anchor !== null) count(effect.anchors, anchor, sign);
      if (link !== null) count(effect.pages, linkText(link, target), sign);
      if (gloss !== null && facet === null) effect.glosses = true;
    }
  }
  return effects;
}

function count(counts: Map<string, number>, text: string, more: number): void {
  counts.set(text, (counts.get(text) ?? 0) + more);
}

function addTo(counts: number[], slot: number, sign: number): void {
  counts[slot] = (counts[slot] as number) + sign;
}

function relationsOf(statements: readonly Stated[]): Map<string, Stated> {
  return new Map(statements.map((one) => [`${one.kind}\n${one.source}\n${one.target}`, one]));
}
