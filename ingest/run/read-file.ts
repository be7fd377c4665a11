/** Reads the bytes of a file: as a page of this family, or as the terms of another kind of glossary. */
import { decoded } from '../../src/decoded.ts';
import { addressFromPath, canonicalAddress } from '../../src/model/address.ts';
import type { PageContent } from '../../src/model/types.ts';
import { decode, decodeUtf8 } from '../formats/decode.ts';
import { readDocument } from '../formats/document.ts';
import { PageMalformed, PageRejected, type PageWarning } from '../formats/faults.ts';
import { documentUrl, pathOf, wordsOf } from '../formats/file-target.ts';
import { readNodes } from '../formats/json-ld/nodes.ts';
import { textsOf } from '../formats/link-lists.ts';
import type { Outline } from '../formats/outline.ts';
import { faultsOf, lossesOf } from '../formats/outline-warnings.ts';
import { excerpt, textKey } from '../formats/plain-text.ts';
import { answersBeside } from '../pages/answers.ts';
import { withinBounds } from '../pages/bounds.ts';
import { CONVENTIONS } from '../pages/conventions.ts';
import { withJsonLd } from '../pages/json-ld-of-document.ts';
import { isOfFamily, readOutline, refuseRedirect } from '../pages/read-page.ts';
import { type ReadSchema, schemaOf } from '../pages/schema.ts';
import type { Column } from '../sources/csv/columns.ts';
import { hasTermSet, readDefinedTerms } from '../sources/defined-terms/defined-terms.ts';
import type { SourceFile, SourcePage } from '../sources/document-page.ts';
import { readPageLine } from '../sources/ndjson/ndjson.ts';
import { nameOf, readNote } from '../sources/notes/notes.ts';
import { readOnePage, termsOf } from '../sources/one-page/one-page.ts';
import { type RdfSyntax, readTriples } from '../sources/skos/rdf.ts';
import { readSkos } from '../sources/skos/skos.ts';
import { KIND_FOLDERS, type PageFile } from './files.ts';

/** What the caller tells the reader, because the files do not say it. */
export interface ReadingOptions {
  /** Identifies the reading program for kept readings (see `kept-readings.ts`); null if none are kept. */
  program: string | null;
  /** The site of files that state no address, `https://host/`; null if none was given. */
  base: string | null;
  /** The language of names and texts where a source has several, such as `en`. */
  language: string;
  /** The names of a table's columns, by what they hold. */
  columns: Partial<Readonly<Record<Column, string>>>;
}

export interface FilePage {
  page: PageContent;
  warnings: PageWarning[];
}

const EXTENSION = /\.[a-z\d]{1,8}$/i;

/**
 * The pages in the bytes of a file.
 * @throws PageRedirects for a file that only redirects.
 * @throws PageRejected for a file that cannot be read: see `readPage`.
 */
export async function readFile(bytes: Uint8Array, file: PageFile, options: ReadingOptions): Promise<FilePage[]> {
  return withinBounds(await pagesIn(bytes, file, options));
}

async function pagesIn(bytes: Uint8Array, file: PageFile, options: ReadingOptions): Promise<FilePage[]> {
  const { format } = file;
  if (format === 'markdown' || format === 'html') return readText(bytes, file, options, format);
  if (format === 'ndjson') return [readPageLine(decodeUtf8(bytes))];
  const place = placeOf(file, options.base);
  const { text } = decode(bytes);
  if (format === 'csv') {
    const { readCsv } = await import('../sources/csv/csv.ts');
    return someOf(addressed(readCsv(text, place, options.columns)), 'row with a term');
  }
  if (format === 'json-ld' && !text.includes('www.w3.org/2004/02/skos')) {
    const { graph, faults } = readNodes([{ text, isWhole: true, line: 1 }]);
    const [fault] = faults;
    if (fault !== undefined) throw new PageMalformed(`its JSON-LD cannot be read: ${fault.reason}`);
    return someOf(addressed(readDefinedTerms(graph, place)), 'set of terms');
  }
  const triples = await readTriples(text, format satisfies RdfSyntax, place.url);
  return someOf(addressed(readSkos(triples, place, options.language)), 'SKOS concept');
}

/** The address of a page of this family that follows from a file's path or fetched address; null if none does. */
export function placeAddress(
  { source, path, fetched }: Pick<PageFile, 'source' | 'path' | 'fetched'>,
  base: string | null,
): string | null {
  if (fetched !== undefined) return canonicalAddress(fetched.address)?.url ?? null;
  if (base === null) return null;
  const own = addressFromPath(base, source);
  if (own !== null) return own.url;
  // If a file or a folder was named itself, the path to it shows where it is on the site.
  const segments = path.split(/[\\/]/);
  const kind = segments.findLastIndex((segment) => KIND_FOLDERS.has(segment.toLowerCase()));
  return kind < 0 ? null : (addressFromPath(base, segments.slice(kind).join('/'))?.url ?? null);
}

function readText(
  bytes: Uint8Array,
  file: PageFile,
  { base }: ReadingOptions,
  format: 'markdown' | 'html',
): FilePage[] {
  const outline = readDocument(bytes, format, CONVENTIONS);
  const fallbackUrl = placeAddress(file, base);
  refuseRedirect(outline, fallbackUrl);
  const { graph, faults } = readNodes(outline.jsonLd);
  const jsonLd: ReadSchema = { schema: schemaOf(graph), faults };
  const place = () => placeOf(file, base, outline);
  const terms = hasTermSet(graph) ? (readDefinedTerms(graph, place()) ?? []) : [];
  if (isOfFamily(outline, jsonLd.schema, fallbackUrl)) {
    const own = readOutline(outline, jsonLd, { format, fallbackUrl });
    return [own, ...terms.filter(({ page }) => page.url !== own.page.url)];
  }
  if (terms.length > 0) return withTextBeside(terms, outline, jsonLd);
  const { url, name } = place();
  const entries = termsOf(outline, name);
  if (url !== null) {
    const known = { url, name, isFile: format === 'markdown' };
    if (entries !== null) {
      const pages = readOnePage(outline, entries, known);
      return pages.map((one) => (one.page.url === url ? withJsonLd(one, jsonLd, textsIn(pages)) : one));
    }
    const isNote = file.fetched?.isNote ?? base !== null;
    const note = isNote ? readNote(outline, known, nameIn(file, outline, url)) : null;
    if (note !== null) return [withJsonLd(note, jsonLd)];
  }
  const hasTerm = entries !== null || nameOf(outline, placeIn(file)) !== null;
  return [readOutline(outline, jsonLd, { format, fallbackUrl, hasTerm })];
}

/** The terms of a page's JSON-LD, with warnings about text beside them and about blocks that cannot be read. */
function withTextBeside(terms: SourcePage[], outline: Outline, { schema, faults }: ReadSchema): SourcePage[] {
  const known = new Set(textsIn(terms).map(textKey));
  const names = new Set(terms.flatMap(({ page }) => [page.name, ...page.alternateNames].map(textKey)));
  const texts = outline.sections.flatMap(({ blocks }) => textsOf(blocks)).map(({ text }) => text);
  const answers = answersBeside(schema.questions, [...textsIn(terms), ...texts]).map(({ text }) => text);
  const beside = [...texts, ...answers].filter((text) => !known.has(textKey(text)) && !names.has(textKey(text)));
  terms.at(-1)?.warnings.push(...faultsOf(faults), ...lossesOf(outline));
  const [first] = beside;
  if (first !== undefined) {
    const count = beside.length === 1 ? '1 text' : `${beside.length} texts`;
    const message = `${count} outside the terms of the JSON-LD left out: "${excerpt(first)}"`;
    terms.at(-1)?.warnings.push({ code: 'LEFT_OUT', message });
  }
  return terms;
}

function textsIn(pages: readonly SourcePage[]): string[] {
  return pages.flatMap(({ page }) => page.definitions.map(({ text }) => text));
}

/** The address and name of a file: the address that it states, else the one that its place on the site gives. */
function placeOf(file: PageFile, base: string | null, outline?: Outline): SourceFile {
  const start = file.fetched?.address ?? base;
  const name = wordsOf(placeIn(file).replace(EXTENSION, ''));
  const stated = outline?.addresses.flatMap(({ url }) => {
    const isRelative = start !== null && !/^[a-z]+:/i.test(url) && URL.canParse(url, start);
    const absolute = isRelative ? new URL(url, start).href : url;
    return documentUrl(absolute) ?? [];
  })[0];
  if (stated !== undefined) return { url: stated, name };
  if (file.fetched !== undefined) return { url: documentUrl(file.fetched.address), name };
  if (base === null) return { url: null, name };
  return { url: documentUrl(new URL(pathOf(file.source), base.endsWith('/') ? base : `${base}/`).href), name };
}

/** The path that names a page: of a web page, that of its stated address, because its file may have any name. */
function nameIn(file: PageFile, { addresses }: Outline, url: string): string {
  const { pathname, search } = new URL(url);
  const path = file.format === 'html' && addresses.length > 0 && search === '' ? decoded(pathname) : null;
  return path?.replace(/^\/|\/$/g, '') || placeIn(file);
}

/** The path of a file below its folder, or of a page on its site. */
function placeIn({ source, fetched }: PageFile): string {
  return fetched === undefined ? source : new URL(fetched.address).pathname.replace(/^\/|\/$/g, '');
}

function addressed(pages: SourcePage[] | null): SourcePage[] {
  if (pages !== null) return pages;
  throw new PageRejected('NO_ADDRESS', 'neither the file nor its terms state an address');
}

function someOf(pages: SourcePage[], what: string): SourcePage[] {
  if (pages.length === 0) throw new PageRejected('NOT_A_PAGE', `it contains no ${what}`);
  return pages;
}
