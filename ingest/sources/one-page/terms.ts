/** What a glossary on one page holds. */
import type { Inline, Section } from '../../formats/outline.ts';

export interface Entry {
  names: string[];
  texts: Inline[];
  /** The fragments (anchors) that lead to the entry. */
  anchors: string[];
}

/** The terms of a page, the texts that belong to none of them, and the headings that are not terms. */
export interface Terms {
  entries: Entry[];
  rest: Inline[];
  headings: string[];
}

/** All headings of a page whose terms are not headings. */
export function headingsOf(sections: readonly Section[]): string[] {
  return sections.map(({ heading }) => heading.text);
}
