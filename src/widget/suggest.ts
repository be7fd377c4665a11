/**
 * What the combobox asks the service: the concepts whose names fit what was typed; where there are none, the one that
 * the text names in another way, such as by the address of its page, those it may mean, and those whose texts speak of it.
 */
import { ask, ServiceAway } from './service.ts';

export interface Suggestion {
  concept: { slug: string; name: string; meaning: string | null };
  match: { field: string; text: string; ranges: readonly { start: number; end: number }[] };
}

export interface Offer {
  /** The text that it answers. */
  text: string;
  /** Best first. */
  options: readonly Suggestion[];
  /** What kind of options these are, or that there are none; empty where they go without saying. */
  note: string;
}

/** Options at most. */
const MOST = 8;
/** Texts up to this length are the beginning of a name, and too many texts have them. */
const BEGINNING = 2;
/** The words of an address, such as `example`, say nothing of what is meant by it. */
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

/** What to offer for a text that is being typed; the second question is asked where the first finds nothing. */
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
  /** The one that the text names. */
  concept: Suggestion['concept'] | null;
  /** What else it may mean where it names none. */
  offer: Offer;
}

/** What a whole text names, and what to offer where that is nothing. */
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
  // That no term has the name or mentions it can be said only where both were looked for.
  if (lookup === null || search === null) throw new ServiceAway('half of the question went unanswered');
  // A question holds the name of a term, but may be about what other terms say of it.
  const options = [...candidates, ...mentions.filter((one) => !candidates.some(sameAs(one)))].slice(0, MOST);
  const note =
    options.length > 0 ? 'No term by that name. Mentioned in:' : `No term is named “${text}” or mentions it.`;
  return { concept, offer: { text, options, note } };
}

function sameAs({ concept: { slug } }: Suggestion): (other: Suggestion) => boolean {
  return ({ concept }) => concept.slug === slug;
}
