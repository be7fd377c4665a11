/**
 * JSON as found on pages: wrapped in comments or CDATA, with control characters in strings, with stray commas or
 * semicolons. Safe repairs are made; the depth is checked before any recursive function visits the value.
 */

import { endOfString, levelsOf, MOST_LEVELS } from '../../../src/json-levels.ts';
import { lineAt } from '../plain-text.ts';
import { jsonFault } from './json-fault.ts';

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * Parses a block. Throws an Error whose message says in a few words what is wrong.
 *
 * @param firstLine - the line of its file where it begins, for the message; null if unknown.
 */
export function parseJson(raw: string, firstLine: number | null): Json {
  const text = unwrapped(raw);
  if (text === '') throw new Error('it is empty');
  const value = parsed(text, () => (firstLine === null ? null : firstLine + lineAt(raw, raw.indexOf(text)) - 1));
  if (!fits(value, MOST_LEVELS)) throw tooDeep();
  return value;
}

function parsed(text: string, lineOf: () => number | null): Json {
  try {
    return JSON.parse(text);
  } catch {
    if (levelsOf(text) > MOST_LEVELS) throw tooDeep();
  }
  try {
    return JSON.parse(repaired(text));
  } catch (cause) {
    const fault = jsonFault(text);
    if (fault === null) throw cause;
    const { line, message } = fault;
    const firstLine = lineOf();
    throw new Error(firstLine === null ? message : `line ${firstLine + line - 1}: ${message}`, { cause });
  }
}

function tooDeep(): Error {
  return new Error(`it nests deeper than ${MOST_LEVELS} levels`);
}

/** The end of a comment or CDATA around a block, at the end of the text. */
const CLOSING = /(?:(?:\/\/|\/\*)?\s{0,8}\]\]>(?:\s{0,8}\*\/)?|(?:\/\/\s{0,8})?-->)$/;
const CLOSING_LENGTH = 24;

/** Strips up to 8 layers of comments and CDATA around a block; looks only at both ends of the text, so it is linear. */
function unwrapped(raw: string): string {
  let text = raw.trim();
  for (let layer = 0; layer < 8; layer += 1) {
    const begun = text.replace(/^\uFEFF?(?:<!--|(?:\/\/|\/\*)?\s{0,8}<!\[CDATA\[(?:\s{0,8}\*\/)?)/, '');
    const closing = CLOSING.exec(begun.slice(-CLOSING_LENGTH))?.[0] ?? '';
    const inner = begun.slice(0, begun.length - closing.length).trim();
    if (inner === text) break;
    text = inner;
  }
  return text;
}

/** Whether a value nests no deeper than `levels`. */
function fits(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => fits(inner, levels - 1));
}

/** Outside of strings: the start of a string or comment, the end of an HTML comment, a comma or a semicolon. */
const TOKEN = /"|\/\*|\/\/|<!--|-->|[,;]/g;
const COMMENT_ENDS: Readonly<Record<string, string>> = { '/*': '*/', '//': '\n', '<!--': '-->' };

/** The text without comments, semicolons and trailing commas, and with control characters in strings escaped. */
function repaired(text: string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    parts.push(text.slice(at, match?.index));
    if (match === null) break;
    const token = match[0];
    const end = match.index + token.length;
    const commentEnd = COMMENT_ENDS[token];
    if (token === '"') {
      at = endOfString(text, match.index);
      parts.push(text.slice(match.index, at).replace(/\p{Cc}/gu, escaped));
    } else if (commentEnd !== undefined) at = after(text, commentEnd, end);
    else {
      at = end;
      if (token === ',') parts.push(token);
    }
  }
  return withoutLastCommas(parts.join(''));
}

function after(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from);
  return found < 0 ? text.length : found + end.length;
}

function escaped(control: string): string {
  return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Drops commas before a closing bracket or the end, except in strings. */
function withoutLastCommas(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (let next = 0; next < text.length; next += 1) {
    const character = text.charAt(next);
    if (character === '"') next = endOfString(text, next) - 1;
    else if (character === ',') {
      let end = next + 1;
      while (/\s/.test(text.charAt(end))) end += 1;
      if (end < text.length && !/[}\]]/.test(text.charAt(end))) continue;
      parts.push(text.slice(at, next));
      at = end;
      next = end - 1;
    }
  }
  parts.push(text.slice(at));
  return parts.join('');
}
