/** Sentences about a term that read like a glossary's and mean little. */
import { pick, type Random } from '../../test/support/name-queries.ts';
import { ACTORS, COLOURS, LOOKS, OCCASIONS, QUANTITIES, REASONS, REMARKS, SHAPES, VERBS } from './words.ts';

export interface Prose {
  pick<Item>(items: readonly Item[]): Item;
  sentence(term: string): string;
  /** A paragraph of that many sentences, the first of which names the term. */
  paragraph(term: string, sentences: number): string;
  /** An image caption. */
  caption(): string;
}

/** The output depends on `random` alone. */
export function prose(random: Random): Prose {
  const any = <Item>(items: readonly Item[]): Item => pick(items, random);
  const claim = (term: string) => `${term} ${any(VERBS)} ${any(QUANTITIES)} ${any(OCCASIONS)}.`;
  const practice = (term: string) =>
    `In practice, ${any(ACTORS)} rely on ${term.toLowerCase()} to judge ${any(QUANTITIES)}, ${any(REASONS)}.`;
  const kinds: readonly ((term: string) => string)[] = [
    claim,
    practice,
    () => `The effect is strongest ${any(OCCASIONS)}, ${any(REASONS)}.`,
    (term) =>
      `${capitalised(any(ACTORS))} who ignore ${term.toLowerCase()} tend to misjudge ${any(QUANTITIES)} and may be forced to act ${any(OCCASIONS)}.`,
    (term) => `A careful reading of ${term.toLowerCase()} compares ${any(QUANTITIES)} with ${any(QUANTITIES)}.`,
    () => `It ${any(VERBS)} ${any(QUANTITIES)}, which in turn ${any(VERBS)} ${any(QUANTITIES)}.`,
  ];
  const sentence = (term: string) => any(kinds)(term);
  return {
    pick: any,
    sentence,
    paragraph(term, sentences) {
      const all = [any([claim, practice])(term)];
      while (all.length < sentences) all.push(sentence(term));
      return all.join(' ');
    },
    caption: () =>
      `A ${any(LOOKS)} ${any(SHAPES)} shifts in colour from ${any(COLOURS)} through ${any(COLOURS)} to ${any(COLOURS)} against a dark background. ${any(REMARKS)}`,
  };
}

function capitalised(text: string): string {
  return text.replace(/^./, (letter) => letter.toUpperCase());
}
