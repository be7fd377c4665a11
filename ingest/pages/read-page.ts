/**
 * Bytes in, one page's content out. The text comes first; JSON-LD fills in what the text lacks. Every doubt becomes a
 * warning; only what is not a glossary page is rejected.
 */

import { canonicalAddress, type PageAddress } from '../../src/model/address.ts';
import { byCodePoint } from '../../src/model/orders.ts';
import type { PageContent } from '../../src/model/types.ts';
import { type PageFormat, readDocument } from '../formats/document.ts';
import { collectWarnings, PageRedirects, PageRejected, type PageWarning } from '../formats/faults.ts';
import { imageOf } from '../formats/images.ts';
import { readNodes } from '../formats/json-ld/nodes.ts';
import { inlinesOf } from '../formats/link-lists.ts';
import type { Outline } from '../formats/outline.ts';
import { cutOf, faultsOf, leftOutOf } from '../formats/outline-warnings.ts';
import { excerpt, plainName } from '../formats/plain-text.ts';
import { tagStatements } from '../formats/tags.ts';
import { readArea } from './area.ts';
import { readArticle } from './article.ts';
import { withinBounds } from './bounds.ts';
import { CONVENTIONS, headingMeaning, nameOfTitle, questionOf } from './conventions.ts';
import { authorOf, dateOf, otherAddress, ownAddress, type Sources, titleOf } from './head.ts';
import { linkBase, type Reading, type Stated } from './reading.ts';
import { type PageSchema, type ReadSchema, schemaOf } from './schema.ts';

export type { PageFormat } from '../formats/document.ts';
export {
  PageRedirects,
  PageRejected,
  type PageWarning,
  type RejectionCode,
  type WarningCode,
} from '../formats/faults.ts';

export interface ReadOptions {
  format: PageFormat;
  /** The address that the page's location implies, for a page that states none. */
  fallbackUrl: string | null;
  /** Whether the page is known to hold a term, so that it is never NOT_A_PAGE. */
  hasTerm?: boolean;
}

const READERS: Readonly<Record<PageAddress['kind'], (reading: Reading) => Stated>> = {
  DEFINITION: readArticle,
  AREA: readArea,
  TERM: readArticle,
};

/**
 * Reads a page of a glossary.
 *
 * @throws PageRedirects for a page that only redirects.
 * @throws PageRejected NOT_TEXT, TOO_LARGE or TOO_DEEP for unreadable bytes; NOT_A_PAGE for a text with nothing of a
 *   glossary page; NO_ADDRESS if neither the page nor `fallbackUrl` gives an address of a known kind.
 */
export function readPage(bytes: Uint8Array, options: ReadOptions): { page: PageContent; warnings: PageWarning[] } {
  const outline = readDocument(bytes, options.format, CONVENTIONS);
  refuseRedirect(outline, options.fallbackUrl);
  const { graph, faults } = readNodes(outline.jsonLd);
  const read = readOutline(outline, { schema: schemaOf(graph), faults }, options);
  return withinBounds([read])[0] ?? read;
}

/** Whether the page belongs to this family: it states an address of a known kind, or `fallbackUrl` is one. */
export function isOfFamily(outline: Outline, schema: PageSchema, fallbackUrl: string | null): boolean {
  if (fallbackUrl !== null && canonicalAddress(fallbackUrl) !== null) return true;
  if (outline.addresses.some(({ url }) => canonicalAddress(url) !== null)) return true;
  return ownAddress({ outline, schema, warnings: collectWarnings() }, null) !== null;
}

/** Reads a page from its outline and JSON-LD. Throws PageRejected NOT_A_PAGE or NO_ADDRESS, like {@link readPage}. */
export function readOutline(
  outline: Outline,
  { schema, faults }: ReadSchema,
  { format, fallbackUrl, hasTerm = false }: ReadOptions,
): { page: PageContent; warnings: PageWarning[] } {
  const warnings = collectWarnings();
  warnings.addAll([...faultsOf(faults), ...leftOutOf(outline.leftOut)]);
  const sources: Sources = { outline, schema, warnings };
  const address = addressOf(sources, fallbackUrl, hasTerm);
  const cut = outline.cut ?? (outline.lacksAddress && !endsWithAddress(sources) ? 'before its address' : null);
  warnings.addAll(cutOf(cut));
  const { title, name } = titleOf(sources, address);
  // The spread comes last because Node 20 spends over 1 µs on each field added after one.
  const reading = { address, name, isFile: format === 'markdown', outside: new Set<string>(), ...sources };
  const { alternateNames, definitions, statements } = READERS[address.kind](reading);
  const tags = tagStatements([...outline.head.tags, ...schema.tags], address.slug);
  if (reading.outside.size > 0) {
    const folders = excerpt([...reading.outside].sort(byCodePoint).join(', '));
    warnings.add('LEFT_OUT', `links to pages outside the glossary are left out: ${folders}`);
  }
  const page: PageContent = {
    url: address.url,
    kind: address.kind,
    site: address.site,
    concept: address.slug,
    resource: address.resource,
    title,
    author: authorOf(sources),
    publishedAt: dateOf('published', outline.head.published, schema.published, warnings),
    modifiedAt: dateOf('modified', outline.head.modified, schema.modified, warnings),
    publisher: plainName(schema.publisher ?? outline.head.publisher ?? '') || null,
    section: plainName(schema.section ?? outline.head.section ?? '') || null,
    image: imageOf([...schema.images, outline.head.image], linkBase(outline, address)),
    truncated: cut !== null,
    name,
    alternateNames,
    definitions,
    statements: [...statements, ...tags],
  };
  return { page, warnings: warnings.list() };
}

/** The most characters of text on a page that only redirects. */
const REDIRECT_TEXT = 300;

/** @throws PageRedirects for a page that only redirects: it has little text and leads to another address. */
export function refuseRedirect({ head, sections, base }: Outline, fallbackUrl: string | null): void {
  if (head.redirect === null) return;
  const start = base ?? fallbackUrl ?? undefined;
  const to = URL.canParse(head.redirect, start) ? new URL(head.redirect, start).href : head.redirect;
  const target = canonicalAddress(to);
  const own = fallbackUrl === null ? null : canonicalAddress(fallbackUrl);
  // A page that refreshes itself redirects to its own address.
  if (target !== null && target.url === own?.url) return;
  const texts = sections.flatMap(({ blocks }) => blocks.flatMap(inlinesOf));
  if (texts.reduce((length, { text }) => length + text.length, 0) <= REDIRECT_TEXT) throw new PageRedirects(to, target);
}

function addressOf(sources: Sources, fallbackUrl: string | null, hasTerm: boolean): PageAddress {
  const { outline, schema, warnings } = sources;
  if (
    !hasTerm &&
    outline.title === null &&
    outline.head.title === null &&
    outline.addresses.length === 0 &&
    !isPageSchema(schema)
  ) {
    throw new PageRejected(
      'NOT_A_PAGE',
      'neither a title (a heading of level 1) nor an address nor JSON-LD of a page was found',
    );
  }
  const fallback = fallbackUrl === null ? null : canonicalAddress(fallbackUrl);
  const own = ownAddress(sources, fallback);
  const other = own === null ? otherAddress(sources) : null;
  if (own !== null) return own;
  if (fallback !== null) {
    if (other !== null)
      warnings.add(
        'BAD_LINK',
        `the page gives its address as "${excerpt(other)}", which is not that of a definition, area or term`,
      );
    return fallback;
  }
  if (!hasTerm && !looksLikePage(outline, schema)) {
    throw new PageRejected('NOT_A_PAGE', 'the text has a title, but no address or any other sign of a glossary page');
  }
  const message =
    other === null
      ? 'it does not state its address'
      : `it must state the address of a definition, area or term, but states "${excerpt(other)}"`;
  throw new PageRejected('NO_ADDRESS', message);
}

/** Exports end with the page's address. The breadcrumb does not count: it comes too early to prove a complete copy. */
function endsWithAddress({ outline, schema }: Sources): boolean {
  const urls = [...outline.addresses.map(({ url }) => url), ...schema.addresses];
  return urls.some((url) => canonicalAddress(url) !== null);
}

function isPageSchema({ addresses, breadcrumb, headline, questions, mentions, parts }: PageSchema): boolean {
  const lists = [addresses, questions, mentions, parts];
  return headline !== null || breadcrumb !== null || lists.some(({ length }) => length > 0);
}

/** Whether the structure of a text without an address shows that it is a glossary page. */
function looksLikePage({ title, head, addresses, sections }: Outline, schema: PageSchema): boolean {
  const text = title?.text ?? '';
  if (nameOfTitle(text) !== text || isPageSchema(schema) || addresses.length > 0) return true;
  if (head.published !== null || head.author !== null) return true;
  return sections.some(({ heading }) => isGlossaryHeading(heading.text));
}

function isGlossaryHeading(heading: string): boolean {
  return headingMeaning(heading) !== null || (questionOf(heading)?.includes(' of ') ?? false);
}
