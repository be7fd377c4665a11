/** Keeps the best concepts, each by its best name, and only one of those that are likely the same. */
import type { MatchedPart } from './highlight.ts';
import type { Form, Names } from './names.ts';

export const TIER = { EXACT: 0, PREFIX: 1, WORD_START: 2, TYPO: 3, ABBREVIATION: 4 } as const;

/** Compared in this order; less is better. */
export interface Rank {
  tier: (typeof TIER)[keyof typeof TIER];
  edits: number;
  /** Breaks ties between equal edits, 0 to 7. */
  kind: number;
}

export interface Found {
  form: Form;
  parts: () => readonly MatchedPart[];
}

export interface Ranking {
  /** Whether there are as many concepts as asked for. */
  isFull(): boolean;
  isEmpty(): boolean;
  /** False if offering the form at this rank, or a worse one, would change nothing. */
  admits(form: number, rank: Rank): boolean;
  /** @param parts - what to highlight; called only if the form is among the best. */
  offer(form: number, rank: Rank, parts: Found['parts']): void;
  /** Best first. */
  best(): readonly Found[];
}

/**
 * The `limit` best offers, ties by concept number. Thousands of names start with the same letter, so offers that are
 * not among the best so far are dropped at once.
 */
export function ranking({ forms, alike }: Pick<Names, 'forms' | 'alike'>, limit: number): Ranking {
  const best: (Found & { rank: number })[] = [];
  const isLike = (one: Form, other: Form) => alike[one.concept] === alike[other.concept];
  const isAdmitted = (given: Form, value: number) => {
    const last = best.at(-1);
    if (last === undefined || best.length < limit) return true;
    const { form, rank } = last;
    return value < rank || (value === rank && given.concept < form.concept) || isLike(given, form);
  };
  return {
    isFull: () => best.length >= limit,
    isEmpty: () => best.length === 0,
    admits: (id, rank) => isAdmitted(forms[id] as Form, comparable(rank)),
    offer(id, rank, parts) {
      const form = forms[id] as Form;
      const value = comparable(rank);
      if (!isAdmitted(form, value)) return;
      const isBefore = (other: { rank: number; form: Form }) =>
        value < other.rank || (value === other.rank && form.concept < other.form.concept);
      const known = best.findIndex((other) => isLike(form, other.form));
      if (known >= 0) {
        const other = best[known] as (typeof best)[number];
        if (value > other.rank || (value === other.rank && !isRather(form, other.form))) return;
        best.splice(known, 1);
      }
      const place = best.findIndex(isBefore);
      best.splice(place < 0 ? best.length : place, 0, { form, rank: value, parts });
      if (best.length > limit) best.pop();
    },
    best: () => best,
  };
}

/** Of two equally good concepts the lower number wins; of two names of one concept its own. */
function isRather(form: Form, other: Form): boolean {
  if (form.concept !== other.concept) return form.concept < other.concept;
  return form.field === 'NAME' && other.field !== 'NAME';
}

function comparable({ tier, edits, kind }: Rank): number {
  return (tier * 4 + edits) * 8 + kind;
}
