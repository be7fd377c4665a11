/**
 * Limits of an HTML tree, and the elements that a cut copy leaves open.
 *
 * The tree builder takes quadratic time in the depth (100,000 nested tags: 2.5 s), so the number of tags is checked
 * before the tree is built, and the depth before any recursive function visits it.
 */
import type { AnyNode, Element, Text } from 'domhandler';
import { PageRejected } from '../faults.ts';

/** The most elements of a page, and their deepest nesting; the site's pages have about 600, at most 30 deep. */
const ELEMENTS = 50_000;
const DEPTH = 256;

export function isText(node: AnyNode): node is Text {
  return node.type === 'text';
}

export function isElement(node: AnyNode): node is Element {
  return node.type === 'tag' || node.type === 'script' || node.type === 'style';
}

/** Rejects a text with too many tags before a tree is built: TOO_DEEP if most of them nest, else TOO_LARGE. */
export function refuseTooMany(source: string): void {
  if (source.length <= 2 * ELEMENTS) return; // a tag has at least two characters
  let opening = 0;
  let closing = 0;
  let deepest = 0;
  for (const [tag] of source.matchAll(/<\/?[A-Za-z]/g)) {
    if (tag.startsWith('</')) closing += 1;
    else opening += 1;
    deepest = Math.max(deepest, opening - closing);
  }
  // A closing tag without an opening one can become an element, too.
  const count = Math.max(opening, closing);
  if (count <= ELEMENTS) return;
  if (deepest > count / 2) throw tooDeep();
  throw new PageRejected('TOO_LARGE', `the page has ${count} elements, but at most ${ELEMENTS} are read`);
}

/** Rejects a tree that nests deeper than 256 levels: TOO_DEEP. */
export function refuseTooDeep(document: AnyNode): void {
  let level: AnyNode[] = [document];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH) throw tooDeep();
    const below: AnyNode[] = [];
    for (const node of level) if ('children' in node) for (const child of node.children) below.push(child);
    level = below;
  }
}

function tooDeep(): PageRejected {
  return new PageRejected('TOO_DEEP', `the page nests deeper than ${DEPTH} elements`);
}

/**
 * The elements still open at the end of the text, except the outermost: the last one of each level, down to the first
 * that its own tag closed. The tree must have been built with end indices.
 */
export function elementsOpenAtEnd(document: AnyNode, source: string): ReadonlySet<AnyNode> {
  const open = new Set<AnyNode>();
  const outermost = lastChild(document);
  let node = outermost === undefined ? undefined : lastChild(outermost);
  while (node !== undefined && isElement(node) && !isClosed(node, source)) {
    open.add(node);
    node = lastChild(node);
  }
  return open;
}

function lastChild(node: AnyNode): AnyNode | undefined {
  if (!('children' in node)) return undefined;
  return (node.children as AnyNode[]).findLast((child) => !isText(child) || child.data.trim() !== '');
}

/** Whether the text closes an element. One left open has no closing tag at its end, or ends with its last child. */
function isClosed(element: Element, source: string): boolean {
  const end = (element.endIndex ?? 0) + 1;
  const closing = /<\/([A-Za-z][^\s>]*)[^>]{0,60}>$/.exec(source.slice(Math.max(0, end - 100), end))?.[1];
  if (closing === undefined) return VOID.has(element.name) && source.charAt(end - 1) === '>';
  const last = element.children.findLast(isElement);
  return closing.toLowerCase() === element.name && last?.endIndex !== element.endIndex;
}

const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
