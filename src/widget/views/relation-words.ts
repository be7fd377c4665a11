/** How two terms are related, as a sentence. */
import type { Named, Relation } from './neighbourhood.ts';

/** What the pages of one term do with the other, per kind of relation. */
const VERBS: Readonly<Record<Relation['kind'], string>> = {
  HAS_PART: 'includes',
  RELATED: 'relates to',
  RECOMMENDS: 'recommends',
  MENTIONS: 'mentions',
  LINKS_TO: 'links to',
  NARROWER: 'is broader than',
  SIMILAR: 'is named like',
};
const LIST = new Intl.ListFormat('en');

/**
 * Such as `Margin Call relates to and mentions Collateral; Collateral links to Margin Call.`
 *
 * @returns empty if neither states a relation to the other.
 */
export function relationInWords(one: Named, other: Named, relations: readonly Relation[]): string {
  const clauses = [clause(one, other, relations), clause(other, one, relations)].filter((text) => text !== '');
  return clauses.length > 0 ? `${clauses.join('; ')}.` : '';
}

function clause(one: Named, other: Named, relations: readonly Relation[]): string {
  const stated = relations.filter(({ from, to }) => from.slug === one.slug && to.slug === other.slug);
  const verbs = stated.map(({ kind }) => VERBS[kind]);
  return verbs.length > 0 ? `${one.name} ${LIST.format(verbs)} ${other.name}` : '';
}
