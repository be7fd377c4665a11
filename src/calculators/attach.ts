/**
 * Which calculators a concept gets: those that list its slug, and those a phrase of which stands in its name.
 * Words are compared in the form of `names.ts`, so that inflected and hyphenated names count.
 */
import { createHash } from 'node:crypto';
import type { Attacher, Attachment } from '../model/graph.ts';
import { nameWords } from '../model/names.ts';
import type { Calculator } from './kit/definition.ts';

/** Attachments by phrase rank after those by list. */
const AFTER_LISTED = 1_000;

/** The rule by which `calculators` attach to concepts, as a store wants it. */
export function attacherOf(calculators: readonly Calculator[]): Attacher {
  const rules = calculators.map(({ slug, concepts, phrases }) => ({
    calculator: slug,
    concepts: new Map(concepts.map((concept, place) => [concept, place])),
    phrases: phrases.map((phrase) => ({ phrase, words: nameWords(phrase) })),
  }));
  const described = calculators.map(({ slug, title, concepts, phrases }) => [slug, title, concepts, phrases]);
  return {
    digest: createHash('sha256').update(JSON.stringify(described)).digest('hex'),
    calculators: calculators.map(({ slug, title }) => ({ slug, title })),
    attachmentsOf(slug, name) {
      const words = nameWords(name);
      return rules.flatMap(({ calculator, concepts, phrases }): Attachment[] => {
        const listed = concepts.get(slug);
        if (listed !== undefined) return [{ calculator, by: 'listed', phrase: null, place: listed }];
        const place = phrases.findIndex((candidate) => holds(words, candidate.words));
        const found = phrases[place];
        if (found === undefined) return [];
        return [{ calculator, by: 'phrase', phrase: found.phrase, place: AFTER_LISTED + place }];
      });
    },
  };
}

/** Whether `part` stands in `whole`, its words next to one another. */
function holds(whole: readonly string[], part: readonly string[]): boolean {
  return whole.some((_, start) => part.every((word, i) => whole[start + i] === word));
}
