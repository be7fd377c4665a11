/** The block of fields before a Markdown text, as site generators and note takers write it: YAML, TOML or JSON. */
import { parse as parseToml, TomlError } from 'smol-toml';
import { parseDocument, type YAMLError } from 'yaml';
import { dateTime } from '../dates.ts';
import type { StatedImage } from '../images.ts';
import { parseJson } from '../json-ld/json-text.ts';
import type { Head } from '../outline.ts';
import { endsSentence, inShort, lineAt, plainText } from '../plain-text.ts';

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
  ['+++', { end: /^\+\+\+\s*$/, parse: toml }],
  [';;;', { end: /^;;;\s*$/, parse: (text) => ({ value: parseJson(text, 1) }) }],
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
  if (!/^\s*(?:#|[\w"'{[.-]+\s*[:=\]]|$|[{}"])/.test(lines[1] ?? '')) return null;
  const firstLine = end + 1;
  if (text.length > SIZE) return { fields: new Map(), firstLine, fault: `it has more than ${SIZE / 1024} KiB` };
  try {
    const { value, fault } = mark.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return value === null || value === undefined ? { fields: new Map(), firstLine, fault: null } : null;
    }
    if (fault !== undefined) return { fields: new Map(), firstLine, fault: inShort(fault) };
    return { fields: fieldsOf(value), firstLine, fault: null };
  } catch (error) {
    return { fields: new Map(), firstLine, fault: inShort((error as Error).message) };
  }
}

/** Where Hugo and Zola want fields of their users' own. */
const OWN = new Set(['params', 'extra']);

function fieldsOf(value: object): Map<string, unknown> {
  const entries = (of: object) =>
    Object.entries(of).map(([name, field]): [string, unknown] => [name.toLowerCase(), field]);
  const fields = entries(value);
  const own = fields.flatMap(([name, field]) => (OWN.has(name) && isObject(field) ? entries(field) : []));
  return new Map([...own, ...fields.filter(([name]) => !OWN.has(name))]);
}

function isObject(field: unknown): field is object {
  return typeof field === 'object' && field !== null && !Array.isArray(field);
}

/** YAML without the repairs that its parser makes, which guess at what was meant. */
function yaml(text: string): Parsed {
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'silent' });
  const value: unknown = document.toJS({ maxAliasCount: 10 });
  const [error] = document.errors;
  return { value, fault: error && yamlFault(text, error) };
}

/** What never closes is noticed where the next field begins, and is named where it opens. */
function yamlFault(text: string, { code, message, pos: [at] }: YAMLError): string {
  const before = text.slice(0, at);
  const closing = code === 'BAD_INDENT' ? /^Flow .*([\]}])$/.exec(message)?.[1] : undefined;
  const quote = code === 'MISSING_CHAR' ? /^Missing closing (["'])quote$/.exec(message)?.[1] : undefined;
  const opening = closing === undefined ? quote : closing === ']' ? '[' : '{';
  if (opening === undefined) return `line ${lineAt(text, at)}: ${message}`;
  return `line ${lineAt(text, before.lastIndexOf(opening))}: ${opening} is not closed`;
}

function toml(text: string): Parsed {
  try {
    return { value: parseToml(text) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [what = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n', 1);
    throw new Error(`line ${error.line}: ${what}`, { cause: error });
  }
}

/** What the fields say of the page, under the names that the common generators give them. */
export function headOf({ fields }: FrontMatter): Partial<Head> {
  const first = (...names: string[]): string | null => names.flatMap((name) => stringsOf(fields.get(name)))[0] ?? null;
  const all = (...names: string[]): string[] => names.flatMap((name) => stringsOf(fields.get(name)));
  return {
    title: first('title', 'name', 'term'),
    names: all('name', 'term', 'aliases', 'alias', 'synonyms', 'linktitle', 'abbreviation', 'acronym').filter(isName),
    description: first(...DESCRIPTIONS),
    tags: all('tags', 'tag', 'keywords', 'categories', 'category').flatMap((list) => list.split(/[,;]/)),
    author: all('author', 'authors').join(', ') || null,
    published: first(...PUBLISHED),
    modified: first(...MODIFIED),
    publisher: first('publisher'),
    section: first('section', 'category', 'categories'),
    image: imageIn(fields),
    redirect: first('redirect_to', 'redirect'),
  };
}

const PUBLISHED = ['date', 'published', 'publishdate', 'created'];
const MODIFIED = ['lastmod', 'last_modified_at', 'modified', 'updated', 'last_update', 'last_updated'];
const DESCRIPTIONS = ['description', 'definition', 'summary'];
/** Fields whose values are read, but for those of pictures and addresses. */
const READ = new Set(
  `title name term aliases alias synonyms linktitle abbreviation acronym tags tag keywords categories category author
  authors publisher section`.split(/\s+/),
);
/** Fields by which terms are related. */
const RELATIONS = /^(?:related|see|see[_ -]?also|broader|narrower|parents?|children)$/;

/** The names of fields that say something of the term, and are not read: sentences, other terms, and dates in words. */
export function unreadIn({ fields }: FrontMatter): string[] {
  const [description] = DESCRIPTIONS.filter((name) => stringsOf(fields.get(name)).length > 0);
  return [...fields.keys()].filter((name) => {
    if (READ.has(name) || name === description || IMAGES.some((image) => name.startsWith(image))) return false;
    const texts = stringsOf(fields.get(name));
    if (RELATIONS.test(name) || DESCRIPTIONS.includes(name)) return texts.length > 0;
    if (texts.some((text) => text.includes('[['))) return true;
    if (PUBLISHED.includes(name) || MODIFIED.includes(name)) return texts.some((text) => dateTime(text) === null);
    return texts.some((text) => !/^https?:/.test(text) && isSentence(text));
  });
}

/** A few words are a sentence where they end as one. */
function isSentence(text: string): boolean {
  const words = text.split(' ').length;
  return words >= 5 || (words >= 3 && endsSentence(text));
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
  const addresses = names.flatMap((name) => stringsOf(fields.get(name)));
  // With a part to be filled in, such as `:title`, it is the same for many pages.
  return addresses.filter((text) => /^(?:https?:\/)?\//i.test(text) && !/\/:[a-z]/i.test(text));
}

/** Hugo and Jekyll's plugins list old addresses as aliases; a name has no path. */
function isName(alias: string): boolean {
  return !alias.includes('/');
}

/** The strings of a field: its own, those of its list, or the names in objects such as `{name: …}` and `{date: …}`. */
export function stringsOf(field: unknown): string[] {
  if (Array.isArray(field)) return field.flatMap((item) => (Array.isArray(item) ? [] : stringsOf(item)));
  if (field instanceof Date) return Number.isNaN(field.getTime()) ? [] : [field.toISOString()];
  if (typeof field === 'object' && field !== null) {
    const { name, date } = field as { name?: unknown; date?: unknown };
    return [name, date].flatMap((value) => (typeof value === 'object' ? [] : stringsOf(value)));
  }
  if (typeof field === 'number') return [String(field)];
  const text = typeof field === 'string' ? plainText(field) : '';
  return text === '' ? [] : [text];
}
