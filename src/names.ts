/**
 * When two names are the same name: case, accents, hyphens, punctuation and plural do not matter.
 * Search, phrases and near-duplicate detection all compare names by this key.
 */

const IRREGULAR = new Map([
  ['analyses', 'analysis'],
  ['bases', 'basis'],
  ['crises', 'crisis'],
  ['hypotheses', 'hypothesis'],
  ['indices', 'index'],
  ['matrices', 'matrix'],
  ['vertices', 'vertex'],
  ['gas', 'gas'],
  ['bias', 'bias'],
  ['biases', 'bias'],
  ['canvas', 'canvas'],
  ['atlas', 'atlas'],
]);

/** `word` in the singular, as far as spelling alone tells; `word` is lower case without accents. */
function singular(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  if (word.length <= 3 || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh|zz)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

/**
 * The words of a name in a form that can be compared: `Itô’s Stop-Losses` gives `ito`, `stop`, `loss`.
 * An apostrophe and what follows it inside a word is a possessive and dropped.
 */
export function nameWords(name: string): string[] {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{Mark}+/gu, '')
    .toLowerCase()
    .replace(/(\p{Letter})['’]s(?!\p{Letter})/gu, '$1')
    .replace(/['’]/g, '');
  return (plain.match(/[\p{Letter}\p{Number}]+/gu) ?? []).map(singular);
}

/**
 * The key under which equal names meet.
 *
 * @example nameKey('Stop-Loss Cascades') // => 'stop loss cascade'
 */
export function nameKey(name: string): string {
  return nameWords(name).join(' ');
}
