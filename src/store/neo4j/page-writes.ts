/** Writes of pages: their properties, their texts and the concept that they describe. */
import { pagePrecedence } from '../../model/orders.ts';
import type { Hashed } from '../page-changes.ts';
import { forEach, type Run, together } from './connection.ts';
import { imageProperties, inColumns, valuesOf } from './projections.ts';

/** A stored page that is to be replaced or removed. */
export interface KnownPage {
  url: string;
  hash: string;
  concept: string;
}

/** How to write pages. */
interface Writing {
  /** Addresses that already have a node, including removed pages. */
  known: ReadonlySet<string>;
  /** The known addresses whose page was removed earlier. */
  returning: readonly string[];
  origin: { run: string; version: number };
}

/** Removes the texts of pages, and their links to the concepts that they describe. */
export async function clearPages(run: Run, pages: readonly KnownPage[]): Promise<void> {
  const urls = pages.map(({ url }) => url);
  await together([
    forEach(
      run,
      urls,
      `UNWIND $rows AS url MATCH (p:Page {url: url})-[:STATES]->(d:Definition) USING INDEX SEEK p:Page(url)
       DETACH DELETE d`,
    ),
    forEach(
      run,
      urls,
      `UNWIND $rows AS url MATCH (p:Page {url: url})-[d:DESCRIBES]->(:Concept) USING INDEX SEEK p:Page(url)
       DELETE d`,
    ),
  ]);
}

/** Keeps a removed page's address and version, so that readers of changes and the history of runs still find it. */
export async function retirePages(run: Run, pages: readonly KnownPage[], version: number): Promise<void> {
  await forEach(
    run,
    pages.map(({ url }) => url),
    `UNWIND $rows AS url MATCH (p:Page {url: url})
     REMOVE p:Page SET p = {url: url, version: $version} SET p:RemovedPage`,
    { version },
  );
}

/** Writes pages that are new or cleared; their concepts must exist. */
export async function putPages(
  run: Run,
  pages: readonly Hashed[],
  { known, returning, origin }: Writing,
): Promise<void> {
  const rowsOf = (some: readonly Hashed[]) =>
    some.map((page) => {
      const definitions = page.definitions.map(({ kind, facet, text }, i) => [kind, facet, text, i]);
      return [page.concept, valuesOf(HEAD, { ...headOf(page), ...origin }), definitions];
    });
  await together([
    forEach(run, returning, 'UNWIND $rows AS url MATCH (p:RemovedPage {url: url}) REMOVE p:RemovedPage SET p:Page'),
    forEach(
      run,
      rowsOf(pages.filter(({ url }) => !known.has(url))),
      `UNWIND $rows AS row MATCH (c:Concept {slug: row[0]})
       CREATE (p:Page ${HEAD_COLUMNS}) ${DESCRIBE}`,
    ),
    forEach(
      run,
      rowsOf(pages.filter(({ url }) => known.has(url))),
      `UNWIND $rows AS row MATCH (c:Concept {slug: row[0]}) MATCH (p:Page {url: row[1][0]})
       SET p = ${HEAD_COLUMNS} ${DESCRIBE}`,
    ),
  ]);
}

/** The properties of a :Page, the address first. */
const HEAD = [
  ...['url', 'kind', 'site', 'resource', 'title', 'author', 'publishedAt', 'modifiedAt', 'publisher', 'section'],
  ...['truncated', 'name', 'alternateNames', 'hash', 'imageUrl', 'imageWidth', 'imageHeight', 'imageAlt'],
  ...['precedence', 'definitionCount', 'run', 'version'],
] as const satisfies readonly (keyof ReturnType<typeof headOf> | 'run' | 'version')[];
const HEAD_COLUMNS = inColumns(HEAD, 'row[1]');

const DESCRIBE = `
  CREATE (p)-[:DESCRIBES]->(c)
  FOREACH (text IN row[2] |
    CREATE (p)-[:STATES]->(:Definition {kind: text[0], facet: text[1], text: text[2], position: text[3]}))`;

function headOf(page: Hashed) {
  const { concept: _, definitions, statements, image, ...head } = page;
  const glosses = statements.filter(({ gloss }) => gloss !== null);
  return {
    ...head,
    ...imageProperties(image),
    precedence: pagePrecedence(page),
    definitionCount: definitions.length + glosses.length,
  };
}
