/**
 * How deep a selection goes, what it makes the service produce in the worst case that is reckoned with, and how large
 * its answer becomes.
 *
 * Each selection is measured once for each parent type, however often fragments repeat it: a document that doubles
 * itself in every fragment is as cheap to measure as any other.
 */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { defaultSize } from '../limits.ts';
import { checkArguments } from './arguments.ts';
import { assumedSizeOf, bytesOfField, costOf, listSizeOf } from './charges.ts';
import { introspectionSizes } from './introspection.ts';

export interface Measure {
  depth: number;
  /** The deepest below `__schema` or `__type`. */
  introspectionDepth: number;
  /** Objects, and what it costs to find them. */
  nodes: number;
  /** Objects and values of introspection. */
  introspected: number;
  bytes: number;
}

type Field = GraphQLField<unknown, unknown>;

const NOTHING: Measure = { depth: 0, introspectionDepth: 0, nodes: 0, introspected: 0, bytes: 0 };
/** Bytes of an object around its fields, the comma after it included. */
const BRACES = 3;

export interface Measured extends Measure {
  /** Where most of the answer is, such as `concepts.nodes.definitions.text`. */
  heaviest(): string;
}

/** @throws GraphQLError for the first argument out of bounds. */
export function measure(
  selections: SelectionSetNode,
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Record<string, unknown>,
): Measured {
  const fragments = new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  const introspectionSize = introspectionSizes(schema, fragments, variables);
  const known = new Map<string, WeakMap<SelectionSetNode, Measure>>();

  /** @param scale - entries of the parent's lists, where its own field says how many. */
  function ofSelections(
    selectionSet: SelectionSetNode,
    typeName: string,
    scale: number,
    sized: readonly string[],
  ): Measure {
    const key = `${typeName} ${scale} ${sized.join()}`;
    const ofType = known.get(key) ?? new WeakMap<SelectionSetNode, Measure>();
    known.set(key, ofType);
    const measured = ofType.get(selectionSet);
    if (measured !== undefined) return measured;
    const sum = { ...NOTHING };
    for (const node of selectionSet.selections) {
      const part = ofSelection(node, typeName, scale, sized);
      sum.depth = Math.max(sum.depth, part.depth);
      sum.introspectionDepth = Math.max(sum.introspectionDepth, part.introspectionDepth);
      sum.nodes += part.nodes;
      sum.introspected += part.introspected;
      sum.bytes += part.bytes;
    }
    ofType.set(selectionSet, sum);
    return sum;
  }

  function ofSelection(node: SelectionNode, typeName: string, scale: number, sized: readonly string[]): Measure {
    if (node.kind === Kind.FIELD) return ofField(node, typeName, scale, sized);
    const inside = insideOf(node, typeName);
    return inside === undefined ? NOTHING : ofSelections(inside.selections, inside.typeName, scale, sized);
  }

  /** What a fragment selects, and of which type. */
  function insideOf(node: Exclude<SelectionNode, FieldNode>, typeName: string) {
    if (node.kind === Kind.INLINE_FRAGMENT) {
      return { selections: node.selectionSet, typeName: node.typeCondition?.name.value ?? typeName };
    }
    const fragment = fragments.get(node.name.value);
    return fragment && { selections: fragment.selectionSet, typeName: fragment.typeCondition.name.value };
  }

  function ofField(node: FieldNode, typeName: string, scale: number, sized: readonly string[]): Measure {
    const name = (node.alias ?? node.name).value.length + 4;
    if (node.name.value === '__schema' || node.name.value === '__type') {
      const { entries, bytes, depth } = introspectionSize(node);
      return { ...NOTHING, introspectionDepth: depth, introspected: entries, bytes };
    }
    const parent = schema.getType(typeName);
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    if (field === undefined) return { ...NOTHING, depth: 1, bytes: name + typeName.length };
    const given = getArgumentValues(field, node, variables);
    checkArguments(field, given);
    const type = getNamedType(field.type);
    if (node.selectionSet === undefined || !isCompositeType(type)) {
      return { ...NOTHING, depth: 1, bytes: name + bytesOfField(field) };
    }
    const size = listSizeOf(field);
    const asked = entriesAsked(field, given);
    const own = ownEntries(field, asked, scale, sized.includes(field.name));
    const inside = ofSelections(node.selectionSet, type.name, asked ?? 1, size?.sizedFields ?? []);
    // What only holds a list together is not counted.
    const counted = /(?:Connection|Edge|PageInfo)$/.test(type.name) ? 0 : 1;
    return {
      depth: 1 + inside.depth,
      introspectionDepth: inside.introspectionDepth,
      nodes: costOf(field) + own * (counted + inside.nodes),
      introspected: inside.introspected,
      bytes: name + own * (BRACES + inside.bytes),
    };
  }

  /** The response names that lead to the most bytes. */
  function heaviest(): string {
    const names: string[] = [];
    let [selectionSet, typeName, scale, sized]: [SelectionSetNode, string, number, readonly string[]] = [
      selections,
      schema.getQueryType()?.name ?? '',
      1,
      [],
    ];
    for (;;) {
      let most: { node: SelectionNode; bytes: number } | null = null;
      for (const node of selectionSet.selections) {
        const { bytes } = ofSelection(node, typeName, scale, sized);
        if (most === null || bytes > most.bytes) most = { node, bytes };
      }
      if (most === null) return names.join('.');
      if (most.node.kind !== Kind.FIELD) {
        const inside = insideOf(most.node, typeName);
        if (!inside) return names.join('.');
        [selectionSet, typeName] = [inside.selections, inside.typeName];
        continue;
      }
      const { node } = most as { node: FieldNode };
      names.push((node.alias ?? node.name).value);
      const parent = schema.getType(typeName);
      const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
      if (node.selectionSet === undefined || field === undefined) return names.join('.');
      scale = entriesAsked(field, getArgumentValues(field, node, variables)) ?? 1;
      sized = listSizeOf(field)?.sizedFields ?? [];
      [selectionSet, typeName] = [node.selectionSet, getNamedType(field.type).name];
    }
  }

  return { ...ofSelections(selections, schema.getQueryType()?.name ?? '', 1, []), heaviest };
}

/** How many entries a field's arguments ask for; null where none of them says. */
function entriesAsked(field: Field, given: Record<string, unknown>): number | null {
  const size = listSizeOf(field);
  for (const name of size?.slicingArguments ?? []) {
    const value = given[name] ?? null;
    if (Array.isArray(value)) return value.length;
    if (typeof value === 'string') return Math.ceil(value.length / (size?.charactersPerEntry ?? 1));
    return value === null ? defaultSize(field, name) : Number(value);
  }
  return null;
}

/** How many objects a field gives for one parent. */
function ownEntries(field: Field, asked: number | null, scale: number, isSized: boolean): number {
  const size = listSizeOf(field);
  if (isSized) return scale;
  if (size?.perParentEntry !== undefined) return Math.min(assumedSizeOf(field), size.perParentEntry * scale);
  return asked !== null && size?.sizedFields === undefined ? asked : assumedSizeOf(field);
}
