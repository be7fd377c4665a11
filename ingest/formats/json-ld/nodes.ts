/**
 * The JSON-LD of a page as nodes with fields, in any notation: one object, a list or a graph; field names with a prefix
 * or as a full address; values wrapped in objects; references to other nodes by `@id`.
 *
 * Only the requested own fields are read; contexts are never fetched; a field of the wrong type counts as absent.
 * An unreadable block costs the page only that block.
 */
import type { RawBlock } from '../outline.ts';
import { inShort, plainText } from '../plain-text.ts';
import { type Json, parseJson } from './json-text.ts';

/** A JSON-LD object as written; the functions below find its fields by their bare names. */
export interface Node {
  readonly [key: string]: Json;
}
type Value = Exclude<Json, null | Json[]>;

/** A block that could not be read; `block` counts from 1. */
export interface BlockFault {
  block: number;
  reason: string;
}

/** The nodes of all blocks of a page. */
export interface NodeGraph {
  /** The top-level objects of the blocks, of their lists and of their graphs, in order. */
  readonly top: readonly Node[];
  /** The nodes of a field; a reference by `@id` is replaced by the node it refers to, if any block describes it. */
  nodes(node: Node, field: string): Node[];
}

/** The nodes of a page, and the faults of unreadable blocks. */
export interface ReadNodes {
  graph: NodeGraph;
  faults: BlockFault[];
}

/** Reads the blocks of a page. A block that the copy was cut in is dropped without a fault if it cannot be parsed. */
export function readNodes(blocks: readonly RawBlock[]): ReadNodes {
  const faults: BlockFault[] = [];
  const top: Node[] = [];
  for (const [index, { text, isWhole, line }] of blocks.entries()) {
    try {
      top.push(...topNodes(parseJson(text, line)));
    } catch (error) {
      if (isWhole) faults.push({ block: index + 1, reason: inShort((error as Error).message) });
    }
  }
  let described: ReadonlyMap<string, Node> | null = null;
  const itself = (found: Node): Node => {
    const id = isReference(found) ? idOf(found) : null;
    if (id === null) return found;
    described ??= describedIn(top);
    return described.get(id) ?? found;
  };
  const nodes = (node: Node, field: string): Node[] => {
    const values = valuesOf(node, field);
    return values.length === 0 ? [] : values.filter(isNode).map(itself);
  };
  return { graph: { top, nodes }, faults };
}

/** Whether a node has one of the types, in any notation: alone or in a list, with a prefix or as a full address. */
export function isA(node: Node, ...wanted: readonly string[]): boolean {
  const type = fieldOf(node, 'type');
  if (typeof type === 'string') return wanted.includes(bare(type));
  return valuesOf(node, 'type').some((each) => typeof each === 'string' && wanted.includes(bare(each)));
}

/** Whether a node has a field, whatever its value. */
export function has(node: Node, field: string): boolean {
  return fieldOf(node, field) !== undefined;
}

/** A field's strings as plain text, without empty ones. */
export function texts(node: Node | undefined, field: string): string[] {
  if (node === undefined) return [];
  return valuesOf(node, field).flatMap((value) => (typeof value === 'string' ? plainText(value) || [] : []));
}

/** A field's numbers and strings as plain text, without empty ones. */
export function values(node: Node, field: string): string[] {
  return valuesOf(node, field).flatMap((value) =>
    typeof value === 'number' ? String(value) : typeof value === 'string' ? plainText(value) || [] : [],
  );
}

/** A field's string if that is its only value; null otherwise. */
export function text(node: Node | undefined, field: string): string | null {
  if (node === undefined) return null;
  const only = fieldOf(node, field);
  if (typeof only === 'string') return plainText(only) || null;
  const [value, second] = only === undefined ? [] : flat(only);
  return typeof value === 'string' && second === undefined ? plainText(value) || null : null;
}

/** A node's own `@id`. */
export function idOf(node: Node): string | null {
  return text(node, 'id');
}

/** The objects of a block: itself or those of its list, each followed by those of its graph. Throws for none. */
function topNodes(value: Json): Node[] {
  const top = (Array.isArray(value) ? value : [value]).filter(isNode);
  if (top.length === 0) throw new Error('it is not an object');
  return top.flatMap((node) => [node, ...valuesOf(node, '@graph').filter(isNode)]);
}

/** All nodes with more fields than `@id`, by that `@id`; the first one wins. */
function describedIn(top: readonly Node[]): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  const visit = (value: Json): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    if (!isNode(value)) return;
    const id = isReference(value) ? null : idOf(value);
    if (id !== null && !found.has(id)) found.set(id, value);
    for (const field of Object.values(value)) visit(field);
  };
  for (const node of top) visit(node as Json);
  return found;
}

function isReference(node: Node): boolean {
  let count = 0;
  for (const key in node) {
    count += 1;
    if (count > 1 || (key !== '@id' && key !== 'id')) return false;
  }
  return count === 1;
}

/** A field's values, flattened: lists are expanded, wrapped values unwrapped. */
function valuesOf(node: Node, field: string): Value[] {
  const value = fieldOf(node, field);
  if (value === undefined) return NONE;
  return typeof value === 'string' ? [value] : flat(value);
}

const NONE: Value[] = [];

/** Finds a field as `name`, `schema:name` or `https://schema.org/name`; `id` and `type` also as `@id` and `@type`. */
function fieldOf(node: Node, field: string): Json | undefined {
  if (Object.hasOwn(node, field)) return node[field];
  const keyword = field === 'id' ? '@id' : field === 'type' ? '@type' : null;
  if (keyword !== null && Object.hasOwn(node, keyword)) return node[keyword];
  for (const key in node) {
    if (key.length > field.length && key.endsWith(field) && bare(key) === field) return node[key];
  }
  return undefined;
}

function flat(value: Json): Value[] {
  if (Array.isArray(value)) return value.flatMap(flat);
  if (value === null) return [];
  if (!isNode(value)) return [value];
  const inside = ['@value', '@list', '@set'].find((key) => Object.hasOwn(value, key));
  return inside === undefined ? [value as Value] : flat(value[inside] ?? null);
}

/** A name without its prefix or address. */
function bare(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':'), name.lastIndexOf('#')) + 1);
}

function isNode(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
