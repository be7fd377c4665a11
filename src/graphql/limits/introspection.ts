/**
 * Counts what introspection returns instead of estimating it: its types, fields and arguments are all known before
 * execution, and its lists nest so deep that any estimate would refuse the queries of explorers.
 */
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
} from 'graphql';
import { LIMITS, refusal } from '../limits.ts';
import { bytesOf } from '../work/json-size.ts';

/** What a selection returns: objects and values, their bytes, and its depth. */
export interface Size {
  entries: number;
  bytes: number;
  depth: number;
}

/** Sizes of fields without variables, cached because explorers repeat their queries. */
const measuredFields = new WeakMap<FieldNode, Size>();

/**
 * Sizes of `__schema` and `__type` fields.
 * @throws GraphQLError, from the returned function, once it has counted more than introspection may return.
 */
export function introspectionSizes(
  schema: GraphQLSchema,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Record<string, unknown>,
): (field: FieldNode) => Size {
  const known = new WeakMap<SelectionSetNode, Map<unknown, Size>>();
  const info = { schema } as GraphQLResolveInfo;
  let visited = 0;

  /** @param source - the object of the selection: a type, field or argument of graphql-js. */
  function selectionSize(selections: SelectionSetNode, type: GraphQLObjectType, source: unknown): Size {
    const ofSources = known.get(selections) ?? new Map<unknown, Size>();
    known.set(selections, ofSources);
    const measured = ofSources.get(source);
    if (measured !== undefined) return measured;
    const size = { entries: 0, bytes: 0, depth: 0 };
    for (const node of selections.selections) {
      const inside = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value)?.selectionSet : null;
      if (node.kind === Kind.FIELD) {
        const field = type.getFields()[node.name.value];
        add(size, field === undefined ? VALUE : fieldSize(node, field, source));
      } else {
        const nested = node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : inside;
        if (nested) add(size, selectionSize(nested, type, source));
      }
    }
    ofSources.set(source, size);
    return size;
  }

  function fieldSize(node: FieldNode, field: GraphQLField<unknown, unknown>, source: unknown): Size {
    if (++visited > LIMITS.introspected) throw tooMuch();
    const value = field.resolve?.(source, getArgumentValues(field, node, variables), undefined, info);
    const type = getNamedType(field.type);
    const name = (node.alias ?? node.name).value.length + 4;
    if (node.selectionSet === undefined || !isObjectType(type)) {
      return { entries: 1, bytes: name + bytesOf(value), depth: 1 };
    }
    const size = { entries: 0, bytes: name, depth: 0 };
    for (const one of Array.isArray(value) ? value : [value]) {
      size.entries++;
      if (one !== null && one !== undefined) add(size, selectionSize(node.selectionSet, type, one));
    }
    return { ...size, depth: size.depth + 1 };
  }

  return (node) => {
    const size =
      measuredFields.get(node) ??
      fieldSize(node, node.name.value === '__schema' ? SchemaMetaFieldDef : TypeMetaFieldDef, undefined);
    if (Object.keys(variables).length === 0) measuredFields.set(node, size);
    return size;
  };
}

export function tooMuch(): GraphQLError {
  return refusal(
    'TOO_MUCH_INTROSPECTION',
    `introspection may return at most ${LIMITS.introspected} objects and values, but this document requests more`,
  );
}

const VALUE: Size = { entries: 1, bytes: 20, depth: 1 };

function add(size: Size, part: Size): void {
  size.entries += part.entries;
  size.bytes += part.bytes;
  size.depth = Math.max(size.depth, part.depth);
}
