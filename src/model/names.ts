/**
 * When two names are the same: case, accents, hyphens, punctuation and plural do not matter. Search and phrases compare
 * names by this key; names that are only nearly the same are handled in `likeness.ts`.
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

/** `word` in the singular, as far as spelling alone shows; `word` is lower case without accents. */
export function singular(word: string): string {
  if (!word.endsWith('s')) return word;
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  if (word.length <= 3 || /(?:ss|us|is)$/.test(word)) return word;
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh|zz)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

/** The words, as texts write them without accents, whose singular is `key`: for engines without plural stemming. */
export function spellings(key: string): string[] {
  const irregular = [...IRREGULAR].flatMap(([plural, one]) => (one === key ? [plural] : []));
  const regular = [key, `${key}s`, `${key}es`, key.replace(/y$/, 'ies')];
  return [...new Set([...regular, ...irregular])].filter((word) => singular(word) === key);
}

/** A word of a text. */
export interface LocatedWord {
  /** As written, but lower case and without accents. */
  word: string;
  /** `word` in the singular. */
  key: string;
  /** Position in UTF-16 units: `text.slice(start, end)`, without surrounding quotes and without a possessive ending. */
  start: number;
  end: number;
}

/**
 * The words of a text, and where each is. A possessive ('s) is dropped; any other apostrophe inside a word is removed
 * and joins its parts.
 */
export function locatedWords(text: string): LocatedWord[] {
  const { plain, places } = withoutAccents(text);
  const words: LocatedWord[] = [];
  for (const match of plain.matchAll(/[\p{Letter}\p{Number}'’]+/gu)) {
    const run = match[0];
    let [from, to] = [match.index, match.index + run.length];
    let word = run;
    if (/['’]/.test(run)) {
      word = run.replace(/(\p{Letter})['’]s(?!\p{Letter})/gu, '$1').replace(/['’]/g, '');
      if (word === '') continue;
      while (isApostrophe(plain[to - 1])) to--;
      if (/\p{Letter}['’]s$/u.test(plain.slice(from, to))) to -= 2;
      while (isApostrophe(plain[from])) from++;
    }
    const [start, end] = places === null ? [from, to] : [places[from] as number, placeAfter(places, to - 1)];
    words.push({ word, key: singular(word), start, end });
  }
  return words;
}

/** The position in `text` after the first `units` units of the word there, as `locatedWords` writes it. */
export function placeInWord(text: string, { start, end }: Pick<LocatedWord, 'start' | 'end'>, units: number): number {
  const { plain, places } = withoutAccents(text.slice(start, end));
  let seen = 0;
  for (let unit = 0; unit < plain.length; unit++) {
    if (!isApostrophe(plain[unit])) seen++;
    if (seen === units) return start + (places === null ? unit + 1 : placeAfter(places, unit));
  }
  return units === 0 ? start : end;
}

function isApostrophe(unit: string | undefined): boolean {
  return unit === "'" || unit === '’';
}

/** Combining marks, and invisible characters inside a word: the soft hyphen and joiners. */
const UNSEEN = /(?:\p{Mark}|[\u00ad\u200c\u2060]|\u200d)+/gu;

/**
 * `text` in lower case without accents. `places` maps each unit to its position in `text`, with the text's length
 * appended; null if positions are unchanged.
 */
function withoutAccents(text: string): { plain: string; places: number[] | null } {
  if (!/\P{ASCII}/u.test(text)) return { plain: text.toLowerCase(), places: null };
  let plain = '';
  const places: number[] = [];
  let place = 0;
  for (const character of text) {
    const bare = character < '\x80' ? character : character.normalize('NFKD').replace(UNSEEN, '');
    for (let i = 0; i < bare.length; i++) places.push(place);
    plain += bare;
    place += character.length;
  }
  places.push(text.length);
  // The whole text at once, because the lower case of a sigma depends on what follows it. Without marks no unit's lower
  // case is longer.
  return { plain: plain.toLowerCase(), places };
}

/** Where the character that `unit` comes from ends, including its marks. */
function placeAfter(places: readonly number[], unit: number): number {
  let next = unit + 1;
  while (next < places.length - 1 && places[next] === places[unit]) next++;
  return places[next] as number;
}

/** The words of a name in comparable form: `Itô’s Stop-Losses` gives `ito`, `stop`, `loss`. */
export function nameWords(name: string): string[] {
  // Fast path: most texts are plain ASCII, and no positions are needed.
  if (PLAIN.test(name)) return (name.toLowerCase().match(/[a-z\d]+/g) ?? []).map(singular);
  return locatedWords(name).map(({ key }) => key);
}

/** ASCII without an apostrophe. */
const PLAIN = /^[\0-&(-\x7f]*$/;

/**
 * Equal names have equal keys.
 *
 * @example nameKey('Stop-Loss Cascades') // => 'stop loss cascade'
 */
export function nameKey(name: string): string {
  return nameWords(name).join(' ');
}
