/** Node ids: base64url of `Type:key`, the same on every store. */

const TYPES = ['Concept', 'Page', 'Calculator'] as const;
export type NodeType = (typeof TYPES)[number];

export function nodeId(type: NodeType, key: string): string {
  return Buffer.from(`${type}:${key}`).toString('base64url');
}

/** What an id names; null where it is not one of ours. */
export function parseNodeId(id: string): { type: NodeType; key: string } | null {
  const text = Buffer.from(id, 'base64url').toString();
  const colon = text.indexOf(':');
  const type = TYPES.find((known) => known === text.slice(0, colon));
  const key = text.slice(colon + 1);
  // Decoding forgives stray characters: an id is only what encoding gives.
  if (type === undefined || key === '' || nodeId(type, key) !== id) return null;
  return { type, key };
}
