/**
 * What full text is searched in, the same over every store: the words of a concept's names, meanings and own texts, and
 * those of each gloss. Words are those of `nameWords`, so that case, accents, hyphens and plural do not matter.
 *
 * A hit's score tells how it was found, and no engine's opinion of a text outweighs a name:
 * 4 the concept is called so; 3 one of its other names is; between 2 and 3 it leads, because what was asked for holds
 * its name; from 1 to 2 its name has all the words, the nearer to 2 the fewer others; 1 its other names have them; below
 * 1 its texts have them, as relevant as the store's engine finds.
 */

import { nameKey } from '../model/names.ts';
import type { Concept, DefinitionKind } from '../model/types.ts';

/** Own texts of one concept that are searched: the first ones in the order of `Store.definitions`. */
export const SEARCHED_TEXTS = 500;
/** Glosses that one search goes by, the most relevant. */
export const SEARCHED_GLOSSES = 5_000;

/** The fields of a concept that are searched, and how much a word in each counts. */
export const FIELD_WEIGHTS = { name: 10, alternate: 8, meaning: 4, definition: 1, facet: 2 } as const;

/** Words of each field, joined by spaces. */
export interface SearchedWords {
  name: string;
  /** One entry a name. */
  alternate: readonly string[];
  meaning: string;
  definition: string;
  facet: string;
}

/** @param texts - the concept's own, no glosses. */
export function searchedWords(
  { name, alternateNames, meaning }: Pick<Concept, 'name' | 'alternateNames' | 'meaning'>,
  texts: readonly { kind: DefinitionKind; facet: string | null; text: string }[],
): SearchedWords {
  const ofKind = (kind: DefinitionKind) => texts.filter((text) => text.kind === kind);
  const meanings = new Set([meaning ?? '', ...ofKind('MEANING').map(({ text }) => text)]);
  return {
    name: nameKey(name),
    alternate: alternateNames.map(nameKey),
    meaning: joined([...meanings]),
    definition: joined(ofKind('BODY').map(({ text }) => text)),
    facet: joined(ofKind('FACET').map(({ facet, text }) => `${facet ?? ''} ${text}`)),
  };
}

function joined(texts: readonly string[]): string {
  return texts.map(nameKey).join(' ');
}
