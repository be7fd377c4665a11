/** Questions and their answers that stand in the JSON-LD of a page alone. */
import type { PageDefinition } from '../../src/model/types.ts';
import type { Question } from './schema.ts';

/** Answers that are looked for in all of the text, which takes as long as both are large. */
const LOOKED_FOR = 200;

/**
 * One BODY for each question whose answer none of the texts shows.
 *
 * @param shown - the texts of the page, an answer may go over several of them.
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

/** A text without what markup and typography change in it. */
function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
