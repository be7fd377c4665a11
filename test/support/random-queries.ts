/** Random GraphQL requests from a schema: most are valid, some have a wrong value, some a broken document. */
import fc, { type GeneratorValue } from 'fast-check';
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import { HOSTILE_STRINGS } from './hostile-strings.ts';

export interface RandomQuery {
  document: string;
  variables: Record<string, unknown>;
}

/** Fields from the root to a leaf, one more than allowed. */
const DEEPEST = 11;
const FIELDS = 3;
const NUMBERS = [
  0,
  1,
  2,
  3,
  7,
  100,
  101,
  -1,
  -0,
  0.05,
  0.5,
  1.5,
  1e9,
  1e12,
  1e308,
  5e-324,
  2 ** 31 - 1,
  2 ** 31,
  -1e308,
];
const WRONG: readonly unknown[] = [
  null,
  true,
  '',
  'x',
  1,
  -1,
  1.5,
  1e308,
  [],
  [null],
  [[]],
  {},
  { constructor: 1 },
  ['a', null],
];

/** @param words - strings that match something, such as slugs. */
export function randomQuery(draw: GeneratorValue, schema: GraphQLSchema, words: readonly string[]): RandomQuery {
  const variables: Record<string, unknown> = {};
  const declared: string[] = [];
  const fragments: string[] = [];

  const chance = (percent: number) => draw(fc.nat, 99) < percent;
  const pick = <T>(values: readonly T[]): T => values[draw(fc.nat, values.length - 1)] as T;

  function selection(type: GraphQLNamedType, depth: number): string {
    const fields = isObjectType(type) || isAbstractType(type) ? fieldsOf(type, depth) : [];
    const chosen = Array.from({ length: 1 + draw(fc.nat, FIELDS - 1) }, (_, i) => {
      if (fields.length === 0 || chance(4)) return '__typename';
      const text = field(pick(fields), depth, i);
      if (chance(4)) return `... on ${type.name} { ${text} }`;
      if (chance(4)) return `${spread(type, text)} @include(if: ${chance(50)})`;
      return text;
    });
    return `{ ${chosen.join(' ')} }`;
  }

  function fieldsOf(type: GraphQLNamedType, depth: number): GraphQLField<unknown, unknown>[] {
    const fields = 'getFields' in type ? (Object.values(type.getFields()) as GraphQLField<unknown, unknown>[]) : [];
    // Most queries end early: those that are too deep or too expensive are refused, which tests little.
    const goesOn = depth === 0 || (depth < DEEPEST && chance(85 - 8 * depth));
    return goesOn ? fields : fields.filter((one) => !isCompositeType(getNamedType(one.type)));
  }

  function field(one: GraphQLField<unknown, unknown>, depth: number, place: number): string {
    // Without an alias, two with the same name and different arguments would conflict.
    const alias = one.args.length > 0 || chance(5) ? `a${depth}_${place}: ` : '';
    const given = one.args.flatMap(argument).join(', ');
    const type = getNamedType(one.type);
    const inside = isCompositeType(type) ? ` ${selection(type, depth + 1)}` : '';
    return `${alias}${one.name}${given === '' ? '' : `(${given})`}${inside}`;
  }

  function argument(one: GraphQLArgument): string[] {
    const isWanted = isRequiredArgument(one) ? !chance(1) : chance(40);
    if (!isWanted) return [];
    const given = value(one.type, 0);
    if (!chance(40)) return [`${one.name}: ${literal(given, one.type)}`];
    const name = `v${declared.length}`;
    declared.push(`$${name}: ${one.type}`);
    variables[name] = given;
    return [`${one.name}: $${name}`];
  }

  function value(type: GraphQLInputType, depth: number): unknown {
    if (chance(2)) return pick(WRONG);
    const nullable = getNullableType(type);
    if (nullable === type && chance(5)) return null;
    if (isListType(nullable)) {
      return Array.from({ length: draw(fc.nat, 3) }, () => value(nullable.ofType as GraphQLInputType, depth + 1));
    }
    if (isEnumType(nullable)) return pick(nullable.getValues()).name;
    if (isInputObjectType(nullable)) {
      const wanted = Object.values(nullable.getFields()).filter((one) => isRequiredInputField(one) || chance(30));
      return Object.fromEntries(wanted.map((one) => [one.name, value(one.type, depth + 1)]));
    }
    switch (String(nullable)) {
      case 'Int':
        return chance(80) ? 1 + draw(fc.nat, 8) : pick(NUMBERS);
      case 'Float':
        return chance(50) ? draw(fc.double, { min: 0, max: 1, noNaN: true }) : pick(NUMBERS);
      case 'Boolean':
        return chance(50);
      case 'JSON':
        return chance(30) ? pick(WRONG) : draw(fc.object, { maxDepth: 2, maxKeys: 3 });
      default:
        return chance(75) ? pick(words) : chance(50) ? pick(HOSTILE_STRINGS) : draw(fc.string, { unit: 'binary' });
    }
  }

  function spread(type: GraphQLNamedType, text: string): string {
    const name = `F${fragments.length}`;
    fragments.push(`fragment ${name} on ${type.name} { ${text} }`);
    return `...${name}`;
  }

  const root = schema.getQueryType();
  if (!root) throw new Error('the schema has no queries');
  const selected = selection(root, 0);
  const head = declared.length === 0 ? 'query' : `query(${declared.join(', ')})`;
  const document = [`${head} ${selected}`, ...fragments].join('\n');
  return { document: chance(10) ? broken(document) : document, variables };

  function broken(text: string): string {
    const at = draw(fc.nat, text.length);
    const noise = pick([
      '',
      '}',
      '{',
      '(',
      '$',
      '"',
      '"""',
      '\\',
      '\u0000',
      '\u2028',
      '@x',
      '...',
      'nothing',
      '#',
      '1e',
      '\ud800',
    ]);
    return text.slice(0, at) + noise + text.slice(at + draw(fc.nat, 5));
  }
}

/** A value as a GraphQL literal; enum values are bare where the type is an enum. */
function literal(value: unknown, type: GraphQLInputType | undefined): string {
  const nullable = type && getNullableType(type);
  if (Array.isArray(value)) {
    const inner = isListType(nullable) ? (nullable.ofType as GraphQLInputType) : undefined;
    return `[${value.map((one) => literal(one, inner)).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const fields = isInputObjectType(nullable) ? nullable.getFields() : {};
    const named = Object.entries(value).filter(([name]) => /^[_a-z]\w*$/i.test(name));
    return `{${named.map(([name, one]) => `${name}: ${literal(one, fields[name]?.type)}`).join(', ')}}`;
  }
  if (typeof value === 'string' && isEnumType(nullable)) return value === '' ? '""' : value;
  return JSON.stringify(value) ?? 'null';
}
