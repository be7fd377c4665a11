/** What a glossary on one page holds. */
import type { Inline, Section } from '../../formats/outline.ts';

export interface Entry {
  names: string[];
  texts: Inline[];
  /** The fragments that lead to its names. */
  anchors: string[];
}

/** The terms of a page, the texts that belong to none of them, and headings that name none. */
export interface Terms {
  entries: Entry[];
  rest: Inline[];
  headings: string[];
}

/** The headings of a page whose terms are found otherwise. */
export function headingsOf(sections: readonly Section[]): string[] {
  return sections.map(({ heading }) => heading.text);
}
