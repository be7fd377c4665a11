/** What a page's JSON-LD says of it: the few named fields that are used, from nodes of schema.org types. */
import type { StatedImage } from '../formats/images.ts';
import { idOf, isA, type Node, type NodeGraph, text, texts, values } from '../formats/json-ld/nodes.ts';

/** A page that another one names: in the mentions of a definition, or as a part of an area. */
export interface NamedPage {
  name: string | null;
  url: string;
  description: string | null;
  author: string | null;
  published: string | null;
  modified: string | null;
  images: readonly StatedImage[];
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
  publisher: string | null;
  section: string | null;
  images: readonly StatedImage[];
  /** Other names of what the page is about, such as its code in a list of terms. */
  names: readonly string[];
  /** The description of the term that the page is about. */
  definition: string | null;
  /** Descriptions of the term, the article, the page and the collection, the best first. */
  descriptions: readonly string[];
  mentions: readonly NamedPage[];
  questions: readonly Question[];
  parts: readonly NamedPage[];
}

const PAGE = ['WebPage', 'ItemPage', 'AboutPage'];
const ARTICLE = ['Article', 'BlogPosting', 'NewsArticle', 'TechArticle', 'ScholarlyArticle'];

export function schemaOf({ top, nodes }: NodeGraph): PageSchema {
  const pages = top.filter((node) => isA(node, ...PAGE));
  const collections = top.filter((node) => isA(node, 'CollectionPage'));
  const entities = [...top, ...[...pages, ...collections].flatMap((node) => nodes(node, 'mainEntity'))];
  const articles = entities.filter((node) => isA(node, ...ARTICLE));
  const terms = new Set(entities.filter((node) => isA(node, 'DefinedTerm')));
  // Several are a list, and none of them is what the page is about.
  const [term] = terms.size === 1 ? [...terms] : [];
  const described = [...articles, ...collections, ...pages];
  const all = term === undefined ? described : [...described, term];
  const breadcrumbs = top.filter((node) => isA(node, 'BreadcrumbList'));
  const faqs = top.filter((node) => isA(node, 'FAQPage'));

  const addressesOf = (node: Node): string[] => {
    const [main] = nodes(node, 'mainEntityOfPage');
    const mainId = main === undefined ? text(node, 'mainEntityOfPage') : idOf(main);
    return [text(node, 'url'), idOf(node), mainId].filter((address) => address !== null);
  };
  const lastItem = (node: Node): string | null => {
    const last = nodes(node, 'itemListElement').at(-1);
    const item = last === undefined ? undefined : nodes(last, 'item')[0];
    return item === undefined ? text(last, 'item') : idOf(item);
  };
  /** The name of who is named in a field. */
  const nameIn = (node: Node, field: string): string | null =>
    nodes(node, field).flatMap((named) => text(named, 'name') ?? [])[0] ?? texts(node, field)[0] ?? null;
  const imagesOf = (node: Node): StatedImage[] =>
    ['image', 'primaryImageOfPage', 'thumbnail', 'thumbnailUrl'].flatMap((field) => [
      ...nodes(node, field).flatMap(imageIn),
      ...texts(node, field).map((url) => ({ url, width: null, height: null, alt: null })),
    ]);
  /** Sizes may be nodes with a value. */
  const sizeOf = (node: Node, field: string): string | null =>
    values(node, field)[0] ?? nodes(node, field).flatMap((size) => values(size, 'value'))[0] ?? null;
  const imageIn = (node: Node): StatedImage[] => {
    const url = text(node, 'url') ?? text(node, 'contentUrl') ?? idOf(node);
    // Its caption describes what can be seen, and is often generated.
    return url === null ? [] : [{ url, width: sizeOf(node, 'width'), height: sizeOf(node, 'height'), alt: null }];
  };
  const namedPage = (node: Node): NamedPage[] => {
    const url = text(node, 'url') ?? idOf(node);
    if (url === null) return [];
    return [
      {
        url,
        name: text(node, 'name') ?? text(node, 'headline'),
        description: text(node, 'description'),
        author: nameIn(node, 'author'),
        published: text(node, 'datePublished'),
        modified: text(node, 'dateModified'),
        images: imagesOf(node),
      },
    ];
  };
  const questionOf = (node: Node): Question[] => {
    const question = text(node, 'name');
    const answer = text(nodes(node, 'acceptedAnswer')[0], 'text');
    return question === null || answer === null ? [] : [{ question, answer }];
  };

  return {
    addresses: all.flatMap(addressesOf),
    breadcrumb: first(breadcrumbs, lastItem),
    headline: first(described, (node) => text(node, 'headline')) ?? text(term, 'name'),
    author: first(described, (node) => nameIn(node, 'author')),
    published: first(described, (node) => text(node, 'datePublished')),
    modified: first(described, (node) => text(node, 'dateModified')),
    publisher: first(described, (node) => nameIn(node, 'publisher')),
    section: first(described, (node) => texts(node, 'articleSection')[0] ?? null),
    images: all.flatMap(imagesOf),
    names: [...texts(term, 'alternateName'), ...texts(term, 'termCode')],
    definition: text(term, 'description'),
    descriptions: [...(term === undefined ? [] : [term]), ...articles, ...pages, ...collections].flatMap(
      (node) => text(node, 'description') ?? [],
    ),
    mentions: [...pages, ...articles].flatMap((node) => nodes(node, 'mentions').flatMap(namedPage)),
    questions: faqs.flatMap((node) => nodes(node, 'mainEntity').flatMap(questionOf)),
    parts: collections.flatMap((node) => nodes(node, 'hasPart').flatMap(namedPage)),
  };
}

function first<T>(nodes: readonly Node[], read: (node: Node) => T | null): T | null {
  for (const node of nodes) {
    const value = read(node);
    if (value !== null) return value;
  }
  return null;
}
