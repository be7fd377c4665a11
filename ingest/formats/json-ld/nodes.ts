/**
 * The JSON-LD of a page as nodes with fields, whatever its blocks look like: one object, a list, a graph; fields with a
 * prefix or an address before their name; a value inside an object; a node that another one names by its `@id`.
 *
 * Only own fields are read, into new objects; contexts are never fetched; a field of a wrong type is as good as absent.
 * A block that cannot be read costs the page nothing but that block.
 */
import type { RawBlock } from '../outline.ts';
import { excerpt, plainText } from '../plain-text.ts';
import { type Json, parseJson } from './json-text.ts';

/** An object of JSON-LD: its fields by their bare names, `id` for `@id` and `type` for `@type`. */
export interface Node {
  readonly types: ReadonlySet<string>;
  readonly fields: ReadonlyMap<string, readonly Value[]>;
}
export type Value = string | number | boolean | Node;

/** A block that could not be read; `block` counts from 1. */
export interface BlockFault {
  block: number;
  reason: string;
}

/** What the blocks of a page hold together. */
export interface NodeGraph {
  /** The blocks' own objects, those of their lists and graphs, in order. */
  readonly top: readonly Node[];
  /** The nodes of a field, where it only names one that one of the page's blocks describes, that one. */
  nodes(node: Node, field: string): Node[];
}

/** Reads the blocks of a page. A block that the copy was cut in is read only if nothing of it is missing. */
export function readNodes(blocks: readonly RawBlock[]): { graph: NodeGraph; faults: BlockFault[] } {
  const faults: BlockFault[] = [];
  const top: Node[] = [];
  const described = new Map<string, Node>();
  for (const [index, { text, isWhole }] of blocks.entries()) {
    try {
      top.push(...topNodes(parseJson(text), described));
    } catch (error) {
      if (isWhole) faults.push({ block: index + 1, reason: excerpt((error as Error).message) });
    }
  }
  const nodes = (node: Node, field: string) =>
    (node.fields.get(field) ?? []).filter(isNode).map((found) => {
      const id = found.fields.size === 1 ? idOf(found) : null;
      return (id === null ? undefined : described.get(id)) ?? found;
    });
  return { graph: { top, nodes }, faults };
}

/** Whether a node has one of the types. */
export function isA({ types }: Node, ...wanted: readonly string[]): boolean {
  return wanted.some((type) => types.has(type));
}

/** A field's strings without markup and controls, none of them empty. */
export function texts(node: Node | undefined, field: string): string[] {
  const values = node?.fields.get(field) ?? [];
  return values.flatMap((value) => (typeof value === 'string' ? plainText(value) || [] : []));
}

/** A field's string where it has one alone; null for anything else. */
export function text(node: Node | undefined, field: string): string | null {
  const values = node?.fields.get(field) ?? [];
  return values.length === 1 ? (texts(node, field)[0] ?? null) : null;
}

/** An address of a node: that of the field, or its own `@id`. */
export function idOf(node: Node): string | null {
  return text(node, 'id');
}

/** The objects of a block: itself, those of a list, those of its one graph. */
function topNodes(value: Json, described: Map<string, Node>): Node[] {
  const top = (Array.isArray(value) ? value : [value]).filter(isObject);
  if (top.length === 0) throw new Error('it is no object');
  return top.flatMap((object) => {
    const node = nodeOf(object, described);
    return [node, ...(node.fields.get('@graph') ?? []).filter(isNode)];
  });
}

/** @param described - gets each node that says more than who it is, by its `@id`; the first one is kept. */
function nodeOf(object: { [key: string]: Json }, described: Map<string, Node>): Node {
  const fields = new Map<string, readonly Value[]>();
  for (const [key, value] of Object.entries(object)) {
    const name = fieldName(key);
    // A field under its bare name is the one that is meant.
    if (!fields.has(name) || name === key) fields.set(name, valuesOf(value, described));
  }
  const types = new Set((fields.get('type') ?? []).flatMap((type) => (typeof type === 'string' ? bare(type) : [])));
  const node = { types, fields };
  const id = idOf(node);
  if (id !== null && fields.size > 1 && !described.has(id)) described.set(id, node);
  return node;
}

/** A field's values: those of a list, or the one there is. */
function valuesOf(value: Json, described: Map<string, Node>): Value[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesOf(item, described));
  if (value === null) return [];
  if (!isObject(value)) return [value];
  const inside = ['@value', '@list', '@set'].find((key) => Object.hasOwn(value, key));
  return inside === undefined ? [nodeOf(value, described)] : valuesOf(value[inside] ?? null, described);
}

/** `name` for `name`, `schema:name` and `https://schema.org/name`; keywords of JSON-LD keep their sign but these two. */
function fieldName(key: string): string {
  if (key === '@id' || key === '@type') return key.slice(1);
  return key.startsWith('@') ? key : bare(key);
}

/** A name without the prefix or the address before it. */
function bare(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':'), name.lastIndexOf('#')) + 1);
}

function isNode(value: Value): value is Node {
  return typeof value === 'object';
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
