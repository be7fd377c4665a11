/** Headings of relations by kind and direction: what a term states about others, and what others state about it. */
const HEADINGS: Readonly<Record<string, readonly [outgoing: string, incoming: string]>> = {
  HAS_PART: ['Parts', 'Part of'],
  RELATED: ['Related terms', 'Listed as related by'],
  RECOMMENDS: ['Recommends', 'Recommended by'],
  MENTIONS: ['Mentions', 'Mentioned by'],
  LINKS_TO: ['Links to', 'Linked from'],
  NARROWER: ['Narrower terms', 'Broader terms'],
  SIMILAR: ['Similar names', 'Similar names'],
};

/** The heading above the terms that have this relation with a term. */
export function relationHeading(kind: string, isOutgoing: boolean): string {
  return HEADINGS[kind]?.[isOutgoing ? 0 : 1] ?? kind;
}
