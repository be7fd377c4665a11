/** JSON texts of scalar and enum values, serialized by their types. */
import { GRAPHQL_MAX_INT, GRAPHQL_MIN_INT, type GraphQLLeafType, isEnumType, isSpecifiedScalarType } from 'graphql';
import { NotCompiled } from './answer-text.ts';

export type LeafText = (value: unknown) => string;

/** The text of a value that is neither null nor undefined. @throws like `serialize`, or NotCompiled. */
export function leafText(type: GraphQLLeafType): LeafText {
  const serialized: LeafText = (value) => {
    const text = JSON.stringify(type.serialize(value) ?? undefined);
    // Execution reports which value it is.
    if (text === undefined) throw new NotCompiled();
    return text;
  };
  if (isEnumType(type)) {
    const texts = new Map<unknown, string>(type.getValues().map(({ value, name }) => [value, `"${name}"`]));
    return (value) => texts.get(value) ?? serialized(value);
  }
  if (!isSpecifiedScalarType(type)) return serialized;
  switch (type.name) {
    case 'String':
    case 'ID':
      return (value) => (typeof value === 'string' ? quoted(value) : serialized(value));
    case 'Boolean':
      return (value) => (typeof value === 'boolean' ? String(value) : serialized(value));
    case 'Int':
      return (value) => (isInt(value) ? String(value) : serialized(value));
    default:
      return (value) => (Number.isFinite(value) ? String(value) : serialized(value));
  }
}

function isInt(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= GRAPHQL_MIN_INT && (value as number) <= GRAPHQL_MAX_INT;
}

/** Characters that JSON may escape: quotes, backslashes, controls, and surrogates, which may be unpaired. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes them
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

/** This test takes a fraction of the time of JSON.stringify. */
function quoted(value: string): string {
  return ESCAPED.test(value) ? JSON.stringify(value) : `"${value}"`;
}
