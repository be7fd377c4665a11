/** Parses a full-text query: any text is plain text, there are no operators. */
import { nameWords } from '../../model/names.ts';
import type { NameInText } from '../names/annotate.ts';
import type { TextQuery } from './find.ts';

/**
 * Words that are ignored unless there are no others: `what is the meaning of margin call` asks for `margin call`. They
 * include the stop words of the stores' engines.
 */
const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  nameWords(
    `a about an and are as at be been but by can could define definition did difference do does example explain
    explained for from get gets go goes had happen happens has have how i if in into is it its me mean meaning
    my no not of on or our should so such tell than that the their them then there these they this those to was
    we were what when where which who whom whose why will with work would you your`,
  ),
);

/** Words of a query beyond this are ignored. */
const MOST_WORDS = 32;

export type NamesIn = (text: string) => readonly NameInText[];
export type Asked = Pick<TextQuery, 'names' | 'words' | 'leads'>;

/**
 * Null for a text without a letter or digit.
 *
 * @param namesIn - finds the names in a text: a concept leads if the question contains its name.
 */
export function textQuery(text: string, namesIn: NamesIn = () => []): Asked | null {
  const keys = nameWords(text);
  const distinctive = keys.filter((key) => !FUNCTION_WORDS.has(key));
  const asked = distinctive.length > 0 ? distinctive : keys;
  if (asked.length === 0) return null;
  // Some names contain such words: `Value at Risk`.
  const names = [...new Set([keys.join(' '), asked.join(' ')])];
  return { names, words: [...new Set(asked)].slice(0, MOST_WORDS), leads: leadsIn(namesIn(text), asked.length) };
}

/** The more of the words a name covers, the nearer its score is to 3. */
function leadsIn(found: readonly NameInText[], words: number): Asked['leads'] {
  const shares = new Map(found.map(({ slug, text }) => [slug, nameWords(text).length / words]));
  return [...shares].map(([slug, share]) => ({ slug, score: 2 + Math.min(share, 0.99) }));
}
