/**
 * The inside of a Markdown paragraph: text, links and bold stretches, in one pass.
 *
 * Brackets and emphasis are kept on stacks and resolved when they close, so that no character is looked at more than a
 * bounded number of times, whatever the text is. What never closes is text, except at the end of a cut copy, where a
 * half link or image is dropped.
 */

import { assemble, EMPTY, type Inline } from '../outline.ts';
import { collapse, decodeEntity, ENTITY, TAG } from '../plain-text.ts';
import { readTarget } from './link-target.ts';

const SPECIAL = /[\\`*_![\]<&]/g;
const IS_SPECIAL = /[\\`*_[\]<&]/;
const PUNCTUATION = /[!-/:-@[-`{-~]/;
const AUTOLINK = /<(https?:\/\/[^\s<>]*)>/iy;

interface Bracket {
  at: number;
  piece: number;
  /** Links found before it. */
  links: number;
  isImage: boolean;
}

/** A run of `*` or `_` that may open emphasis. */
interface Delimiter {
  piece: number;
  length: number;
}

interface Scan {
  source: string;
  at: number;
  /** The text so far, in pieces; links and bold stretches are ranges of pieces. */
  texts: string[];
  links: { from: number; to: number; url: string }[];
  bolds: { from: number; to: number }[];
  brackets: Bracket[];
  /** Brackets below this one on the stack have a link inside, and links do not nest. */
  barren: number;
  delimiters: Record<'*' | '_', Delimiter[]>;
  /** Lengths of runs of backticks, and whether comments, are known to have no end. */
  unclosedRuns: Set<number>;
  isCommentOpen: boolean;
  /** The piece at which a link begins whose address the text does not finish. */
  halfLink: number | null;
}

/**
 * Reads the text of one block.
 *
 * @param isLast - whether the copy ends with this block, so that something unclosed at its end was cut.
 * @returns the inline; `isCut` where a link or an image was left unclosed at the end.
 */
export function readInline(source: string, isLast: boolean): Inline {
  // An exclamation mark alone at the end of the copy is the first of an image.
  if (isLast && /(?:^|\s)!$/.test(source.slice(-2))) return { ...readInline(source.slice(0, -1), true), isCut: true };
  if (!IS_SPECIAL.test(source)) return { ...EMPTY, text: collapse(source) };
  const scan: Scan = {
    source,
    at: 0,
    texts: [],
    links: [],
    bolds: [],
    brackets: [],
    barren: 0,
    delimiters: { '*': [], _: [] },
    unclosedRuns: new Set(),
    isCommentOpen: false,
    halfLink: null,
  };
  while (scan.at < source.length) {
    SPECIAL.lastIndex = scan.at;
    const next = SPECIAL.exec(source)?.index ?? source.length;
    if (next > scan.at) scan.texts.push(source.slice(scan.at, next));
    scan.at = next;
    if (next < source.length) readSpecial(scan, source.charAt(next));
  }
  return isLast ? withoutHalf(scan) : assemble(scan);
}

function readSpecial(scan: Scan, character: string): void {
  const { source, at, texts } = scan;
  if (character === '*' || character === '_') emphasis(scan, character);
  else if (character === '[') openBracket(scan, false);
  else if (character === '!' && source.charAt(at + 1) === '[') openBracket(scan, true);
  else if (character === ']') closeBracket(scan);
  else if (character === '`') code(scan);
  else if (character === '<') angle(scan);
  else if (character === '&') {
    const entity = matchAt(ENTITY, source, at)?.[0];
    texts.push(entity === undefined ? '&' : decodeEntity(entity));
    scan.at += entity?.length ?? 1;
  } else {
    const isEscape = character === '\\' && PUNCTUATION.test(source.charAt(at + 1));
    texts.push(isEscape ? source.charAt(at + 1) : character);
    scan.at += isEscape ? 2 : 1;
  }
}

function openBracket(scan: Scan, isImage: boolean): void {
  const { at, texts, links, brackets } = scan;
  brackets.push({ at, piece: texts.length, links: links.length, isImage });
  texts.push(isImage ? '![' : '[');
  scan.at += isImage ? 2 : 1;
}

function closeBracket(scan: Scan): void {
  const { source, texts, brackets } = scan;
  const opening = brackets.pop();
  const isBarren = brackets.length < scan.barren;
  scan.barren = Math.min(scan.barren, brackets.length);
  const target = opening === undefined ? null : readTarget(source, scan.at + 1);
  if (opening !== undefined && target === 'unfinished') scan.halfLink ??= opening.piece;
  if (opening === undefined || target === null || target === 'unfinished' || (isBarren && !opening.isImage)) {
    texts.push(']');
    scan.at += 1;
    return;
  }
  scan.at = target.end;
  if (opening.isImage) {
    dropImage(scan, opening);
    return;
  }
  texts[opening.piece] = '';
  scan.links.push({ from: opening.piece + 1, to: texts.length, url: target.url });
  scan.barren = brackets.length;
}

/** Forgets the text of an image, and what was linked, open or bold in it. */
function dropImage({ texts, links, bolds, delimiters }: Scan, { piece, links: linksBefore }: Bracket): void {
  texts.length = piece;
  links.length = linksBefore;
  for (const stack of [delimiters['*'], delimiters._]) while ((stack.at(-1)?.piece ?? -1) >= piece) stack.pop();
  while ((bolds.at(-1)?.to ?? -1) > piece) bolds.pop();
}

function emphasis(scan: Scan, character: '*' | '_'): void {
  const { source, at, texts } = scan;
  const end = endOfRun(source, at, character);
  const { canOpen, canClose } = flanking(source, at, end, character);
  const stack = scan.delimiters[character];
  let length = end - at;
  scan.at = end;
  while (canClose && length > 0) {
    const opening = stack.at(-1);
    if (opening === undefined) break;
    const used = Math.min(2, length, opening.length);
    length -= used;
    opening.length -= used;
    texts[opening.piece] = character.repeat(opening.length);
    if (opening.length === 0) stack.pop();
    if (used === 2) addBold(scan, opening.piece);
  }
  if (length === 0) return;
  if (canOpen) stack.push({ piece: texts.length, length });
  texts.push(character.repeat(length));
}

/** Adds a bold stretch up to here, in the place of those inside it. */
function addBold({ texts, bolds }: Scan, from: number): void {
  while ((bolds.at(-1)?.from ?? -1) >= from) bolds.pop();
  bolds.push({ from, to: texts.length });
}

function code(scan: Scan): void {
  const { source, at, texts, unclosedRuns } = scan;
  const end = endOfRun(source, at, '`');
  const length = end - at;
  const closing = length > 3 || unclosedRuns.has(length) ? -1 : closingRun(source, end, length);
  if (closing < 0) unclosedRuns.add(length);
  texts.push(closing < 0 ? source.slice(at, end) : source.slice(end, closing));
  scan.at = closing < 0 ? end : closing + length;
}

function angle(scan: Scan): void {
  const { source, at, texts } = scan;
  const address = matchAt(AUTOLINK, source, at);
  if (address !== null) {
    const [all, url = ''] = address;
    scan.links.push({ from: texts.length, to: texts.length + 1, url });
    texts.push(url);
    scan.at += all.length;
    return;
  }
  if (!scan.isCommentOpen && source.startsWith('<!--', at)) {
    const end = source.indexOf('-->', at + 4);
    if (end >= 0) {
      scan.at = end + 3;
      return;
    }
    scan.isCommentOpen = true;
  }
  const tag = matchAt(TAG, source, at)?.[0];
  texts.push(tag === undefined ? '<' : /^<(?:br|p|div|li|td|tr)\b/i.test(tag) ? ' ' : '');
  scan.at += tag?.length ?? 1;
}

/** The inline that ends the copy, without half a link or an image at its end. */
function withoutHalf(scan: Scan): Inline {
  const { texts, links, bolds, delimiters } = scan;
  for (const { piece, length } of [...delimiters['*'], ...delimiters._]) if (length > 1) texts[piece] = '';
  const half = halfPiece(scan);
  if (half === null) return assemble(scan);
  const isWhole = ({ to }: { to: number }): boolean => to <= half;
  return assemble({ texts: texts.slice(0, half), links: links.filter(isWhole), bolds: bolds.filter(isWhole) }, true);
}

/** The piece from which on the text is half an image or a link; null where it is neither. */
function halfPiece({ source, brackets, halfLink }: Scan): number | null {
  const image = brackets.find(({ isImage }) => isImage);
  const last = brackets.at(-1);
  // A bracket with the end of a sentence behind it is prose, as in an interval [0, 1).
  const isProse = last === undefined || /[.!?](?:\s|$)/.test(source.slice(last.at));
  const half = [image?.piece, halfLink, isProse ? null : last.piece].filter((piece) => piece != null);
  return half.length === 0 ? null : Math.min(...half);
}

function endOfRun(source: string, from: number, character: string): number {
  let end = from;
  while (source.charAt(end) === character) end += 1;
  return end;
}

/** Where the next run of exactly `length` backticks begins, -1 where there is none. */
function closingRun(source: string, from: number, length: number): number {
  let at = source.indexOf('`', from);
  while (at >= 0) {
    const end = endOfRun(source, at, '`');
    if (end - at === length) return at;
    at = source.indexOf('`', end);
  }
  return -1;
}

/** Whether a run of emphasis may open or close by what stands beside it: `2 * 3` and `snake_case` are text. */
function flanking(source: string, start: number, end: number, character: string) {
  const before = source.charAt(start - 1);
  const after = source.charAt(end);
  const spaceBefore = before === '' || /\s/.test(before);
  const spaceAfter = after === '' || /\s/.test(after);
  const markBefore = /[\p{P}\p{S}]/u.test(before);
  const markAfter = /[\p{P}\p{S}]/u.test(after);
  const isLeft = !spaceAfter && (!markAfter || spaceBefore || markBefore);
  const isRight = !spaceBefore && (!markBefore || spaceAfter || markAfter);
  if (character === '*') return { canOpen: isLeft, canClose: isRight };
  return { canOpen: isLeft && (!isRight || markBefore), canClose: isRight && (!isLeft || markAfter) };
}

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}
