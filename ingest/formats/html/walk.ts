/**
 * Reads the content of an HTML page as headings and texts, in one walk over its tree.
 *
 * Headings, list items and table rows are one text each, whatever they contain; elsewhere a block ends the text
 * before it. Navigation, forms, figures and the theme's own lines (date, author, breadcrumb) are not content.
 */
import type { AnyNode, Element } from 'domhandler';
import { assemble } from '../outline.ts';
import type { OutlineBuilder, TextKind } from '../outline-builder.ts';
import { excerpt, withoutControls } from '../plain-text.ts';
import { scriptText } from '../scripts.ts';
import { isAside, isIgnored, isPicture } from './content.ts';
import { formulaText, plainOf } from './formula.ts';
import { captionIn, isSentence, wordsOf } from './outside.ts';
import { isElement, isText } from './tree.ts';

const BLOCKS = names(
  'address article blockquote body caption center dd details div dl dt fieldset figcaption figure header hgroup hr html main ol p pre section summary table tbody td tfoot th thead ul',
);
const BOLD = new Set(['b', 'strong']);
const HEADING = /^h[1-6]$/;
/** Blocks that contain text, rather than other blocks. */
const TEXTS = names('dd dt p');

/** Input of a walk besides its root element. */
interface Given {
  builder: OutlineBuilder;
  /** Elements still open at the end of the copy. */
  open: ReadonlySet<AnyNode>;
  looks: {
    /** Classes that make text bold. */
    bold: ReadonlySet<string>;
    /** Whether the page has a heading of level 1; if not, a paragraph may be its title. */
    hasTitle: boolean;
  };
}

interface Walk extends Given {
  /** The text since the last block ended, in pieces. */
  texts: string[];
  links: { from: number; to: number; url: string }[];
  bolds: { from: number; to: number }[];
  /** URL fragments that lead to the next text. */
  anchors: string[];
  kind: TextKind;
  /** Whether the walk is in a heading, an item or a row, where inner blocks do not end the text. */
  isWhole: boolean;
  /** Bars to write before the next non-empty cell, one per cell since the last such cell; null outside of rows. */
  bars: string | null;
  /** The address of a link around the current blocks. */
  linkAround: string | null;
}

/** Adds the headings and texts in `root` to the outline. */
export function walkContent(root: Element, given: Given): void {
  const walk: Walk = {
    texts: [],
    links: [],
    bolds: [],
    anchors: [],
    kind: 'paragraph',
    isWhole: false,
    bars: null,
    linkAround: null,
    // The spread comes last because Node 20 spends over 1 µs on each field added after one.
    ...given,
  };
  visit(walk, root, root);
  endText(walk, root);
}

function visit(walk: Walk, element: Element, parent: Element): void {
  const { name } = element;
  addAnchor(walk, element);
  if (name === 'pre') addCode(walk, element);
  else if (name === 'br') lineBreak(walk, element, parent);
  else if (name === 'a') link(walk, element);
  else if (BOLD.has(name) || isBoldByClass(walk, element)) bold(walk, element);
  else if (name === 'sup' || name === 'sub') script(walk, element);
  else if (name === 'math') walk.texts.push(withoutControls(formulaText(element)));
  else if (name === 'dt' && !walk.isWhole) wholeText(walk, element, parent, 'term');
  // A list or table inside a description belongs to it.
  else if (name === 'li') wholeText(walk, element, parent, walk.kind === 'description' ? 'description' : 'item');
  else if (name === 'tr' && !walk.isWhole) row(walk, element, parent);
  else if ((name === 'td' || name === 'th') && walk.bars !== null) cell(walk, element);
  else if (HEADING.test(name) && !walk.isWhole) wholeText(walk, element, parent, 'paragraph');
  else if (!BLOCKS.has(name)) children(walk, element);
  else if (name === 'summary' && !walk.isWhole) summary(walk, element, parent);
  else if (walk.isWhole) spaced(walk, element);
  else block(walk, element, parent);
}

/** Notes an element's fragment; that of a block around others only if it opens with its only term or heading. */
function addAnchor({ anchors }: Walk, element: Element): void {
  const { name, attribs } = element;
  const id = attribs.id ?? (name === 'a' ? attribs.name : undefined);
  if (id && (!BLOCKS.has(name) || TEXTS.has(name) || isOfOne(element))) anchors.push(id);
}

function isOfOne({ children }: Element): boolean {
  const blocks = children.filter(isElement);
  const isOpening = ({ name }: Element) => name === 'dt' || name === 'summary' || HEADING.test(name);
  return blocks[0] !== undefined && isOpening(blocks[0]) && blocks.filter(isOpening).length === 1;
}

function children(walk: Walk, element: Element): void {
  for (const child of element.children) {
    if (isText(child)) walk.texts.push(textIn(walk, withoutControls(child.data)));
    else if (!isElement(child)) continue;
    else if (!isIgnored(child) || isOpener(child, element)) visit(walk, child, element);
    else if (isAside(child)) leaveOut(walk, child);
    else if (isPicture(child)) walk.builder.caption(captionIn(child));
  }
}

/** Text as it is written; in a row, only the bars between cells have spaces around them. */
function textIn({ bars }: Walk, text: string): string {
  return bars !== null && text.includes('|') ? text.replace(/\s?\|\s?/g, '|') : text;
}

/** Notes a sentence beside the content as left out. */
function leaveOut({ builder }: Walk, element: Element): void {
  const text = wordsOf(element);
  if (isSentence(text)) builder.leftOut(`what stands beside the text, "${excerpt(text)}",`);
}

/** A button in a heading opens the collapsed text below it, so its words are the heading. */
function isOpener({ name }: Element, parent: Element): boolean {
  return name === 'button' && HEADING.test(parent.name);
}

function row(walk: Walk, element: Element, parent: Element): void {
  walk.bars = '';
  wholeText(walk, element, parent, walk.kind === 'description' ? 'description' : 'row');
  walk.bars = null;
}

function cell(walk: Walk, element: Element): void {
  const { texts, bars } = walk;
  const place = texts.push(' ') - 1;
  children(walk, element);
  if (texts.slice(place).some((text) => text.trim() !== '')) {
    texts[place] = `${bars} `;
    walk.bars = ' |';
  } else walk.bars += ' |';
}

function spaced(walk: Walk, element: Element): void {
  walk.texts.push(' ');
  children(walk, element);
  walk.texts.push(' ');
}

function block(walk: Walk, element: Element, parent: Element): void {
  const { kind } = walk;
  endText(walk, parent);
  if (element.name === 'blockquote') walk.kind = 'quote';
  if (element.name === 'dd') walk.kind = 'description';
  if (element.name === 'ul' || element.name === 'ol' || element.name === 'table') walk.builder.endList();
  children(walk, element);
  endText(walk, element);
  walk.kind = kind;
}

/** Reads the visible line of a folded text as bold words of their own. */
function summary(walk: Walk, element: Element, parent: Element): void {
  endText(walk, parent);
  bold(walk, element);
  endText(walk, element);
}

/** Ends the text where lines of a paragraph each open with a term: `<b>Term</b>: text<br><b>Term</b>: text`. */
function lineBreak(walk: Walk, element: Element, parent: Element): void {
  const { texts, bolds } = walk;
  const [first] = bolds;
  // Few pieces decide it, however many lines the paragraph has.
  const isOpened = first !== undefined && first.from <= 2 && texts.slice(0, first.from).join('').trim() === '';
  const isTerm = isOpened && isSetOff(texts.slice(first.from, first.to), texts.slice(first.to, first.to + 2));
  if (isTerm && !walk.isWhole && isTermLine(element.next)) endText(walk, parent);
  else texts.push(' ');
}

/** Whether a line starts with a bold term and the sign that sets it off. */
function isTermLine(start: AnyNode | null): boolean {
  const node = start !== null && isText(start) && start.data.trim() === '' ? start.next : start;
  if (node === null || !isElement(node) || !BOLD.has(node.name)) return false;
  return isSetOff([plainOf(node)], [node.next !== null && isText(node.next) ? node.next.data : '']);
}

function isSetOff(term: readonly string[], rest: readonly string[]): boolean {
  return /[:.]\s*$/.test(term.join('')) || /^\s*(?::|[–—-]\s)/.test(rest.join(''));
}

/** Reads an element as one text, with everything inside. */
function wholeText(walk: Walk, element: Element, parent: Element, kind: TextKind): void {
  const outer = { kind: walk.kind, isWhole: walk.isWhole };
  endText(walk, parent);
  Object.assign(walk, { kind, isWhole: true });
  children(walk, element);
  endText(walk, element);
  Object.assign(walk, outer);
}

/** Ends the current text, which is directly inside `element`. */
function endText(walk: Walk, element: Element): void {
  const { builder, texts, links, bolds, anchors, linkAround } = walk;
  Object.assign(walk, { texts: [], links: [], bolds: [] });
  if (texts.every((text) => text.trim() === '')) return;
  walk.anchors = [];
  if (linkAround !== null && links.length === 0) links.push({ from: 0, to: texts.length, url: linkAround });
  const assembled = assemble({ texts, links, bolds });
  const inline = anchors.length === 0 ? assembled : { ...assembled, anchors };
  const following = walk.open.has(element) && isLast(walk, element) ? 'open end' : 'more';
  if (isTitle(walk, element)) builder.heading(1, inline, following);
  else if (HEADING.test(element.name)) builder.heading(Number(element.name.charAt(1)), inline, following);
  else builder.text(walk.kind, inline, following);
}

function isBoldByClass({ looks }: Walk, { name, attribs }: Element): boolean {
  if (looks.bold.size === 0 || name !== 'span') return false;
  return (attribs.class ?? '').split(/\s+/).some((each) => looks.bold.has(each));
}

/** Whether an element is a word processor's title, which is a paragraph. */
function isTitle({ looks }: Walk, { name, attribs }: Element): boolean {
  return !looks.hasTitle && name === 'p' && /(?:^|\s)(?:MsoTitle|title)(?:\s|$)/.test(attribs.class ?? '');
}

/** Whether the copy ends in the text of `element`, not in or after a block that follows the text. */
function isLast({ open }: Walk, element: Element): boolean {
  const last = element.children.findLast((child) => !isText(child) || child.data.trim() !== '');
  return last === undefined || !isElement(last) || open.has(last) || !BLOCKS.has(last.name);
}

function link(walk: Walk, element: Element): void {
  const url = withoutDetour(element.attribs.href);
  // A link that the copy was cut in has only half its text.
  if (url === undefined || walk.open.has(element)) {
    children(walk, element);
    return;
  }
  const { texts, linkAround } = walk;
  const from = texts.length;
  walk.linkAround = url;
  children(walk, element);
  walk.linkAround = linkAround;
  if (walk.texts === texts && texts.length > from) walk.links.push({ from, to: texts.length, url });
}

/** A link's own address: Google Docs exports route all links through google.com/url. */
function withoutDetour(url: string | undefined): string | undefined {
  if (url === undefined || !url.startsWith('https://www.google.com/url?')) return url;
  return new URL(url).searchParams.get('q') ?? url;
}

function bold(walk: Walk, element: Element): void {
  const { texts } = walk;
  const from = texts.length;
  children(walk, element);
  if (walk.texts !== texts || walk.open.has(element)) return;
  while ((walk.bolds.at(-1)?.from ?? -1) >= from) walk.bolds.pop();
  walk.bolds.push({ from, to: texts.length });
}

/** Adds a superscript or subscript, except a superscript link, which leads to a footnote. */
function script(walk: Walk, element: Element): void {
  if (element.name === 'sup' && (element.children.some(isNoteLink) || isNoteLink(element))) return;
  const text = withoutControls(plainOf(element)).replace(/\s+/g, ' ');
  walk.texts.push(scriptText(text, element.name === 'sup' ? 'above' : 'below'));
}

function isNoteLink(node: AnyNode): boolean {
  if (!isElement(node)) return false;
  if (/(?:^|[\s_-])(?:reference|footnote|footnote-ref)(?:$|[\s_-])/i.test(node.attribs.class ?? '')) return true;
  return node.name === 'a' && (node.attribs.href?.startsWith('#') ?? false);
}

/** Code is not text about the concept, but an export may show the page's JSON-LD as code. */
function addCode(walk: Walk, element: Element): void {
  const code = plainOf(element);
  if (code.includes('"@context"')) walk.builder.jsonLd({ text: code, isWhole: !walk.open.has(element), line: null });
  else walk.builder.code(code);
}

function names(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
