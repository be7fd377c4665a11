/**
 * Measures a selection: its depth, what it makes the service produce by the worst-case estimate, and the size of its
 * answer.
 *
 * Each selection is measured once per parent type, however often fragments repeat it, so a document that doubles itself
 * in every fragment is as cheap to measure as any other.
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
import { type AnswerSizes, answerSizes } from './answer-sizes.ts';
import { checkArguments } from './arguments.ts';
import { assumedSizeOf, bytesOfEntries, bytesOfField, costOf, listSizeOf } from './charges.ts';
import { introspectionSizes } from './introspection.ts';

export interface Measure {
  depth: number;
  /** Greatest depth below `__schema` or `__type`. */
  introspectionDepth: number;
  /** Objects, and the cost of finding them. */
  nodes: number;
  /** Objects and values of introspection. */
  introspected: number;
  bytes: number;
}

type Field = GraphQLField<unknown, unknown>;

const NOTHING: Measure = { depth: 0, introspectionDepth: 0, nodes: 0, introspected: 0, bytes: 0 };
/** What the enclosing fields say about the lists of a selection. */
interface Within {
  /** Entries of the parent's `sized` lists, if its arguments say how many. */
  scale: number;
  sized: readonly string[];
  /** Set within the answer of an analysis. */
  sizes: AnswerSizes | null;
}
const ROOT: Within = { scale: 1, sized: [], sizes: null };
/** Bytes of an object besides its fields, including the comma after it. */
const BRACES = 3;

export interface Measured extends Measure {
  /** The path to the largest part of the answer, such as `concepts.nodes.definitions.text`. */
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
  const queryName = schema.getQueryType()?.name ?? '';
  const introspectionSize = introspectionSizes(schema, fragments, variables);
  const known = new Map<string, WeakMap<SelectionSetNode, Measure>>();

  function ofSelections(selectionSet: SelectionSetNode, typeName: string, within: Within): Measure {
    const { scale, sized, sizes } = within;
    const key = `${typeName} ${scale} ${sized.join()} ${sizes?.key}`;
    const ofType = known.get(key) ?? new WeakMap<SelectionSetNode, Measure>();
    known.set(key, ofType);
    const measured = ofType.get(selectionSet);
    if (measured !== undefined) return measured;
    const sum = { ...NOTHING };
    for (const node of selectionSet.selections) {
      const part = ofSelection(node, typeName, within);
      sum.depth = Math.max(sum.depth, part.depth);
      sum.introspectionDepth = Math.max(sum.introspectionDepth, part.introspectionDepth);
      sum.nodes += part.nodes;
      sum.introspected += part.introspected;
      sum.bytes += part.bytes;
    }
    ofType.set(selectionSet, sum);
    return sum;
  }

  function ofSelection(node: SelectionNode, typeName: string, within: Within): Measure {
    if (node.kind === Kind.FIELD) return ofField(node, typeName, within);
    const spread = insideOf(node, typeName);
    return spread === undefined ? NOTHING : ofSelections(spread.selections, spread.typeName, within);
  }

  /** The selections of a fragment, and their type. */
  function insideOf(node: Exclude<SelectionNode, FieldNode>, typeName: string) {
    if (node.kind === Kind.INLINE_FRAGMENT) {
      return { selections: node.selectionSet, typeName: node.typeCondition?.name.value ?? typeName };
    }
    const fragment = fragments.get(node.name.value);
    return fragment && { selections: fragment.selectionSet, typeName: fragment.typeCondition.name.value };
  }

  /** The context within a field's answer; `asked` is how many entries its arguments ask for. */
  function inside(field: Field, given: Record<string, unknown>, asked: number | null, { sizes }: Within): Within {
    return {
      scale: asked ?? 1,
      sized: listSizeOf(field)?.sizedFields ?? [],
      sizes: sizes ?? answerSizes(field.name, given.input),
    };
  }

  function ofField(node: FieldNode, typeName: string, within: Within): Measure {
    const name = (node.alias ?? node.name).value.length + 4;
    if (node.name.value === '__schema' || node.name.value === '__type') {
      const { entries, bytes, depth } = introspectionSize(node);
      return { ...NOTHING, introspectionDepth: depth, introspected: entries, bytes };
    }
    const parent = schema.getType(typeName);
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    if (field === undefined) return { ...NOTHING, depth: 1, bytes: name + typeName.length };
    const given = getArgumentValues(field, node, variables);
    checkArguments(field, given, node);
    const type = getNamedType(field.type);
    const entries = within.sizes?.of(typeName, field.name);
    if (node.selectionSet === undefined || !isCompositeType(type)) {
      const bytes = entries === undefined ? bytesOfField(field) : bytesOfEntries(entries);
      return { ...NOTHING, depth: 1, bytes: name + bytes };
    }
    const asked = entriesAsked(field, given);
    const own = entries ?? ownEntries(field, asked, within.scale, within.sized.includes(field.name));
    const below = ofSelections(node.selectionSet, type.name, inside(field, given, asked, within));
    // Objects that only structure a list do not count.
    const counted = /(?:Connection|Edge|PageInfo)$/.test(type.name) ? 0 : 1;
    return {
      depth: 1 + below.depth,
      introspectionDepth: below.introspectionDepth,
      nodes: costOf(field) + own * (counted + below.nodes),
      introspected: below.introspected,
      bytes: name + own * (BRACES + below.bytes),
    };
  }

  /** The path of response names with the most bytes. */
  function heaviest(): string {
    const names: string[] = [];
    let [selectionSet, typeName, within]: [SelectionSetNode, string, Within] = [selections, queryName, ROOT];
    for (;;) {
      let most: { node: SelectionNode; bytes: number } | null = null;
      for (const node of selectionSet.selections) {
        const { bytes } = ofSelection(node, typeName, within);
        if (most === null || bytes > most.bytes) most = { node, bytes };
      }
      if (most === null) return names.join('.');
      if (most.node.kind !== Kind.FIELD) {
        const spread = insideOf(most.node, typeName);
        if (!spread) return names.join('.');
        [selectionSet, typeName] = [spread.selections, spread.typeName];
        continue;
      }
      const { node } = most as { node: FieldNode };
      names.push((node.alias ?? node.name).value);
      const parent = schema.getType(typeName);
      const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
      if (node.selectionSet === undefined || field === undefined) return names.join('.');
      const given = getArgumentValues(field, node, variables);
      within = inside(field, given, entriesAsked(field, given), within);
      [selectionSet, typeName] = [node.selectionSet, getNamedType(field.type).name];
    }
  }

  return { ...ofSelections(selections, queryName, ROOT), heaviest };
}

/** How many entries a field's arguments ask for; null if none of them says. */
export function entriesAsked(field: Field, given: Record<string, unknown>): number | null {
  const size = listSizeOf(field);
  for (const name of size?.slicingArguments ?? []) {
    const value = given[name] ?? null;
    if (Array.isArray(value)) return value.length;
    if (typeof value === 'string') return Math.ceil(value.length / (size?.charactersPerEntry ?? 1));
    return value === null ? defaultSize(field, name) : Number(value);
  }
  return null;
}

/** How many objects a field returns per parent. */
function ownEntries(field: Field, asked: number | null, scale: number, isSized: boolean): number {
  const size = listSizeOf(field);
  if (isSized) return scale;
  if (size?.perParentEntry !== undefined) return Math.min(assumedSizeOf(field), size.perParentEntry * scale);
  return asked !== null && size?.sizedFields === undefined ? asked : assumedSizeOf(field);
}
