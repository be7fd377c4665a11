/** Searches a schema for the most expensive request that is still legal, root by root. */
import {
  type GraphQLArgument,
  type GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isScalarType,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { boundsOf } from '../../src/graphql/limits/charges.ts';
import { checkOperation } from '../../src/graphql/limits/check.ts';
import { LIMITS } from '../../src/graphql/limits.ts';

type Field = GraphQLField<unknown, unknown>;

/** A field of a request, under its own alias; `share` is the fraction of its maximum size that it requests. */
interface Asked {
  field: Field;
  share: number;
  inside: Asked[];
}

export interface Dear {
  document: string;
  nodes: number;
  bytes: number;
}

/** Inputs of analyses for the calculator `slug`. */
const INPUTS: Readonly<Record<string, (slug: string, share: number) => string>> = {
  SweepInput: (slug, share) =>
    `{calculator: "${slug}", axes: [{path: "shock", from: 0.01, to: 0.2, steps: ${2_500 * share}}]}`,
  SolveInput: (slug, share) =>
    `{calculator: "${slug}", unknown: {path: "shock", from: 0, to: 0.5, points: ${1_000 * share}},
      target: {output: "totalMove", comparison: AT_MOST, value: 0.2}}`,
  SensitivitiesInput: (slug) => `{calculator: "${slug}"}`,
  SimulateInput: (slug, share) =>
    `{calculator: "${slug}", distributions: [{path: "shock", kind: UNIFORM, from: 0, to: 0.2}],
      runs: ${10_000 * share}, bins: ${200 * share}}`,
  CompareInput: (slug, share) =>
    `{calculator: "${slug}", scenarios: [${Array.from({ length: Math.ceil(20 * share) }, (_, i) => {
      return `{name: "s${i}", changes: [{path: "shock", value: 0.1}]}`;
    })}]}`,
  ChainInput: (slug, share) =>
    `{steps: [{id: "a", calculator: "${slug}"}],
      repeat: {until: {output: "a.totalMove", tolerance: 1e-9}, maxRounds: ${Math.ceil(50 * share)}}}`,
};

const SHARES = [1, 0.5, 0.1, 0.01];
const STEPS = 20;
const TRIES = 6;

/**
 * The most expensive legal request below one root, by nodes or by bytes.
 * @param key - the value of every slug and text argument, such as the slug of a concept.
 */
export function dearest(schema: GraphQLSchema, root: string, by: 'nodes' | 'bytes', key: string): Dear {
  const field = schema.getQueryType()?.getFields()[root];
  if (field === undefined) throw new Error(`there is no root ${root}`);
  const random = numbers(root.length);
  let best: Dear | null = null;
  let tree: Asked[] = [];
  for (let step = 0; step < STEPS; step++) {
    let next: { tree: Asked[]; dear: Dear } | null = null;
    for (let i = 0; i < TRIES; i++) {
      const grown = copied(tree);
      grow(grown, field, random);
      const dear = charge(schema, grown, key);
      if (dear !== null && dear[by] > (next?.dear[by] ?? best?.[by] ?? -1)) next = { tree: grown, dear };
    }
    if (next === null) continue;
    tree = next.tree;
    best = next.dear;
  }
  if (best === null) throw new Error(`no request of ${root} is legal`);
  return best;
}

/** Adds the root again, or a field below an existing one. */
function grow(tree: Asked[], root: Field, random: () => number): void {
  const places: { fields: Field[]; inside: Asked[] }[] = [{ fields: [root], inside: tree }];
  const visit = ({ field, inside }: Asked) => {
    const type = getNamedType(field.type);
    if (isObjectType(type)) places.push({ fields: Object.values(type.getFields()), inside });
    for (const one of inside) visit(one);
  };
  for (const one of tree) visit(one);
  const { fields, inside } = chosen(places.length === 1 || random() < 0.1 ? places : places.slice(1), random);
  inside.push({ field: chosen(fields, random), share: chosen(SHARES, random), inside: [] });
}

function charge(schema: GraphQLSchema, tree: readonly Asked[], key: string): Dear | null {
  const document = `{ ${print(tree, key)} }`;
  try {
    const parsed = parse(document, { maxTokens: LIMITS.tokens });
    const operation = parsed.definitions[0] as OperationDefinitionNode;
    const { nodes, bytes } = checkOperation(schema, parsed, operation, {}) ?? { nodes: 0, bytes: 0 };
    return { document, nodes, bytes };
  } catch (error) {
    if ((error as GraphQLError).name !== 'GraphQLError') throw error;
    return null;
  }
}

function print(tree: readonly Asked[], key: string): string {
  return tree
    .map(({ field, share, inside }, i) => {
      const given = field.args.flatMap((argument) => value(argument, share, key));
      const isObject = isCompositeType(getNamedType(field.type));
      const selected = isObject ? ` { ${inside.length > 0 ? print(inside, key) : '__typename'} }` : '';
      return `a${i}: ${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${selected}`;
    })
    .join(' ');
}

function value(argument: GraphQLArgument, share: number, key: string): string[] {
  const { length, range } = boundsOf(argument);
  if (range !== undefined) return [`${argument.name}: ${Math.max(range.min, Math.floor(range.max * share))}`];
  if (!isRequiredArgument(argument)) return [];
  const type = getNamedType(argument.type);
  if (!isScalarType(type)) return [`${argument.name}: ${INPUTS[type.name]?.(key, share) ?? '{}'}`];
  const isList = isListType(getNullableType(argument.type));
  // A list of many slugs would fill the document. A variable would not, but costs the same here.
  const entries = Math.max(1, Math.floor(Math.min(length?.max ?? 1, 40) * share));
  return [`${argument.name}: ${isList ? `[${Array(entries).fill(`"${key}"`)}]` : `"${key}"`}`];
}

function copied(tree: readonly Asked[]): Asked[] {
  return tree.map(({ field, share, inside }) => ({ field, share, inside: copied(inside) }));
}

/** All query roots of a schema. */
export function rootsOf(schema: GraphQLSchema): string[] {
  return Object.keys((schema.getQueryType() as GraphQLObjectType).getFields());
}

function chosen<One>(from: readonly One[], random: () => number): One {
  return from[Math.floor(random() * from.length)] as One;
}

/** Deterministic numbers in [0, 1) for a seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
