/** Types of the tools' answers that the term commands print. */

export interface Term {
  slug: string;
  name: string;
}

interface Described extends Term {
  meaning: string | null;
}

interface Titled {
  slug: string;
  title: string;
}

export interface LookupAnswer {
  lookup: {
    outcome: 'FOUND' | 'AMBIGUOUS' | 'NOT_FOUND';
    concept: Term | null;
    candidates: { concept: Term }[];
  };
}

export interface TermAnswer {
  concept: Described & {
    isStub: boolean;
    alternateNames: string[];
    definitions: { kind: string; facet: string | null; text: string }[];
    related: Described[];
    calculators: Titled[];
    episodes: Titled[];
    pages: { url: string }[];
  };
}

export interface SearchAnswer {
  search: {
    totalCount: number;
    correctedQuery: string | null;
    edges: { node: Described; match: { field: string; text: string } }[];
  };
}

export interface RelatedAnswer {
  concept: Term & {
    related: Described[];
    relations: {
      totalCount: number;
      edges: { direction: 'OUTGOING' | 'INCOMING'; concept: Term; node: { kind: string } }[];
    };
  };
}

export interface PathAnswer {
  path: { concepts: Term[]; steps: { from: { slug: string }; kind: string }[] };
}
