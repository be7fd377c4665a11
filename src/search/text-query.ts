/** What full text makes of what somebody wrote: any text is text, nothing in it is an operator. */
import { nameWords } from '../names.ts';
import type { TextQuery } from '../store/store.ts';

/**
 * Words that nobody looks for, unless there are no others: `what is a margin call` asks for `margin call`. Those that
 * engines leave out by themselves are among them.
 */
const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  `a about an and are as at be been but by can could did do does for from had has have how i if in into is it its me my no
  not of on or our should so such than that the their them then there these they this those to was we were what when where
  which who whom whose why will with would you your`.split(/\s+/),
);

/** Words of a query past these are left out. */
const MOST_WORDS = 32;

export type Asked = Pick<TextQuery, 'names' | 'words'>;

/** Null for a text without a letter or digit. */
export function textQuery(text: string): Asked | null {
  const keys = nameWords(text);
  const telling = keys.filter((key) => !FUNCTION_WORDS.has(key));
  const asked = telling.length > 0 ? telling : keys;
  if (asked.length === 0) return null;
  // Some names have such words: `Value at Risk`.
  return { names: [...new Set([keys.join(' '), asked.join(' ')])], words: [...new Set(asked)].slice(0, MOST_WORDS) };
}
