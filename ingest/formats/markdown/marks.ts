/** Emphasis, code, formulas, strike-through and highlights: tells markup from text. */
import { endOfRun, matchAt, type Scan } from './scan.ts';

/** A formula in dollar signs: no spaces just inside, no digit after, and a character that prices do not have. */
const FORMULA = /\$(\$?)(?=\S)([^$\n]{0,300}[^$\s])\$\1(?!\d)/y;
const IS_FORMULA = /^\p{L}$|[\\^_={}<>+*/]/u;

export function emphasis(scan: Scan, character: '*' | '_'): void {
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

/** Adds a bold range up to here; it replaces those inside it. */
function addBold({ texts, bolds }: Scan, from: number): void {
  while ((bolds.at(-1)?.from ?? -1) >= from) bolds.pop();
  bolds.push({ from, to: texts.length });
}

export function code(scan: Scan): void {
  const { source, at, texts, unclosedRuns } = scan;
  const end = endOfRun(source, at, '`');
  const length = end - at;
  const closing = length > 3 || unclosedRuns.has(length) ? -1 : closingRun(source, end, length);
  if (closing < 0) unclosedRuns.add(length);
  texts.push(closing < 0 ? source.slice(at, end) : source.slice(end, closing));
  scan.at = closing < 0 ? end : closing + length;
}

/** Where the next run of exactly `length` backticks begins, -1 for none. */
function closingRun(source: string, from: number, length: number): number {
  let at = source.indexOf('`', from);
  while (at >= 0) {
    const end = endOfRun(source, at, '`');
    if (end - at === length) return at;
    at = source.indexOf('`', end);
  }
  return -1;
}

/** Adds a formula without its dollar signs; nothing in it is markup. */
export function formula(scan: Scan): void {
  const { source, at, texts, missing } = scan;
  const found = missing.has('$') ? null : matchAt(FORMULA, source, at);
  if (found === null && source.indexOf('$', at + 1) < 0) missing.add('$');
  const isFormula = found !== null && IS_FORMULA.test(found[2] ?? '');
  texts.push(isFormula ? (found[2] ?? '') : '$');
  scan.at += isFormula ? found[0].length : 1;
}

/** Reduces `~~struck~~` and `==marked==` to their words. */
export function mark(scan: Scan, sign: '~~' | '=='): void {
  const { source, at, texts, marks } = scan;
  const opening = marks[sign];
  const isClosing = opening !== undefined && /\S/.test(source.charAt(at - 1));
  if (isClosing) {
    texts[opening] = '';
    delete marks[sign];
  } else {
    if (/\S/.test(source.charAt(at + 2))) marks[sign] = texts.length;
    texts.push(sign);
  }
  scan.at += 2;
}

/** Whether the characters around a run let it open or close emphasis: `2 * 3` and `snake_case` are text. */
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
