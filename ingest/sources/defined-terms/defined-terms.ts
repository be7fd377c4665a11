/** schema.org's `DefinedTermSet` and `DefinedTerm`, in the scripts of a page or in a file of their own. */

import { dateTime } from '../../formats/dates.ts';
import { documentUrl } from '../../formats/file-target.ts';
import { imageOf } from '../../formats/images.ts';
import { factsIn } from '../../formats/json-ld/facts.ts';
import { idOf, isA, type Node, type NodeGraph, text, texts } from '../../formats/json-ld/nodes.ts';
import { plainName } from '../../formats/plain-text.ts';
import {
  documentPage,
  fragmentUrl,
  namesIn,
  type SourceFile,
  type SourcePage,
  slugs,
  statement,
} from '../document-page.ts';

interface Found {
  node: Node;
  name: string;
  others: readonly string[];
  slug: string;
}

/** Whether a page's JSON-LD lists terms, rather than describing the page's own. */
export function hasTermSet({ top, nodes }: NodeGraph): boolean {
  const isSet = top.some((node) => isA(node, 'DefinedTermSet') && nodes(node, 'hasDefinedTerm').length > 0);
  return isSet || top.filter((node) => isA(node, 'DefinedTerm')).length > 1;
}

/**
 * A page for each term, and one for each set, which has the terms as parts.
 * @returns null if neither a set nor the file has an address; no pages if there are no terms.
 */
export function readDefinedTerms(graph: NodeGraph, file: SourceFile): SourcePage[] | null {
  const { top, nodes } = graph;
  if (!top.some((node) => isA(node, 'DefinedTermSet', 'DefinedTerm'))) return [];
  const slugFor = slugs();
  const sets = top.filter((node) => isA(node, 'DefinedTermSet'));
  const address = sets.flatMap((node) => addressOf(node) ?? [])[0] ?? file.url;
  if (address === null) return null;
  const pages: SourcePage[] = [];
  const seen = new Set<Node>();

  const find = (all: readonly Node[]): Found[] =>
    all.flatMap((node): Found[] => {
      // A term in several languages has several names.
      const [stated = '', ...further] = texts(node, 'name').map(plainName);
      const { name, others } = namesIn(stated);
      const slug = name === '' || seen.has(node) ? null : slugFor(name);
      seen.add(node);
      return slug === null ? [] : [{ node, name, others: [...others, ...further], slug }];
    });

  const isIn = (node: Node, set: Node): boolean => {
    const id = idOf(set);
    const named = [...nodes(node, 'inDefinedTermSet').map(idOf), ...texts(node, 'inDefinedTermSet')];
    return id !== null && isA(node, 'DefinedTerm') && named.includes(id);
  };

  for (const set of sets) {
    const name = plainName(text(set, 'name') ?? file.name);
    const slug = slugFor(name);
    const url = addressOf(set) ?? file.url ?? address;
    const listed = [...nodes(set, 'hasDefinedTerm'), ...top.filter((node) => isIn(node, set))];
    const found = find(listed);
    for (const term of found) pages.push({ page: pageOf(term, url, graph), warnings: [] });
    if (slug === null) continue;
    const nameless = new Set(listed).size - found.length + texts(set, 'hasDefinedTerm').length;
    const statements = found.map((term) =>
      statement('HAS_PART', term.slug, term.name, addressOf(term.node) ?? fragmentUrl(url, term.slug)),
    );
    pages.push({
      page: documentPage({
        ...factsOf(set, url, graph),
        url,
        slug,
        name,
        meaning: text(set, 'description'),
        statements,
      }),
      warnings: nameless === 0 ? [] : [{ code: 'LEFT_OUT', message: `${nameless} terms without a name are left out` }],
    });
  }
  const others = find(top.filter((node) => isA(node, 'DefinedTerm') && !seen.has(node)));
  return [...pages, ...others.map((term) => ({ page: pageOf(term, address, graph), warnings: [] }))];
}

function pageOf({ node, name, others, slug }: Found, file: string, graph: NodeGraph) {
  const url = addressOf(node) ?? fragmentUrl(file, slug);
  return documentPage({
    ...factsOf(node, url, graph),
    url,
    slug,
    name,
    names: [...others, ...texts(node, 'alternateName'), ...texts(node, 'termCode')],
    meaning: texts(node, 'description')[0] ?? text(node, 'disambiguatingDescription'),
    body: texts(node, 'description').slice(1),
  });
}

/** The author, publisher, dates and image of a term or a set. */
function factsOf(node: Node, url: string, { nodes }: NodeGraph) {
  const { namesIn: named, imagesOf } = factsIn(nodes);
  return {
    author: plainName(named(node, 'author').join(', ')) || null,
    publisher: plainName(named(node, 'publisher')[0] ?? '') || null,
    publishedAt: dateTime(text(node, 'datePublished')),
    modifiedAt: dateTime(text(node, 'dateModified')),
    image: imageOf(imagesOf(node), url),
  };
}

function addressOf(node: Node): string | null {
  return documentUrl(text(node, 'url') ?? '') ?? documentUrl(idOf(node) ?? '');
}
