/**
 * What a batch changes in the statements of pages, and the effect on the concepts that they are about.
 *
 * Comparing before and after keeps the work proportional to the change: a popular concept has thousands of statements,
 * and a batch adds only a few.
 */
import { linkText } from '../../model/links.ts';
import { STATEMENT_KINDS, type Statement } from '../../model/types.ts';
import { forEach, type Run, together } from './connection.ts';
import { imageProperties, LINKED, type LinkedRow, linkedPageOf } from './projections.ts';
import { ANY_STATEMENT, relationSlot, relationshipType } from './schema.ts';

/** A statement as stored in the graph: made by `page`, at `position` there, starting at the concept `source`. */
export interface Stated extends Statement {
  source: string;
  page: string;
  position: number;
}

/** The effect of a change of statements on one concept. All numbers are changes and may be negative. */
export interface Effect {
  /** Links to it, by link text. */
  anchors: Map<string, number>;
  /** Links to its pages, by page in the form of `linkText`. */
  pages: Map<string, number>;
  /** Relations by kind and direction, counting each other concept once: see `relationSlot`. */
  relations: number[];
  /** Whether the one-sentence meanings that other pages give it may change. */
  glosses: boolean;
}

export const NO_RELATIONS: readonly number[] = STATEMENT_KINDS.flatMap(() => [0, 0]);

export interface StatementChange {
  removed: readonly Stated[];
  added: readonly Stated[];
  effects: Map<string, Effect>;
}

/** All statements that start at the concepts `slugs`, from any page. */
export async function readStatements(run: Run, slugs: readonly string[]): Promise<Stated[]> {
  const rows = await forEach<Omit<Stated, 'link'> & { link: LinkedRow }>(
    run,
    slugs,
    `UNWIND $rows AS slug MATCH (source:Concept {slug: slug}) USING INDEX SEEK source:Concept(slug)
     MATCH (source)-[r:${ANY_STATEMENT}]->(target:Concept)
     RETURN slug AS source, type(r) AS kind, target.slug AS target, r.page AS page, r.position AS position,
       r.anchor AS anchor, r.facet AS facet, r.gloss AS gloss, ${LINKED} AS link`,
  );
  return rows.map((row) => ({ ...row, link: linkedPageOf(row.link) }));
}

/**
 * The change when the pages `urls` make exactly the statements `stated`.
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
    `UNWIND $rows AS row MATCH (c:Concept {slug: row.source})-[r:${ANY_STATEMENT}]->()
     USING INDEX SEEK c:Concept(slug) WHERE r.page = row.page AND r.position IN row.positions DELETE r`,
  );
}

/**
 * Adds statements between existing concepts: one Cypher statement per kind, and one more per kind for those with
 * details of the page that they link to. The rows are lists grouped by page, because reading the parameters is half of
 * the work, and maps would repeat each name in each row.
 */
export async function addStatements(run: Run, added: readonly Stated[]): Promise<void> {
  // Check all kinds before sending anything: if one threw later, promises without a handler could crash the process.
  const byType = grouped(added, (one) => `${one.kind} ${detailsOf(one).length}`).map(
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
         ${ofType.some((one) => detailsOf(one).length > 0) ? 'SET r += row[6]' : ''}`,
        {
          pages: grouped(ofType, pageOf).map((group) => ({
            url: group[0].page,
            source: group[0].source,
            rows: group.map((one) => [
              ...[one.target, one.position, one.anchor, one.facet, one.gloss, one.link?.url ?? null],
              ...detailsOf(one),
            ]),
          })),
        },
      ),
    ),
  );
}

/** The details of the page that a statement links to, without its address: a list of one map of properties, or none. */
function detailsOf({ link }: Stated) {
  if (link === null) return [];
  const { author, publishedAt, modifiedAt, image } = link;
  const properties = { author, publishedAt, modifiedAt, ...imageProperties(image) };
  return Object.values(properties).every((value) => value === null) ? [] : [properties];
}

/** Groups the statements of a page that start at one concept. Slugs and addresses contain no line break. */
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
