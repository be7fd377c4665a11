/** The target of a Markdown link, in parentheses after its text. */
import { decodeEntities } from '../plain-text.ts';
import { matchAt } from './scan.ts';

export interface LinkTarget {
  url: string;
  /** One past the closing parenthesis. */
  end: number;
}

/** The most nested parentheses in an address; the limit keeps the search for its end linear. */
const DEPTH = 32;
/** The closing quote of a title by its opening one. */
const QUOTES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['(', ')'],
]);
const IN_BRACKETS = /[^<>\n]*/y;
/** Nearly every target: only an address, with nothing to unescape. */
const PLAIN_TARGET = /\(([^\0- ()\\&<]*)\)/y;

/** Reads a target from `at`, the place of its `(`: null for none, `unfinished` if the text ends before or inside it. */
export function readTarget(source: string, at: number): LinkTarget | 'unfinished' | null {
  if (at >= source.length) return 'unfinished';
  if (source.charAt(at) !== '(') return null;
  const plain = matchAt(PLAIN_TARGET, source, at);
  if (plain !== null) return { url: plain[1] ?? '', end: at + plain[0].length };
  let position = skipSpace(source, at + 1);
  const isBracketed = source.charAt(position) === '<';
  const end = isBracketed ? endOfBracketed(source, position + 1) : endOfAddress(source, position);
  if (end === null) return null;
  const url = unescaped(source.slice(isBracketed ? position + 1 : position, end));
  position = skipSpace(source, isBracketed ? end + 1 : end);
  const quote = QUOTES.get(source.charAt(position));
  if (quote !== undefined) {
    const closing = source.indexOf(quote, position + 1);
    if (closing < 0) return 'unfinished';
    position = skipSpace(source, closing + 1);
  }
  if (position >= source.length) return 'unfinished';
  return source.charAt(position) === ')' ? { url, end: position + 1 } : null;
}

/** Where an address in parentheses ends: at white space, or at a parenthesis that it did not open. Null if too deep. */
function endOfAddress(source: string, from: number): number | null {
  let depth = 0;
  for (let at = from; at < source.length; at += 1) {
    const character = source.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '(') {
      depth += 1;
      if (depth > DEPTH) return null;
    } else if (character === ')') {
      if (depth === 0) return at;
      depth -= 1;
    } else if (character <= ' ') return at;
  }
  return source.length;
}

/** Where an address in angle brackets ends; null if another `<` or a line end comes before the `>`. */
function endOfBracketed(source: string, from: number): number | null {
  IN_BRACKETS.lastIndex = from;
  const end = from + (IN_BRACKETS.exec(source)?.[0].length ?? 0);
  return source.charAt(end) === '>' ? end : null;
}

function skipSpace(source: string, from: number): number {
  let at = from;
  while (source.charAt(at) === ' ' || source.charAt(at) === '\n' || source.charAt(at) === '\t') at += 1;
  return at;
}

function unescaped(address: string): string {
  const plain = address.includes('\\') ? address.replace(/\\([!-/:-@[-`{-~])/g, '$1') : address;
  return decodeEntities(plain);
}
