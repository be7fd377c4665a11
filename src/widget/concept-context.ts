/** What the view of a concept and its parts are given beside the concept. */
import type { CalculatorName } from './concept.ts';
import type { Place } from './run-address.ts';

export interface ConceptContext {
  endpoint: string;
  /** Shows another concept. */
  walk(slug: string): void;
  /** The run to open at once. */
  place: Place | null;
  /** The address that reopens a place. */
  addressOf(place: Place): string;
  /** Gives the page a title and, where there is one, an address; null where the page has those of its own. */
  entitle: ((title: string, address?: string) => void) | null;
  language: string;
  /** Whether the reader has the graph open: it stays so on the next concept. */
  graph: { isOpen: boolean };
  /** Where the view stands: parts bring style sheets of their own. */
  root: ShadowRoot;
}

export interface Offer {
  calculator: CalculatorName;
  /** Whose calculator it is, where it is another concept's. */
  of?: { name: string };
}
