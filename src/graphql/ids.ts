/** Node ids: base64url of `Type:key`, the same for every store. */
import type { RelationKey } from '../model/graph.ts';
import { RELATION_KINDS } from '../model/types.ts';

const TYPES = ['Concept', 'Page', 'Calculator', 'Relation'] as const;
export type NodeType = (typeof TYPES)[number];

export function nodeId(type: NodeType, key: string): string {
  return Buffer.from(`${type}:${key}`).toString('base64url');
}

/** Decodes an id; null if it is not one of ours. */
export function parseNodeId(id: string): { type: NodeType; key: string } | null {
  const text = Buffer.from(id, 'base64url').toString();
  const colon = text.indexOf(':');
  const type = TYPES.find((known) => known === text.slice(0, colon));
  const key = text.slice(colon + 1);
  // Decoding ignores stray characters, but only the exact encoding is a valid id.
  if (type === undefined || key === '' || nodeId(type, key) !== id) return null;
  return { type, key };
}

export function relationId({ kind, from, to }: RelationKey): string {
  return nodeId('Relation', [kind, from, to].map(escaped).join(':'));
}

/** Decodes the key of a relation; null if it is not one. */
export function parseRelationKey(key: string): RelationKey | null {
  const [kindName, ...ends] = key.split(':');
  const kind = RELATION_KINDS.find((known) => known === kindName);
  const [from, to, ...rest] = ends.map((end) => end.replaceAll('%3A', ':').replaceAll('%25', '%'));
  if (kind === undefined || from === undefined || to === undefined || rest.length > 0) return null;
  const relation = { kind, from, to };
  return relationId(relation) === nodeId('Relation', key) ? relation : null;
}

function escaped(part: string): string {
  return part.replace(/[%:]/g, encodeURIComponent);
}
