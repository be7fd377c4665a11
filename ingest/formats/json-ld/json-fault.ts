/**
 * Finds where a text stops being JSON, and what was expected there. The messages of JSON.parse differ between versions
 * of Node and do not give the line of the file.
 */
import { endOfString } from '../../../src/json-levels.ts';
import { excerpt, lineAt } from '../plain-text.ts';

/** What may separate two tokens: white space, and the comments and semicolons that parsing repairs. */
const BETWEEN = /(?:[\s;]+|\/\*[^*]*(?:\*(?!\/)[^*]*)*\*\/|\/\/[^\n]*|<!--|-->)*/y;
const WORD = /[^\s{}[\],:"]+/y;
const VALUE = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;
const ESCAPES = /\\(?:["\\/bfnrt]|u[\da-f]{4})/gi;

export interface JsonFault {
  line: number;
  message: string;
}

type Wanted = 'a value' | 'a name in quotes' | 'a colon' | 'a comma or the end of the list' | 'a comma or the end';

/**
 * The first fault of a text that is not JSON.
 *
 * @returns its line, counted from 1 in the text, and a message; null if the text is JSON, or JSON that can be repaired.
 * @example jsonFault('{"a": 1\n "b": 2}') // => { line: 2, message: 'a comma or the end is expected, but got "b"' }
 */
export function jsonFault(text: string): JsonFault | null {
  /** The open brackets, innermost last. */
  const open: string[] = [];
  let wanted: Wanted = 'a value';
  let at = 0;
  const fault = (message: string): JsonFault => ({ line: lineAt(text, at), message });
  const afterValue = (): Wanted => (open.at(-1) === '[' ? 'a comma or the end of the list' : 'a comma or the end');
  for (;;) {
    at = endOf(BETWEEN, text, at);
    if (at === text.length)
      return open.length > 0 || wanted === 'a value' ? fault(`it ends before ${ending(open)}`) : null;
    const token = tokenAt(text, at);
    const isString = token.startsWith('"');
    if (isString && (token.length < 2 || !token.endsWith('"'))) return fault('a quote is not closed');
    if (isString && token.replace(ESCAPES, '').includes('\\')) return fault(`${shown(token)} has an unknown escape`);
    const isWanted =
      { 'a value': isString || VALUE.test(token), 'a name in quotes': isString }[wanted as string] ?? false;
    if (isWanted) wanted = wanted === 'a name in quotes' ? 'a colon' : afterValue();
    else if (wanted === 'a value' && (token === '{' || token === '[')) {
      open.push(token);
      wanted = token === '{' ? 'a name in quotes' : 'a value';
    } else if (wanted === 'a colon' && token === ':') wanted = 'a value';
    else if (wanted.startsWith('a comma') && token === ',' && open.length > 0) {
      wanted = open.at(-1) === '{' ? 'a name in quotes' : 'a value';
    } else if (closes(token, open, wanted)) {
      open.pop();
      wanted = afterValue();
    } else
      return fault(
        `${open.length === 0 && wanted !== 'a value' ? 'nothing more' : wanted} is expected, but got ${shown(token)}`,
      );
    at += token.length;
  }
}

/** Whether a token closes the innermost open bracket; a comma before it is allowed, since parsing repairs it. */
function closes(token: string, open: readonly string[], wanted: Wanted): boolean {
  const isBetween = wanted.startsWith('a comma');
  if (token === '}') return open.at(-1) === '{' && (isBetween || wanted === 'a name in quotes');
  return token === ']' && open.at(-1) === '[' && (isBetween || wanted === 'a value');
}

function ending(open: readonly string[]): string {
  const last = open.at(-1);
  return last === undefined ? 'its value' : last === '{' ? 'an object is closed' : 'a list is closed';
}

function tokenAt(text: string, at: number): string {
  const sign = text.charAt(at);
  if (sign === '"') return text.slice(at, endOfString(text, at));
  return '{}[],:'.includes(sign) ? sign : text.slice(at, endOf(WORD, text, at));
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}

function shown(token: string): string {
  return `"${excerpt(token.replace(/^"|"$/g, ''))}"`;
}
