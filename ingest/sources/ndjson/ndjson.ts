/**
 * The lines of our own export, one page each, as `src/export/ndjson.ts` writes them; their content is kept as it is.
 * The file is untrusted: each field is checked, and a line puts nothing into the graph that a page could not.
 */
import { canonicalAddress, isSlug } from '../../../src/model/address.ts';
import {
  type Image,
  type LinkedPage,
  type PageContent,
  type PageDefinition,
  type PageKind,
  STATEMENT_KINDS,
  type Statement,
} from '../../../src/model/types.ts';
import { wholeCharacters } from '../../../src/whole-characters.ts';
import { dateTime } from '../../formats/dates.ts';
import { PageRejected } from '../../formats/faults.ts';
import { documentUrl } from '../../formats/file-target.ts';
import { type Json, parseJson } from '../../formats/json-ld/json-text.ts';
import { excerpt, inShort, plainName, withoutControls } from '../../formats/plain-text.ts';
import type { SourcePage } from '../document-page.ts';

const PAGE_KINDS: readonly PageKind[] = ['DEFINITION', 'AREA', 'TERM', 'DOCUMENT'];
const TEXT_KINDS: readonly PageDefinition['kind'][] = ['MEANING', 'BODY', 'FACET'];

type Fields = { readonly [name: string]: Json };

/**
 * The page of a line.
 * @throws PageRejected NOT_A_PAGE if it is not one; the message names the field, what is wanted and what came.
 */
export function readPageLine(line: string): SourcePage {
  const fields = fieldsOf(parsed(line), 'the line');
  const read = reader(fields, '');
  const kind = read.oneOf('kind', PAGE_KINDS);
  const address = addressOf(read.text('url'), kind);
  const concept = read.slug('concept');
  const resource = read.count('resource');
  if (address.slug !== null && address.slug !== concept)
    throw refusal('concept', `the slug in the url, ${address.slug}`, concept);
  if (address.resource !== undefined && address.resource !== resource)
    throw refusal('resource', `the number in the url, ${address.resource}`, resource);
  const page: PageContent = {
    url: address.url,
    kind,
    site: address.site,
    concept,
    resource,
    title: read.text('title', ''),
    author: read.optional('author'),
    publishedAt: read.date('publishedAt'),
    modifiedAt: read.date('modifiedAt'),
    publisher: read.optional('publisher'),
    section: read.optional('section'),
    image: read.object('image', imageOf),
    truncated: read.flag('truncated'),
    name: read.name('name'),
    alternateNames: read.names('alternateNames'),
    definitions: read.list('definitions', definitionOf),
    statements: read.list('statements', statementOf).filter(({ target }) => target !== concept),
  };
  const unknown = Object.keys(fields).filter((name) => !Object.hasOwn(page, name));
  if (unknown.length === 0) return { page, warnings: [] };
  const message = `left out, because this version does not know it: ${excerpt(unknown.join(', '))}`;
  return { page, warnings: [{ code: 'LEFT_OUT', message }] };
}

function parsed(line: string): Json {
  try {
    return parseJson(line, null);
  } catch (error) {
    throw new PageRejected('NOT_A_PAGE', `is not JSON: ${inShort((error as Error).message)}`);
  }
}

function fieldsOf(value: Json, what: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new PageRejected('NOT_A_PAGE', `${what} must be an object, but is ${shown(value)}`);
}

/** What an address says about its page; that of a document gives neither the concept nor a number. */
function addressOf(raw: string, kind: PageKind) {
  if (kind === 'DOCUMENT') {
    const url = documentUrl(raw);
    if (url === null) throw refusal('url', 'the address of a page', raw);
    return { url, site: new URL(url).origin, slug: null, resource: undefined };
  }
  const address = canonicalAddress(raw);
  if (address === null || address.kind !== kind) {
    throw refusal(
      'url',
      `the address of a page of kind ${kind}, such as https://host/${kind.toLowerCase()}/slug/`,
      raw,
    );
  }
  return address;
}

function definitionOf(fields: Fields, place: string): PageDefinition {
  const read = reader(fields, place);
  return { kind: read.oneOf('kind', TEXT_KINDS), facet: read.optional('facet'), text: read.text('text') };
}

function statementOf(fields: Fields, place: string): Statement {
  const read = reader(fields, place);
  return {
    kind: read.oneOf('kind', STATEMENT_KINDS),
    target: read.slug('target'),
    anchor: read.optional('anchor'),
    facet: read.optional('facet'),
    gloss: read.optional('gloss'),
    link: read.object('link', linkOf),
  };
}

function linkOf(fields: Fields, place: string): LinkedPage {
  const read = reader(fields, place);
  return {
    url: read.address('url'),
    author: read.optional('author'),
    publishedAt: read.date('publishedAt'),
    modifiedAt: read.date('modifiedAt'),
    image: read.object('image', imageOf),
  };
}

function imageOf(fields: Fields, place: string): Image {
  const read = reader(fields, place);
  return {
    url: read.address('url'),
    width: read.count('width'),
    height: read.count('height'),
    alt: read.optional('alt'),
  };
}

/** Reads the fields of an object at `place`; those missing from an older export are null, false or an empty list. */
function reader(fields: Fields, place: string) {
  const given = (name: string): Json => (Object.hasOwn(fields, name) ? (fields[name] as Json) : null);
  const at = (name: string): string => place + name;

  function text(name: string, otherwise?: string): string {
    const value = given(name) ?? otherwise ?? null;
    if (typeof value !== 'string') throw refusal(at(name), 'a string', value);
    return clean(value);
  }

  function optional(name: string): string | null {
    return given(name) === null ? null : text(name);
  }

  function oneOf<Kind extends string>(name: string, kinds: readonly Kind[]): Kind {
    const value = given(name);
    const found = kinds.find((kind) => kind === value);
    if (found === undefined) throw refusal(at(name), `one of ${kinds.join(', ')}`, value);
    return found;
  }

  function listOf<Item>(name: string, item: (value: Json, place: string) => Item): Item[] {
    const value = given(name) ?? [];
    if (!Array.isArray(value)) throw refusal(at(name), 'a list', value);
    return value.map((each, i) => item(each, `${at(name)}[${i}]`));
  }

  return {
    text,
    optional,
    oneOf,
    slug(name: string): string {
      const slug = text(name);
      if (!isSlug(slug) || slug !== slug.toLowerCase().normalize('NFC'))
        throw refusal(at(name), 'a slug, such as margin-call', slug);
      return slug;
    },
    name(name: string): string {
      const found = plainName(text(name));
      if (found === '') throw refusal(at(name), 'a name', '');
      return found;
    },
    names: (name: string): string[] =>
      listOf(name, (value, inside) => {
        if (typeof value !== 'string') throw refusal(inside, 'a string', value);
        return plainName(clean(value));
      }),
    date(name: string): string | null {
      const value = optional(name);
      const date = dateTime(value);
      if (value !== null && date === null) throw refusal(at(name), 'a date, such as 2026-01-31T00:00:00Z', value);
      return date;
    },
    /** A page's address must have its canonical spelling, any other that of the URL standard. */
    address(name: string): string {
      const url = text(name);
      const known = canonicalAddress(url)?.url;
      if (known === url || (URL.canParse(url) && /^https?:\/\//.test(url) && new URL(url).href === url)) return url;
      throw refusal(at(name), 'a web address, such as https://host/path', url);
    },
    object: <Item>(name: string, item: (fields: Fields, place: string) => Item): Item | null =>
      given(name) === null ? null : item(fieldsOf(given(name), at(name)), `${at(name)}.`),
    count(name: string): number | null {
      const value = given(name);
      if (value === null) return null;
      if (!Number.isSafeInteger(value) || Number(value) < 1)
        throw refusal(at(name), 'a whole number of at least 1', value);
      return Number(value);
    },
    flag(name: string): boolean {
      const value = given(name) ?? false;
      if (typeof value !== 'boolean') throw refusal(at(name), 'true or false', value);
      return value;
    },
    list: <Item>(name: string, item: (fields: Fields, place: string) => Item): Item[] =>
      listOf(name, (value, inside) => item(fieldsOf(value, inside), `${inside}.`)),
  };
}

/** Removes what pages never have: control characters and lone surrogates. */
function clean(text: string): string {
  return withoutControls(wholeCharacters(text));
}

function refusal(place: string, wanted: string, value: Json): PageRejected {
  return new PageRejected('NOT_A_PAGE', `${place} must be ${wanted}, but is ${shown(value)}`);
}

function shown(value: Json): string {
  if (value === null) return 'not there';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `"${excerpt(String(value))}"`;
}
