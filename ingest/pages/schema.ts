/** Extracts the few fields that pages use from the schema.org nodes of their JSON-LD. */
import type { StatedImage } from '../formats/images.ts';
import { factsIn } from '../formats/json-ld/facts.ts';
import { type BlockFault, idOf, isA, type Node, type NodeGraph, text, texts } from '../formats/json-ld/nodes.ts';

/** A page named by another: in the `mentions` of a definition, or the `hasPart` of an area. */
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

/** All JSON-LD blocks of a page combined. If several nodes have a single-valued field, the first one wins. */
export interface PageSchema {
  /** Addresses that the page states as its own, best first. */
  addresses: readonly string[];
  /** The last item of the breadcrumb: the page, or the area that it is a resource page of. */
  breadcrumb: string | null;
  headline: string | null;
  author: string | null;
  published: string | null;
  modified: string | null;
  publisher: string | null;
  section: string | null;
  /** Keywords, and all sections but the first: they serve as tags. */
  tags: readonly string[];
  images: readonly StatedImage[];
  /** Names of the term that the page is about, and its term code. */
  names: readonly string[];
  /** The description of the term that the page is about. */
  definition: string | null;
  /** Descriptions of the term, the article, the page and the collection, best first. */
  descriptions: readonly string[];
  mentions: readonly NamedPage[];
  questions: readonly Question[];
  parts: readonly NamedPage[];
}

/** The JSON-LD of a page, and the faults of its unreadable blocks. */
export interface ReadSchema {
  schema: PageSchema;
  faults: readonly BlockFault[];
}

const PAGE = ['WebPage', 'ItemPage', 'AboutPage'];
const ARTICLE = ['Article', 'BlogPosting', 'NewsArticle', 'TechArticle', 'ScholarlyArticle'];

export function schemaOf({ top, nodes }: NodeGraph): PageSchema {
  const pages = top.filter((node) => isA(node, ...PAGE));
  const collections = top.filter((node) => isA(node, 'CollectionPage'));
  const entities = [...top, ...[...pages, ...collections].flatMap((node) => nodes(node, 'mainEntity'))];
  const articles = entities.filter((node) => isA(node, ...ARTICLE));
  const terms = new Set(entities.filter((node) => isA(node, 'DefinedTerm')));
  // Several terms are a list: the page is about none of them in particular.
  const [term] = terms.size === 1 ? [...terms] : [];
  const described = [...articles, ...collections, ...pages];
  const all = term === undefined ? described : [...described, term];
  const breadcrumbs = top.filter((node) => isA(node, 'BreadcrumbList'));
  const faqs = entities.filter((node) => isA(node, 'FAQPage', 'QAPage'));

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
  const { namesIn, imagesOf } = factsIn(nodes);
  const nameIn = (node: Node, field: string): string | null => namesIn(node, field)[0] ?? null;
  const authorsOf = (node: Node): string | null => namesIn(node, 'author').join(', ') || null;
  const namedPage = (node: Node): NamedPage[] => {
    const url = text(node, 'url') ?? idOf(node);
    if (url === null) return [];
    return [
      {
        url,
        name: text(node, 'name') ?? text(node, 'headline'),
        description: text(node, 'description'),
        author: authorsOf(node),
        published: text(node, 'datePublished'),
        modified: text(node, 'dateModified'),
        images: imagesOf(node),
      },
    ];
  };
  const questionOf = (node: Node): Question[] => {
    const question = text(node, 'name') ?? text(node, 'text');
    const answers = ['acceptedAnswer', 'suggestedAnswer'].flatMap((field) => [
      ...nodes(node, field).flatMap((answer) => texts(answer, 'text')),
      ...texts(node, field),
    ]);
    return question === null || answers.length === 0 ? [] : [{ question, answer: answers.join(' ') }];
  };
  const [section = null, ...sections] = firstList(described, (node) => texts(node, 'articleSection'));
  const keywords = firstList(all, (node) => [
    ...texts(node, 'keywords').flatMap((list) => list.split(/[,;]/).map((keyword) => keyword.trim())),
    ...nodes(node, 'keywords').flatMap((keyword) => text(keyword, 'name') ?? []),
  ]);

  return {
    addresses: all.flatMap(addressesOf),
    breadcrumb: first(breadcrumbs, lastItem),
    headline: first(described, (node) => text(node, 'headline')) ?? text(term, 'name'),
    author: first(described, authorsOf),
    published: first(described, (node) => text(node, 'datePublished')),
    modified: first(described, (node) => text(node, 'dateModified')),
    publisher: first(described, (node) => nameIn(node, 'publisher')),
    section,
    tags: [...sections, ...keywords],
    images: all.flatMap(imagesOf),
    names: [...texts(term, 'name'), ...texts(term, 'alternateName'), ...texts(term, 'termCode')],
    definition: text(term, 'description'),
    descriptions: [...(term === undefined ? [] : [term]), ...articles, ...pages, ...collections].flatMap(
      (node) => text(node, 'description') ?? [],
    ),
    mentions: [...pages, ...articles].flatMap((node) => nodes(node, 'mentions').flatMap(namedPage)),
    questions: faqs.flatMap((node) => nodes(node, 'mainEntity').flatMap(questionOf)),
    parts: collections.flatMap((node) => nodes(node, 'hasPart').flatMap(namedPage)),
  };
}

function firstList(all: readonly Node[], read: (node: Node) => string[]): string[] {
  return all.map(read).find((list) => list.length > 0) ?? [];
}

function first<T>(nodes: readonly Node[], read: (node: Node) => T | null): T | null {
  for (const node of nodes) {
    const value = read(node);
    if (value !== null) return value;
  }
  return null;
}
