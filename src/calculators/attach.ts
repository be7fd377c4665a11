/**
 * Which calculators attach to a concept: those that list its slug, and those with a phrase that occurs in its name.
 * Words are compared in the normal form of `names.ts`, so that inflected and hyphenated names match.
 */
import { createHash } from 'node:crypto';
import { getOrMake } from '../get-or-make.ts';
import type { Attacher, Attachment } from '../model/graph.ts';
import { nameWords } from '../model/names.ts';
import type { Calculator } from './kit/definition.ts';

/** Ranks attachments by phrase after those by list. */
const AFTER_LISTED = 1_000;

interface Phrase {
  words: readonly string[];
  attachment: Attachment;
}

/** The rule by which `calculators` attach to concepts, in the form that a store takes. */
export function attacherOf(calculators: readonly Calculator[]): Attacher {
  const listed = new Map<string, Attachment[]>();
  const byFirstWord = new Map<string, Phrase[]>();
  for (const { slug: calculator, concepts, phrases } of calculators) {
    for (const [place, concept] of concepts.entries()) {
      getOrMake(listed, concept, () => []).push({ calculator, by: 'listed', phrase: null, place });
    }
    for (const [i, phrase] of phrases.entries()) {
      const words = nameWords(phrase);
      const attachment: Attachment = { calculator, by: 'phrase', phrase, place: AFTER_LISTED + i };
      getOrMake(byFirstWord, words[0] ?? '', () => []).push({ words, attachment });
    }
  }
  const described = calculators.map(({ slug, title, concepts, phrases }) => [slug, title, concepts, phrases]);
  return {
    digest: createHash('sha256').update(JSON.stringify(described)).digest('hex'),
    calculators: calculators.map(({ slug, title }) => ({ slug, title })),
    attachmentsOf(slug, name) {
      const found = [...(listed.get(slug) ?? [])];
      const words = nameWords(name);
      for (const [start, word] of words.entries()) {
        for (const phrase of byFirstWord.get(word) ?? []) {
          if (phrase.words.every((part, i) => words[start + i] === part)) found.push(phrase.attachment);
        }
      }
      if (found.length < 2) return found;
      const first = new Map<string, Attachment>();
      for (const attachment of found.sort((a, b) => a.place - b.place)) {
        getOrMake(first, attachment.calculator, () => attachment);
      }
      return calculators.flatMap((calculator) => first.get(calculator.slug) ?? []);
    },
  };
}
