/** Front matter of a Markdown text, as site generators and note-taking apps write it: YAML, TOML or JSON. */
import { parse as parseToml, TomlError } from 'smol-toml';
import { parseDocument, type YAMLError } from 'yaml';
import { dateTime } from '../dates.ts';
import type { StatedImage } from '../images.ts';
import { parseJson } from '../json-ld/json-text.ts';
import type { Head } from '../outline.ts';
import { endsSentence, inShort, lineAt, plainText } from '../plain-text.ts';

export interface FrontMatter {
  /** The fields by lower-case name. */
  fields: ReadonlyMap<string, unknown>;
  /** The index of the first line after it. */
  firstLine: number;
  /** Why the fields cannot be read; null if they can. */
  fault: string | null;
}

/** The value of a block; `fault` is the first error of a parser that continues after errors. */
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
/** The most lines and UTF-16 units of a block; without an end mark in so many lines, the first line is a rule. */
const LINES = 400;
const SIZE = 64 * 1024;

/** Reads the block at the start of the lines; null if there is none. */
export function readFrontMatter(lines: readonly string[]): FrontMatter | null {
  const mark = MARKS.get((lines[0] ?? '').trimEnd());
  if (mark === undefined) return null;
  const end = lines.slice(1, LINES).findIndex((line) => mark.end.test(line)) + 1;
  if (end === 0) return null;
  // The opening line is kept as an empty one, so that line numbers of faults are those of the file.
  const text = ['', ...lines.slice(1, end)].join('\n');
  // Text between two rules is prose unless its first line is a field.
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

/** Where Hugo and Zola expect custom fields. */
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

/** Parses YAML and reports the first error: the parser's own repairs are guesses. */
function yaml(text: string): Parsed {
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'silent' });
  const value: unknown = document.toJS({ maxAliasCount: 10 });
  const [error] = document.errors;
  return { value, fault: error && yamlFault(text, error) };
}

/** The message of a YAML error. For an unclosed bracket or quote it names the line of the opening one. */
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

/** The page's metadata from the fields, under the names that common site generators use. */
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
/** Fields that are read, besides descriptions, dates, images and addresses. */
const READ = new Set(
  `title name term aliases alias synonyms linktitle abbreviation acronym tags tag keywords categories category author
  authors publisher section`.split(/\s+/),
);
/** Fields that relate terms. */
const RELATIONS = /^(?:related|see|see[_ -]?also|broader|narrower|parents?|children)$/;

/** Names of unread fields that say something about the term: sentences, other terms, and unparseable dates. */
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

/** Whether a text is a sentence: five words, or three that end as a sentence. */
function isSentence(text: string): boolean {
  const words = text.split(' ').length;
  return words >= 5 || (words >= 3 && endsSentence(text));
}

const IMAGES = 'image images cover thumbnail featured_image featuredimage feature_image og_image banner hero'.split(
  ' ',
);

/** The preview image: an address, an object with one, or a list whose first item is either. */
function imageIn(fields: ReadonlyMap<string, unknown>): StatedImage | null {
  for (const name of IMAGES) {
    const [field] = [fields.get(name)].flat();
    const object = typeof field === 'object' && field !== null ? (field as Record<string, unknown>) : {};
    const firstText = (...keys: string[]): string | null => keys.flatMap((key) => stringsOf(object[key]))[0] ?? null;
    const url = typeof field === 'string' ? field : firstText('url', 'src', 'path', 'image', 'href', 'relative');
    if (url === null || url === '') continue;
    const alt =
      firstText('alt') ?? stringsOf(fields.get(`${name}_alt`))[0] ?? stringsOf(fields.get(`${name}alt`))[0] ?? null;
    return { url, width: firstText('width'), height: firstText('height'), alt };
  }
  return null;
}

/** The addresses that the fields state as the page's own. */
export function addressesIn({ fields }: FrontMatter): string[] {
  const names = ['canonical_url', 'canonicalurl', 'canonical', 'original_url', 'url', 'permalink'];
  const addresses = names.flatMap((name) => stringsOf(fields.get(name)));
  // An address with a placeholder such as `:title` is a pattern for many pages.
  return addresses.filter((text) => /^(?:https?:\/)?\//i.test(text) && !/\/:[a-z]/i.test(text));
}

/** Whether an alias is a name: Hugo and plug-ins of Jekyll also list old paths as aliases. */
function isName(alias: string): boolean {
  return !alias.includes('/');
}

/** The strings of a field: its value, the items of a list, or `name` and `date` of an object. */
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
