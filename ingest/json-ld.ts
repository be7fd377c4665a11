/**
 * What a page's JSON-LD says of it: the few named fields that are used, from blocks of schema.org types.
 *
 * Only own fields of the names below are read, into new objects; contexts are never fetched; a field of a wrong type is
 * as good as absent. A block that cannot be read costs the page nothing but that block.
 */
import { type Json, parseJson } from './json-text.ts';
import type { RawBlock } from './outline.ts';
import { excerpt, plainText } from './plain-text.ts';

type Node = { readonly [key: string]: Json };

/** A page that another one names: in the mentions of a definition, or as a part of an area. */
export interface NamedPage {
  name: string | null;
  url: string;
  description: string | null;
}

export interface Question {
  question: string;
  answer: string;
}

/** What all blocks of a page say together; of a kind that occurs twice, the first that says a field. */
export interface PageSchema {
  /** Addresses that the page gives as its own, the best first. */
  addresses: readonly string[];
  /** The last item of the breadcrumb: the page, or the area that it is a further page of. */
  breadcrumb: string | null;
  headline: string | null;
  author: string | null;
  published: string | null;
  modified: string | null;
  /** Description of an article, and of a collection. */
  description: string | null;
  collectionDescription: string | null;
  mentions: readonly NamedPage[];
  questions: readonly Question[];
  parts: readonly NamedPage[];
}

/** A block that could not be read; `block` counts from 1. */
export interface BlockFault {
  block: number;
  reason: string;
}

const ARTICLE = ['Article', 'BlogPosting', 'NewsArticle', 'TechArticle', 'ScholarlyArticle'];

/** Reads the blocks of a page. A block that the copy was cut in is read only if nothing of it is missing. */
export function readJsonLd(blocks: readonly RawBlock[]): { schema: PageSchema; faults: BlockFault[] } {
  const faults: BlockFault[] = [];
  const nodes: Node[] = [];
  for (const [index, { text, isWhole }] of blocks.entries()) {
    try {
      nodes.push(...topNodes(parseJson(text)));
    } catch (error) {
      if (isWhole) faults.push({ block: index + 1, reason: excerpt((error as Error).message) });
    }
  }
  return { schema: schemaOf(nodes), faults };
}

/** The objects of a block: itself, those of a list, those of its one graph. */
function topNodes(value: Json): Node[] {
  const top = (Array.isArray(value) ? value : [value]).filter(isNode);
  if (top.length === 0) throw new Error('it is no object');
  return top.flatMap((node) => [node, ...list(node, '@graph').filter(isNode)]);
}

function schemaOf(nodes: readonly Node[]): PageSchema {
  const articles = nodes.filter((node) => isA(node, ...ARTICLE));
  const pages = nodes.filter((node) => isA(node, 'WebPage', 'ItemPage', 'AboutPage'));
  const collections = nodes.filter((node) => isA(node, 'CollectionPage'));
  const described = [...articles, ...collections, ...pages];
  const breadcrumbs = nodes.filter((node) => isA(node, 'BreadcrumbList'));
  const faqs = nodes.filter((node) => isA(node, 'FAQPage'));
  return {
    addresses: described.flatMap(addressesOf),
    breadcrumb: first(breadcrumbs, lastItem),
    headline: first(described, (node) => string(node, 'headline')),
    author: first(described, authorOf),
    published: first(described, (node) => string(node, 'datePublished')),
    modified: first(described, (node) => string(node, 'dateModified')),
    description: first(articles, (node) => string(node, 'description')),
    collectionDescription: first(collections, (node) => string(node, 'description')),
    mentions: [...pages, ...articles].flatMap((node) => list(node, 'mentions').filter(isNode).flatMap(namedPage)),
    questions: faqs.flatMap((node) => list(node, 'mainEntity').filter(isNode).flatMap(questionOf)),
    parts: collections.flatMap((node) => list(node, 'hasPart').filter(isNode).flatMap(namedPage)),
  };
}

function addressesOf(node: Node): string[] {
  const main = own(node, 'mainEntityOfPage');
  const mainId = isNode(main) ? string(main, '@id') : text(main);
  return [string(node, 'url'), string(node, '@id'), mainId].filter((address) => address !== null);
}

function lastItem(node: Node): string | null {
  const items = list(node, 'itemListElement').filter(isNode);
  const item = own(items.at(-1), 'item');
  return isNode(item) ? string(item, '@id') : text(item);
}

function authorOf(node: Node): string | null {
  for (const author of list(node, 'author')) {
    const name = isNode(author) ? string(author, 'name') : text(author);
    if (name !== null) return name;
  }
  return null;
}

function namedPage(node: Node): NamedPage[] {
  const url = string(node, 'url') ?? string(node, '@id');
  if (url === null) return [];
  return [{ url, name: string(node, 'name') ?? string(node, 'headline'), description: string(node, 'description') }];
}

function questionOf(node: Node): Question[] {
  const question = string(node, 'name');
  const answer = list(node, 'acceptedAnswer').filter(isNode)[0];
  const answerText = answer === undefined ? null : string(answer, 'text');
  return question === null || answerText === null ? [] : [{ question, answer: answerText }];
}

function first<T>(nodes: readonly Node[], read: (node: Node) => T | null): T | null {
  for (const node of nodes) {
    const value = read(node);
    if (value !== null) return value;
  }
  return null;
}

function isNode(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a node has one of the types, however they are written: alone or listed, with a prefix or an address before. */
function isA(node: Node, ...types: readonly string[]): boolean {
  return list(node, '@type').some((type) => typeof type === 'string' && types.includes(type.replace(/^.*[/:#]/, '')));
}

function own(node: Node | undefined, name: string): Json | undefined {
  return node !== undefined && Object.hasOwn(node, name) ? node[name] : undefined;
}

/** A field's values: those of a list, or the one there is. */
function list(node: Node, name: string): Json[] {
  const value = own(node, name);
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function string(node: Node, name: string): string | null {
  return text(own(node, name));
}

/** A string without markup and controls; null for anything else and for an empty one. */
function text(value: Json | undefined): string | null {
  const plain = typeof value === 'string' ? plainText(value) : '';
  return plain === '' ? null : plain;
}
