/**
 * NDJSON: one line of JSON per page, with everything stored of it. The graph is derived from pages alone, so these
 * lines are the whole graph: ingested into an empty store of any kind, they give the same one.
 */
import type { Image, LinkedPage, PageContent } from '../model/types.ts';
import type { Store } from '../store/store.ts';
import { checkVersion } from './one-version.ts';
import type { GraphVersion } from './source.ts';

/** Pages read in one call: all that is held in memory, and a few milliseconds of an embedded store. */
const PAGES = 50;

/**
 * The lines, by address, in batches of pages; the next batch is read on demand.
 *
 * @param version - the version exported.
 * @throws GraphChanged if the graph's version has changed.
 */
export async function* ndjson(
  store: Pick<Store, 'readPages' | 'state'>,
  version: GraphVersion,
): AsyncGenerator<string> {
  for (let after: string | null = null; ; ) {
    const batch: Awaited<ReturnType<Store['readPages']>> = await store.readPages({ first: PAGES, after });
    await checkVersion(store, version);
    if (batch.length > 0) yield batch.map(({ page }) => pageLine(page)).join('');
    if (batch.length < PAGES) return;
    after = batch.at(-1)?.page.url ?? null;
  }
}

/** A page as a line, with its fields in a fixed order for every store. */
export function pageLine(page: PageContent): string {
  const line: PageContent = {
    url: page.url,
    kind: page.kind,
    site: page.site,
    concept: page.concept,
    name: page.name,
    alternateNames: page.alternateNames,
    resource: page.resource,
    title: page.title,
    author: page.author,
    publishedAt: page.publishedAt,
    modifiedAt: page.modifiedAt,
    publisher: page.publisher,
    section: page.section,
    image: imageOf(page.image),
    truncated: page.truncated,
    definitions: page.definitions.map(({ kind, facet, text }) => ({ kind, facet, text })),
    statements: page.statements.map(({ kind, target, anchor, facet, gloss, link }) => ({
      kind,
      target,
      anchor,
      facet,
      gloss,
      link: linkOf(link),
    })),
  };
  return `${JSON.stringify(line)}\n`;
}

function linkOf(link: LinkedPage | null): LinkedPage | null {
  if (link === null) return null;
  const { url, author, publishedAt, modifiedAt, image } = link;
  return { url, author, publishedAt, modifiedAt, image: imageOf(image) };
}

function imageOf(image: Image | null): Image | null {
  return image === null ? null : { url: image.url, width: image.width, height: image.height, alt: image.alt };
}
