/** What the directives of a schema say of its fields and arguments, read once for each. */
import {
  type ConstDirectiveNode,
  type GraphQLArgument,
  type GraphQLField,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  isScalarType,
  type ObjectValueNode,
  valueFromASTUntyped,
} from 'graphql';
import { getOrMake } from '../../get-or-make.ts';

type Field = GraphQLField<unknown, unknown>;

export interface ListSize {
  assumedSize?: number;
  slicingArguments?: readonly string[];
  sizedFields?: readonly string[];
  charactersPerEntry?: number;
  perParentEntry?: number;
}

export interface Bounds {
  length?: { max: number; each?: number };
  range?: { min: number; max: number };
}

/** Entries reckoned with where a list of objects says nothing. */
const UNSIZED = 10;
/** Entries reckoned with where a list of values says nothing. */
const VALUES = 5;
/** Bytes of the values of built-in scalars. */
const BYTES: Readonly<Record<string, number>> = { Boolean: 5, Int: 6, Float: 18, ID: 40, String: 60 };
const ENUM_BYTES = 14;
/** Bytes of one of many numbers, words or codes, with its comma. */
const VALUE_BYTES = 20;

const sizes = new WeakMap<Field, ListSize | null>();
const costs = new WeakMap<Field, number>();
const bytes = new WeakMap<Field, number>();
const bounds = new WeakMap<GraphQLArgument, Bounds>();

/** What `@listSize` says; null where a field does not have it. */
export function listSizeOf(field: Field): ListSize | null {
  return getOrMake(sizes, field, () => directive<ListSize>(field.astNode?.directives, 'listSize'));
}

/** How many entries a list has of which nothing else is known; 1 for what is no list. */
export function assumedSizeOf(field: Field): number {
  if (!isListType(getNullableType(field.type))) return 1;
  return listSizeOf(field)?.assumedSize ?? UNSIZED;
}

/** What `@cost` says: objects that it costs to find what the field gives. */
export function costOf(field: Field): number {
  return getOrMake(costs, field, () => directive<{ weight: number }>(field.astNode?.directives, 'cost')?.weight ?? 0);
}

/** Bytes of a field's value as JSON: what `@bytes` says of the field, else of its type. */
export function bytesOfField(field: Field): number {
  return getOrMake(bytes, field, () => {
    const own = directive<{ assumed: number }>(field.astNode?.directives, 'bytes');
    if (own !== null) return own.assumed;
    const type = getNamedType(field.type);
    const ofType = isScalarType(type) ? directive<{ assumed: number }>(type.astNode?.directives, 'bytes') : null;
    const one = ofType?.assumed ?? (isEnumType(type) ? ENUM_BYTES : (BYTES[type.name] ?? ENUM_BYTES));
    return isListType(getNullableType(field.type)) ? one * VALUES : one;
  });
}

/** Bytes of a list of so many values. */
export function bytesOfEntries(entries: number): number {
  return entries * VALUE_BYTES + 2;
}

/** What `@length` and `@range` say. */
export function boundsOf(argument: GraphQLArgument): Bounds {
  return getOrMake(bounds, argument, () => {
    const length = directive<NonNullable<Bounds['length']>>(argument.astNode?.directives, 'length');
    const range = directive<NonNullable<Bounds['range']>>(argument.astNode?.directives, 'range');
    return { ...(length && { length }), ...(range && { range }) };
  });
}

function directive<Given>(directives: readonly ConstDirectiveNode[] | undefined, name: string): Given | null {
  const node = directives?.find((one) => one.name.value === name);
  if (node === undefined) return null;
  return Object.fromEntries(
    (node.arguments ?? []).map(({ name: { value: key }, value }) => [
      key,
      valueFromASTUntyped(value as ObjectValueNode),
    ]),
  ) as Given;
}
