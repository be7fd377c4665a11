/** What a glossary on one page holds. */
import type { Inline } from '../../formats/outline.ts';

export interface Entry {
  names: string[];
  texts: Inline[];
}

/** The terms of a page, and the texts that belong to none of them. */
export interface Terms {
  entries: Entry[];
  rest: Inline[];
}
