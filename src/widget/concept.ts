/** A concept with everything that its view shows at once. */
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
  /** Where to read on: of a stub, where most links to it lead. */
  url: string | null;
  definitions: Definition[];
  related: ConceptName[];
  calculators: CalculatorName[];
  /** Those of the nearest concepts that have any, its own among them. */
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

/** The concept, or null where the glossary has none of that slug. */
export async function readConcept(endpoint: string, slug: string, signal: AbortSignal): Promise<Concept | null> {
  return (await ask<{ concept: Concept | null }>(endpoint, QUERY, { slug }, signal)).concept;
}
