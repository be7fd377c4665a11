/** Headings of relations by kind, and by direction: what a term says of others, what others say of it. */
const HEADINGS: Readonly<Record<string, readonly [outgoing: string, incoming: string]>> = {
  HAS_PART: ['Parts', 'Part of'],
  RELATED: ['Related terms', 'Listed as related by'],
  RECOMMENDS: ['Recommends', 'Recommended by'],
  MENTIONS: ['Mentions', 'Mentioned by'],
  LINKS_TO: ['Links to', 'Linked from'],
  NARROWER: ['Narrower terms', 'Broader terms'],
  SIMILAR: ['Similar names', 'Similar names'],
};

/** What stands before the terms that a term has such a relation with. */
export function relationHeading(kind: string, isOutgoing: boolean): string {
  return HEADINGS[kind]?.[isOutgoing ? 0 : 1] ?? kind;
}
