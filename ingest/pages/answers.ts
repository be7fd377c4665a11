/** Questions and answers that only a page's JSON-LD has. */
import type { PageDefinition } from '../../src/model/types.ts';
import type { Question } from './schema.ts';

/** The most answers to search for in the text: each search costs time in proportion to the whole text. */
const LOOKED_FOR = 200;

/**
 * One BODY per question whose answer is not in the text of the page.
 *
 * @param shown - the texts of the page; an answer may span several of them.
 */
export function answersBeside(questions: readonly Question[], shown: readonly string[]): PageDefinition[] {
  if (questions.length === 0) return [];
  const known = lettersOf(shown.join(' '));
  const seen = new Set(['']);
  return questions.flatMap(({ question, answer }, place): PageDefinition[] => {
    const letters = lettersOf(answer);
    if (seen.has(letters) || (place < LOOKED_FOR && known.includes(letters))) return [];
    seen.add(letters);
    return [{ kind: 'BODY', facet: null, text: `${question} ${answer}` }];
  });
}

/** The letters and digits of a text, lower case: what stays the same under markup and typography. */
function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
