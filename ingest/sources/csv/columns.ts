/** What the columns of a table of terms hold. */

export const COLUMNS = ['term', 'definition', 'synonyms', 'parent', 'related', 'notes', 'url'] as const;
export type Column = (typeof COLUMNS)[number];
