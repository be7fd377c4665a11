/** What the schema's directives say about fields and arguments, parsed once for each. */
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

/** Assumed entries of a list of objects without `@listSize`. */
const UNSIZED = 10;
/** Assumed entries of a list of values. */
const VALUES = 5;
/** Bytes of the values of built-in scalars. */
const BYTES: Readonly<Record<string, number>> = { Boolean: 5, Int: 6, Float: 18, ID: 40, String: 60 };
const ENUM_BYTES = 14;
/** Bytes of one entry in a long list of numbers, words or codes, with its comma. */
const VALUE_BYTES = 20;

const sizes = new WeakMap<Field, ListSize | null>();
const costs = new WeakMap<Field, number>();
const bytes = new WeakMap<Field, number>();
const bounds = new WeakMap<GraphQLArgument, Bounds>();

/** The field's `@listSize`; null without one. */
export function listSizeOf(field: Field): ListSize | null {
  return getOrMake(sizes, field, () => directive<ListSize>(field.astNode?.directives, 'listSize'));
}

/** Entries of a list about which nothing else is known; 1 if it is not a list. */
export function assumedSizeOf(field: Field): number {
  if (!isListType(getNullableType(field.type))) return 1;
  return listSizeOf(field)?.assumedSize ?? UNSIZED;
}

/** The field's `@cost`: what finding its result costs, in objects. */
export function costOf(field: Field): number {
  return getOrMake(costs, field, () => directive<{ weight: number }>(field.astNode?.directives, 'cost')?.weight ?? 0);
}

/** Bytes of a field's value as JSON: `@bytes` of the field, else of its type. */
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

/** Bytes of a list with that many values. */
export function bytesOfEntries(entries: number): number {
  return entries * VALUE_BYTES + 2;
}

/** The argument's `@length` and `@range`. */
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
