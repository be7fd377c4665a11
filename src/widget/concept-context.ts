/** What the view of a concept and its parts receive besides the concept. */
import type { CalculatorName } from './concept.ts';
import type { Place } from './run-address.ts';

export interface ConceptContext {
  endpoint: string;
  /** Shows another concept. */
  walk(slug: string): void;
  /** The run to open initially. */
  place: Place | null;
  /** The address that reopens a place. */
  addressOf(place: Place): string;
  /** Sets the page's title and optionally its address; null where the page manages its own. */
  entitle: ((title: string, address?: string) => void) | null;
  language: string;
  /** Whether the reader has the graph open; it stays open on the next concept. */
  graph: { isOpen: boolean };
  /** The tree that holds the view: parts add their own style sheets to it. */
  root: ShadowRoot;
}

export interface Offer {
  calculator: CalculatorName;
  /** The concept that the calculator belongs to, if it is not the shown one. */
  of?: { name: string };
}
