/** A concept with everything that its view shows initially. */
import { ask } from './service.ts';

export interface ConceptName {
  slug: string;
  name: string;
}

export interface Definition {
  kind: 'MEANING' | 'BODY' | 'FACET' | 'GLOSS';
  text: string;
  facet: string | null;
  page: { url: string; title: string };
}

export interface CalculatorName {
  slug: string;
  title: string;
  summary: string;
}

export interface Concept extends ConceptName {
  meaning: string | null;
  alternateNames: string[];
  isStub: boolean;
  /** Where to read on; for a stub, the address that most links to it point at. */
  url: string | null;
  definitions: Definition[];
  related: ConceptName[];
  calculators: CalculatorName[];
  /** The calculators of the nearest concepts that have any, including its own. */
  nearbyCalculators: { calculator: CalculatorName; concept: { name: string } }[];
}

const QUERY = `query ($slug: String!) {
  concept(slug: $slug) {
    slug name meaning alternateNames isStub url
    definitions(first: 100) { kind text facet page { url title } }
    related(first: 12) { slug name }
    calculators { slug title summary }
    nearbyCalculators(first: 3) { calculator { slug title summary } concept { name } }
  }
}`;

/** The concept, or null if the glossary has no such slug. */
export async function readConcept(endpoint: string, slug: string, signal: AbortSignal): Promise<Concept | null> {
  return (await ask<{ concept: Concept | null }>(endpoint, QUERY, { slug }, signal)).concept;
}
