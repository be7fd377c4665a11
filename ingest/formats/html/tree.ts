/**
 * Bounds of an HTML tree, and what a cut copy leaves open in it.
 *
 * The tree builder's time grows with the square of the depth (100,000 nested tags: 2.5 s), so the number of tags is
 * bounded before there is a tree, and the depth before anything recursive looks at it.
 */
import type { AnyNode, Element, Text } from 'domhandler';
import { PageRejected } from '../faults.ts';

/** Elements of a page, and elements within elements; the site's pages have about 600, at most 30 deep. */
const ELEMENTS = 50_000;
const DEPTH = 256;

export function isText(node: AnyNode): node is Text {
  return node.type === 'text';
}

export function isElement(node: AnyNode): node is Element {
  return node.type === 'tag' || node.type === 'script' || node.type === 'style';
}

/** Refuses a text with more tags than a tree is built of: TOO_DEEP where they nest, TOO_LARGE where they do not. */
export function refuseTooMany(source: string): void {
  if (source.length <= 2 * ELEMENTS) return; // a tag has two characters at least
  let opening = 0;
  let closing = 0;
  let deepest = 0;
  for (const [tag] of source.matchAll(/<\/?[A-Za-z]/g)) {
    if (tag.startsWith('</')) closing += 1;
    else opening += 1;
    deepest = Math.max(deepest, opening - closing);
  }
  // A closing tag without its opening one can be an element, too.
  const count = Math.max(opening, closing);
  if (count <= ELEMENTS) return;
  if (deepest > count / 2) throw tooDeep();
  throw new PageRejected('TOO_LARGE', `the page has ${count} elements, but at most ${ELEMENTS} are read`);
}

/** Refuses a tree that nests deeper than 256 levels, TOO_DEEP. */
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
 * The elements that the text ends in, but for the outermost: the last one of each level until one was closed by its own
 * tag. The tree must have been built with end indices.
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

/** What is closed only by the end of the text ends where its last element ends, or without a closing tag. */
function isClosed(element: Element, source: string): boolean {
  const end = (element.endIndex ?? 0) + 1;
  const closing = /<\/([A-Za-z][^\s>]*)[^>]{0,60}>$/.exec(source.slice(Math.max(0, end - 100), end))?.[1];
  if (closing === undefined) return VOID.has(element.name) && source.charAt(end - 1) === '>';
  const last = element.children.findLast(isElement);
  return closing.toLowerCase() === element.name && last?.endIndex !== element.endIndex;
}

const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
