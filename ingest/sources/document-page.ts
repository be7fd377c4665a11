/** Turns a term of another kind of glossary into a page of the graph, for all sources alike. */
import { slugOf } from '../../src/model/address.ts';
import { isShortFor } from '../../src/model/link-names.ts';
import { pageAt } from '../../src/model/links.ts';
import type { Image, PageContent, Statement, StatementKind } from '../../src/model/types.ts';
import type { PageWarning } from '../formats/faults.ts';
import { excerpt, plainName } from '../formats/plain-text.ts';

/** A term, or a set of terms, as a source gives it. */
export interface DocumentTerm {
  /** Identifies the page: the address of the term, or that of its file with a fragment. */
  url: string;
  slug: string;
  name: string;
  names?: readonly string[];
  /** One sentence that says what it is. */
  meaning?: string | null;
  body?: readonly string[];
  statements?: readonly Statement[];
  author?: string | null;
  publishedAt?: string | null;
  modifiedAt?: string | null;
  publisher?: string | null;
  section?: string | null;
  image?: Image | null;
  truncated?: boolean;
}

/** A page from a source, with its warnings. */
export interface SourcePage {
  page: PageContent;
  warnings: PageWarning[];
}

/** What a source knows about the file that it reads. */
export interface SourceFile {
  /** The address of the file, stated or from its place on the site; null if there is none. */
  url: string | null;
  /** The file's name without folder and extension. */
  name: string;
}

export function documentPage(term: DocumentTerm): PageContent {
  const { url, slug, name, meaning = null, body = [], statements = [] } = term;
  const names = new Set((term.names ?? []).map(plainName).filter((other) => other !== '' && other !== name));
  const meanings = meaning === null || meaning === '' ? [] : [{ kind: 'MEANING' as const, facet: null, text: meaning }];
  return {
    url,
    kind: 'DOCUMENT',
    site: new URL(url).origin,
    concept: slug,
    resource: null,
    title: name,
    author: term.author ?? null,
    publishedAt: term.publishedAt ?? null,
    modifiedAt: term.modifiedAt ?? null,
    publisher: term.publisher ?? null,
    section: term.section ?? null,
    image: term.image ?? null,
    truncated: term.truncated ?? false,
    name,
    alternateNames: [...names],
    definitions: [
      ...meanings,
      ...body.filter((text) => text !== '').map((text) => ({ kind: 'BODY' as const, facet: null, text })),
    ],
    statements: statements.filter(({ target }) => target !== slug),
  };
}

/** @param url - the address of the linked page, null where the source only names its target. */
export function statement(kind: StatementKind, target: string, anchor: string | null, url: string | null): Statement {
  return { kind, target, anchor, facet: null, gloss: null, link: url === null ? null : pageAt(url) };
}

/** The address of one term in a file with many. */
export function fragmentUrl(file: string, slug: string): string {
  return new URL(`#${encodeURIComponent(slug)}`, file).href;
}

/**
 * Splits a term with its initials in brackets, or the other way round: `Value at Risk (VaR)`, `ATM (At the Money)`.
 * Other brackets tell terms apart or are part of the name, and stay in it.
 */
export function namesIn(term: string): { name: string; others: string[] } {
  const open = term.lastIndexOf('(');
  const name = open < 0 ? '' : term.slice(0, open).trim();
  const inside = name !== '' && term.endsWith(')') ? term.slice(open + 1, -1).trim() : '';
  const isShort = inside !== '' && (isShortFor(inside, name) || isShortFor(name, inside));
  return isShort ? { name, others: [inside] } : { name: term, others: [] };
}

/**
 * A warning about names that occurred before; empty if there are none.
 * @param what - what has such a name, such as `row`.
 */
export function repeatedIn(found: readonly { name: string; slug: string }[], what: string): PageWarning[] {
  const repeated = found.filter(({ name, slug }) => slug !== slugOf(name));
  const [first] = repeated;
  if (first === undefined) return [];
  const count =
    repeated.length === 1
      ? `1 ${what} repeats a term and is a concept of its own:`
      : `${repeated.length} ${what}s repeat a term and are concepts of their own, the first`;
  return [{ code: 'DUPLICATE_TERM', message: `${count} "${excerpt(first.name)}" (${excerpt(first.slug)})` }];
}

/** Gives each name a unique slug: a repeated one gets a number. Null for a name that yields no slug. */
export function slugs(): (name: string) => string | null {
  const taken = new Map<string, number>();
  return (name) => {
    const slug = slugOf(name);
    if (slug === null) return null;
    const count = (taken.get(slug) ?? 0) + 1;
    taken.set(slug, count);
    return count === 1 ? slug : `${slug}-${count}`;
  };
}
