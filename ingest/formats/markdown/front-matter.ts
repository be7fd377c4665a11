/** The block of fields before a Markdown text, as site generators and note takers write it: YAML, TOML or JSON. */
import { parse as parseToml } from 'smol-toml';
import { LineCounter, parseDocument } from 'yaml';
import type { StatedImage } from '../images.ts';
import type { Head } from '../outline.ts';
import { excerpt, plainName, plainText } from '../plain-text.ts';

export interface FrontMatter {
  /** Its fields by lower-case name. */
  fields: ReadonlyMap<string, unknown>;
  /** The first line of the text behind it. */
  firstLine: number;
  /** Why its fields cannot be read. */
  fault: string | null;
}

/** What a block holds; a parser that goes on after a fault says which it met. */
interface Parsed {
  value: unknown;
  fault?: string | undefined;
}

const MARKS: ReadonlyMap<string, { end: RegExp; parse: (text: string) => Parsed }> = new Map<
  string,
  { end: RegExp; parse: (text: string) => Parsed }
>([
  ['---', { end: /^(?:---|\.\.\.)\s*$/, parse: yaml }],
  ['+++', { end: /^\+\+\+\s*$/, parse: (text) => ({ value: parseToml(text) }) }],
  [';;;', { end: /^;;;\s*$/, parse: (text) => ({ value: JSON.parse(text) }) }],
]);
/** Lines and bytes of a block; a text that begins with a rule has none. */
const LINES = 400;
const SIZE = 64 * 1024;

/** Reads the block that the lines begin with; null where they begin with anything else. */
export function readFrontMatter(lines: readonly string[]): FrontMatter | null {
  const mark = MARKS.get((lines[0] ?? '').trimEnd());
  if (mark === undefined) return null;
  const end = lines.slice(1, LINES).findIndex((line) => mark.end.test(line)) + 1;
  if (end === 0) return null;
  // With its opening line left empty, faults are named by the lines of the file.
  const text = ['', ...lines.slice(1, end)].join('\n');
  // What stands between two rules is prose unless its first line is a field.
  if (!/^\s*(?:#|[\w"'{[.-]+\s*[:=\]]|$|[{}"])/.test(lines[1] ?? '') || text.length > SIZE) return null;
  try {
    const { value, fault } = mark.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return value === null || value === undefined ? { fields: new Map(), firstLine: end + 1, fault: null } : null;
    }
    if (fault !== undefined) return { fields: new Map(), firstLine: end + 1, fault: excerpt(fault) };
    const fields = new Map(Object.entries(value).map(([name, field]) => [name.toLowerCase(), field]));
    return { fields, firstLine: end + 1, fault: null };
  } catch (error) {
    return { fields: new Map(), firstLine: end + 1, fault: excerpt((error as Error).message) };
  }
}

/** YAML without the repairs that its parser makes, which guess at what was meant. */
function yaml(text: string): Parsed {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: 'silent' });
  const value: unknown = document.toJS({ maxAliasCount: 10 });
  const [error] = document.errors;
  // Long messages are cut short at their end.
  const fault = error && `line ${lineCounter.linePos(error.pos[0]).line}: ${error.message}`;
  return { value, fault };
}

/** What the fields say of the page, under the names that the common generators give them. */
export function headOf({ fields }: FrontMatter): Partial<Head> {
  const first = (...names: string[]): string | null => names.flatMap((name) => stringsOf(fields.get(name)))[0] ?? null;
  const all = (...names: string[]): string[] => names.flatMap((name) => stringsOf(fields.get(name)));
  return {
    title: first('title', 'name', 'term'),
    names: all('aliases', 'alias', 'synonyms', 'linktitle', 'abbreviation', 'acronym').filter(isName),
    description: first('description', 'definition', 'summary'),
    tags: all('tags', 'tag', 'keywords', 'categories', 'category'),
    author: first('author', 'authors'),
    published: first('date', 'published', 'publishdate', 'created'),
    modified: first('lastmod', 'last_modified_at', 'modified', 'updated', 'last_update', 'last_updated'),
    publisher: first('publisher'),
    section: first('section', 'category', 'categories'),
    image: imageIn(fields),
    redirect: first('redirect_to', 'redirect'),
  };
}

const IMAGES = 'image images cover thumbnail featured_image featuredimage feature_image og_image banner hero'.split(
  ' ',
);

/** The picture for cards: an address, the first of a list, or an object with one. */
function imageIn(fields: ReadonlyMap<string, unknown>): StatedImage | null {
  for (const name of IMAGES) {
    const [field] = [fields.get(name)].flat();
    const object = typeof field === 'object' && field !== null ? (field as Record<string, unknown>) : {};
    const said = (...keys: string[]): string | null => keys.flatMap((key) => stringsOf(object[key]))[0] ?? null;
    const url = typeof field === 'string' ? field : said('url', 'src', 'path', 'image', 'href', 'relative');
    if (url === null || url === '') continue;
    const alt =
      said('alt') ?? stringsOf(fields.get(`${name}_alt`))[0] ?? stringsOf(fields.get(`${name}alt`))[0] ?? null;
    return { url, width: said('width'), height: said('height'), alt };
  }
  return null;
}

/** The addresses that the fields give the page as its own. */
export function addressesIn({ fields }: FrontMatter): string[] {
  const names = ['canonical_url', 'canonicalurl', 'canonical', 'original_url', 'url', 'permalink'];
  return names.flatMap((name) => stringsOf(fields.get(name))).filter((text) => /^(?:https?:\/)?\//i.test(text));
}

/** Hugo and Jekyll's plugins list old addresses as aliases; a name has no path. */
function isName(alias: string): boolean {
  return !alias.includes('/');
}

/** The strings of a field: its own, those of its list, or the names in objects such as `{name: …}` and `{date: …}`. */
export function stringsOf(field: unknown): string[] {
  if (Array.isArray(field)) return field.slice(0, 200).flatMap((item) => (Array.isArray(item) ? [] : stringsOf(item)));
  if (field instanceof Date) return Number.isNaN(field.getTime()) ? [] : [field.toISOString()];
  if (typeof field === 'object' && field !== null) {
    const { name, date } = field as { name?: unknown; date?: unknown };
    return [name, date].flatMap((value) => (typeof value === 'object' ? [] : stringsOf(value)));
  }
  if (typeof field === 'number') return [String(field)];
  const text = typeof field === 'string' ? plainText(field) : '';
  return text === '' ? [] : [text.length > 5_000 ? plainName(text) : text];
}
