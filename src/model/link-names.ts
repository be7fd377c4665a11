/**
 * Which link texts are names of the linked concept. Authors link whatever fits their sentence: `here`, `[1]`,
 * `securities` for collateral. A text is a name if it is a form of a known one: most of its words are words of that
 * name, in any inflection, or one abbreviates the other.
 */
import { abbreviationPlaces } from './abbreviation.ts';
import { nameWords } from './names.ts';

/** Words that join others. */
const JOINING = words('a an and as at by for from in into is it its of on or per than the to versus via vs with');
/** Words that begin a phrase of a sentence rather than a name. */
const BEFORE_NAMES = words('a an any every his her its my no our such that the their these this those your');
/** Words about the link itself. */
const ABOUT_LINKS = words(
  `above article back below blog check chapter click continue details discover entry find go here home how learn link
  linked more next page paragraph post previous read reading section see site source visit wikipedia what when where which why
  aqui hier ici leggi lire mas mehr siehe suite weiter weiterlesen`,
);
/** Inflectional endings of English words. */
const ENDING = /^(?:|al|able|ation|d|e|ed|er|ers|ing|ion|ities|ity|ive|ment|or|r|y)$/;
const SHORTEST_STEM = 4;

/** @param known - names of a concept. */
export function linkNames(known: readonly string[]): {
  isForm(text: string): boolean;
  isPossible(text: string): boolean;
} {
  const own = known.map(parts);
  const all = new Set(own.flatMap(({ all }) => all));
  const stems = [...new Set(own.flatMap(({ significant }) => significant))];

  /** Whether a text may be a name at all. */
  function isPossible(text: string): boolean {
    if (!/\p{L}/u.test(text) || /[?!;…»→]|:\s|[.:]$/.test(text) || isAddress(text)) return false;
    const given = parts(text).all;
    const [first = ''] = given;
    if (BEFORE_NAMES.has(first) && given.length > 1 && !all.has(first)) return false;
    return given.some((word) => !JOINING.has(word)) && !given.some((word) => ABOUT_LINKS.has(word) && !all.has(word));
  }

  /** Whether a text is a form of a known name. */
  function isForm(text: string): boolean {
    if (!isPossible(text)) return false;
    const given = parts(text);
    if (own.some((name) => abbreviates(given, name) || abbreviates(name, given))) return true;
    const shared = given.significant.filter((word) => stems.some((stem) => isSameStem(word, stem))).length;
    return shared > 0 && 2 * shared >= given.significant.length;
  }

  return { isForm, isPossible };
}

/** Whether a word abbreviates a name: `VaR` is short for `Value at Risk`, `ADL` for `Auto-Deleveraging`. */
export function isShortFor(word: string, name: string): boolean {
  return abbreviates(parts(word), parts(name));
}

interface Parts {
  all: string[];
  significant: string[];
}

/** Umlauts may be written as two letters, as in addresses. */
function parts(name: string): Parts {
  const all = nameWords(name).map((word) => word.replace(/([aou])e/g, '$1').replaceAll('ß', 'ss'));
  return { all, significant: all.filter((word) => !JOINING.has(word)) };
}

function abbreviates(short: Parts, { all }: Parts): boolean {
  return all.length > 1 && abbreviationPlaces(short.all.join(''), all) !== null;
}

function isSameStem(a: string, b: string): boolean {
  if (a === b) return true;
  let length = 0;
  while (length < a.length && a.charAt(length) === b.charAt(length)) length++;
  // Shorter common stems count too, as endings may begin alike: liquidat-ing, liquidat-ion.
  for (; length >= SHORTEST_STEM; length--) {
    if (ENDING.test(a.slice(length)) && ENDING.test(b.slice(length))) return true;
  }
  return false;
}

/** Whether the text is an address or a path, with or without a scheme; `P/E` is not. */
function isAddress(text: string): boolean {
  return !/\s/.test(text) && /:\/\/|^[./]|\/.*\/|\.[a-z]{2,6}(?:\/|$)/i.test(text);
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}
