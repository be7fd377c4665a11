/**
 * What the combobox asks the service: the concepts whose names match the typed text. If there are none: the concept
 * that the text identifies otherwise, such as by its page's address, candidates, and concepts whose texts mention it.
 */
import { ask, ServiceAway } from './service.ts';

export interface Suggestion {
  concept: { slug: string; name: string; meaning: string | null };
  match: { field: string; text: string; ranges: readonly { start: number; end: number }[] };
}

export interface Offer {
  /** The text that these options answer. */
  text: string;
  /** Best first. */
  options: readonly Suggestion[];
  /** Says what kind of options these are, or that there are none; empty where it is obvious. */
  note: string;
}

/** The most options shown. */
const MOST = 8;
/** Texts up to this length only start a name, and would occur in too many texts. */
const BEGINNING = 2;
/** The words of an address, such as `example`, do not describe what it refers to. */
const ADDRESS = /^https?:/i;

const CONCEPT = 'slug name meaning';
const MATCH = 'match { field text ranges { start end } }';
const SUGGEST = `query ($prefix: String!) {
  suggest(prefix: $prefix, limit: ${MOST}) { concept { ${CONCEPT} } ${MATCH} }
}`;
const LOOK_UP = `query ($text: String!) {
  lookup(text: $text) { outcome concept { ${CONCEPT} } candidates { concept { ${CONCEPT} } ${MATCH} } }
  search(query: $text, first: ${MOST}) { edges { concept: node { ${CONCEPT} } ${MATCH} } }
}`;

/** What to offer while a text is being typed; searches texts only if no name matches. */
export async function suggestions(endpoint: string, text: string, signal: AbortSignal): Promise<Offer> {
  const { suggest } = await ask<{ suggest: Suggestion[] | null }>(endpoint, SUGGEST, { prefix: text }, signal);
  const options = suggest ?? [];
  if (options.length > 0) return { text, options, note: '' };
  if (text.length <= BEGINNING) return { text, options, note: `No term begins with “${text}”.` };
  const { concept, offer } = await lookUp(endpoint, text, signal);
  if (concept === null) return offer;
  return { text, options: [{ concept, match: { field: 'NAME', text: concept.name, ranges: [] } }], note: '' };
}

export interface Found {
  /** The concept that the text names. */
  concept: Suggestion['concept'] | null;
  /** Alternatives if it names none. */
  offer: Offer;
}

/** What a complete text names, and what to offer if nothing. */
export async function lookUp(endpoint: string, text: string, signal: AbortSignal): Promise<Found> {
  const { lookup, search } = await ask<{
    lookup: { outcome: string; concept: Found['concept']; candidates: Suggestion[] } | null;
    search: { edges: Suggestion[] } | null;
  }>(endpoint, LOOK_UP, { text }, signal);
  const concept = lookup?.concept ?? null;
  const candidates = lookup?.candidates ?? [];
  const mentions = ADDRESS.test(text) ? [] : (search?.edges ?? []);
  const isShared = lookup?.outcome === 'AMBIGUOUS';
  if (concept !== null || isShared || (candidates.length > 0 && mentions.length === 0)) {
    return { concept, offer: { text, options: candidates, note: `“${text}” may mean one of these:` } };
  }
  // Claiming that no term has the name or mentions it takes both answers.
  if (lookup === null || search === null) throw new ServiceAway('part of the query failed');
  // A question contains the name of a term, but may be about what other terms say of it.
  const options = [...candidates, ...mentions.filter((one) => !candidates.some(sameAs(one)))].slice(0, MOST);
  const note =
    options.length > 0 ? 'No term by that name. Mentioned in:' : `No term is named “${text}” or mentions it.`;
  return { concept, offer: { text, options, note } };
}

function sameAs({ concept: { slug } }: Suggestion): (other: Suggestion) => boolean {
  return ({ concept }) => concept.slug === slug;
}
