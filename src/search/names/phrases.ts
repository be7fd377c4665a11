/**
 * Which names are worth a link in running text, and the tree of their words with which a text is read in one pass.
 *
 * A name of several words is, unless all of them are fillers (`read more`). A name of one word is, unless
 * - it is a filler or a common word (`Here`, `Order`, `Price`: see `common-words.ts`), singular or plural,
 * - it has fewer than three letters, or no letter at all,
 * - or it is an abbreviation whose capitals the text does not use: `VaR` is not `var`, `IF` is not `if`.
 * A name inside a phrase that uses it in another sense is not (`margin of error`: see `common-words.ts`).
 *
 * Names are compared by their words in the singular, so inflected forms other than the plural count only if they are
 * names themselves, such as an alternate name `cascading`.
 */
import { nameWords } from '../../model/names.ts';
import { isTurnOver, nextTurn } from '../../turns.ts';
import { COMMON_WORDS, FILLER_WORDS, OTHER_SENSES } from './common-words.ts';
import { type Form, isAbbreviation, type Names } from './names.ts';

export interface PhraseNode {
  next: Map<string, PhraseNode> | null;
  /** Forms that end here, the preferred one first. */
  forms: number[];
  /** Whether a phrase ends here that uses a name's word in another sense. */
  isOtherSense: boolean;
}

/** Most words of a name that is linked in a text. */
export const PHRASE_WORDS = 16;

/** The tree of the words of every name worth a link. */
export async function phraseTree({ forms }: Pick<Names, 'forms'>): Promise<PhraseNode> {
  const root = newNode();
  for (const phrase of OTHER_SENSES) leafOf(root, nameWords(phrase)).isOtherSense = true;
  // A concept's own name comes before the same text as another's alternate name; forms are in order of rank already.
  for (const field of ['NAME', 'ALTERNATE_NAME'] as const) {
    for (const [id, form] of forms.entries()) {
      if (form.field === field && isWorthALink(form)) leafOf(root, form.keys).forms.push(id);
      if (id % 256 === 0 && isTurnOver()) await nextTurn();
    }
  }
  return root;
}

export function isWorthALink({ keys, written }: Pick<Form, 'keys' | 'written'>): boolean {
  if (keys.length > 1) return keys.length <= PHRASE_WORDS && !keys.every((key) => FILLER_WORDS.has(key));
  if (isAbbreviation(written)) return true;
  const key = keys[0] as string;
  return key.length >= 3 && /\p{Letter}/u.test(key) && !COMMON_WORDS.has(key) && !FILLER_WORDS.has(key);
}

function newNode(): PhraseNode {
  return { next: null, forms: [], isOtherSense: false };
}

function leafOf(root: PhraseNode, keys: readonly string[]): PhraseNode {
  let node = root;
  for (const key of keys) {
    node.next ??= new Map();
    let next = node.next.get(key);
    if (next === undefined) {
      next = newNode();
      node.next.set(key, next);
    }
    node = next;
  }
  return node;
}
