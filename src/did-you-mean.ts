/**
 * Suggestions for an unknown name: names that contain it, else names spelt like it. Similarity is judged as graphql-js
 * does for fields and enum values, so suggestions are alike everywhere.
 */
import { suggestionList } from 'graphql/jsutils/suggestionList.js';

/** A longer name is not a typing error. */
const LONGEST_NAME = 80;
/** A shorter part occurs in too many names. */
const SHORTEST_PART = 4;
const MOST = 3;

/**
 * The likeliest intended names, best first, at most three.
 *
 * @example likeNames('leverage', ['shock', 'leverageBuckets', 'leverageMin']) // => ['leverageMin', 'leverageBuckets']
 */
export function likeNames(given: string, known: readonly string[]): string[] {
  if (given.length > LONGEST_NAME) return [];
  const part = given.toLowerCase();
  const having = part.length < SHORTEST_PART ? [] : known.filter((name) => name.toLowerCase().includes(part));
  const names = having.length > 0 ? having.sort((a, b) => a.length - b.length) : suggestionList(given, known);
  return names.slice(0, MOST);
}

/**
 * The question that ends a message about an unknown name; empty if no name is similar.
 *
 * @example didYouMean('shok', ['shock', 'rounds']) // => '. Did you mean shock?'
 */
export function didYouMean(given: unknown, known: readonly string[]): string {
  return typeof given === 'string' ? asked(likeNames(given, known)) : '';
}

/** The same for names already found. */
export function asked(names: readonly string[]): string {
  const last = names.at(-1);
  if (last === undefined) return '';
  const others = names.slice(0, -1).join(', ');
  return `. Did you mean ${others === '' ? last : `${others} or ${last}`}?`;
}
