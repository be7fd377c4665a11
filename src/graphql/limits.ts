/**
 * The one place that holds the limits of a request, and the check that refuses a document before it is executed.
 *
 * The check walks each selection once, however often fragments repeat it: what a selection costs for one parent does
 * not depend on where it stands, so a document that doubles itself in every fragment is as cheap to check as any other.
 */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getNullableType,
  getVariableValues,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { Problem } from '../errors.ts';

export const LIMITS = {
  /** Bytes of a request body: a 200 × 200 matrix in variables fits. */
  bodyBytes: 1_000_000,
  /** UTF-16 units of a document. */
  documentLength: 20_000,
  /** Lexical tokens of a document. */
  tokens: 1_000,
  /** Fields from a root to a leaf, fragments flattened; introspection is exempt, its own query is 15 deep. */
  depth: 10,
  aliases: 15,
  directives: 50,
  /** `__schema` and `__type` in one document. */
  introspectionRoots: 2,
  /** Objects that a request can make the service produce, in the worst case. */
  nodes: 10_000,
  /** Entries of one page of a list. */
  first: 100,
  /** Relations among the concepts of a neighbourhood. */
  relations: 2_000,
  /** Entries of `slugs` and `ids`. */
  keys: 100,
  /** Entries of any other list argument. */
  list: 1_000,
  /** Errors in one answer. */
  errors: 10,
  /** UTF-16 units of one error message. */
  message: 1_000,
} as const;

/** UTF-16 units of a string argument, by its name or by field and name; others may have 1,000. */
const STRING_LENGTHS = new Map([
  ['slug', 256],
  ['slugs', 256],
  ['Query.path.from', 256],
  ['Query.path.to', 256],
  ['prefix', 256],
  ['Query.lookup.text', 2_048],
  ['Query.annotate.text', 20_000],
]);
const OTHER_STRINGS = 1_000;

/** Arguments that say how many entries an answer has, and how many there may be, by name or by field and name. */
const SIZES = ['first', 'limit', 'maxHops'] as const;
const MOST_ENTRIES = new Map<string, number>([
  ['first', LIMITS.first],
  ['Query.suggest.limit', 50],
  ['Query.neighbourhood.limit', 500],
  ['Query.neighbourhood.depth', 3],
  ['Query.path.maxHops', 8],
]);
/** Numbers that may be 0. */
const FROM_ZERO = new Set(['Query.neighbourhood.depth']);

/** Calculators say themselves what is wrong with their parameters. */
const UNCHECKED_ARGUMENTS = new Set(['input', 'parameters']);

/** Lists of objects without a size: how many entries are reckoned with. */
const UNPAGED_LIST = 10;
const UNPAGED_LISTS = new Map([
  ['Query.calculators', 25],
  ['Lookup.candidates', 8],
  // For each hop of a path.
  ['Path.concepts', 1],
  ['Path.steps', 1],
  // Most relations are stated by one page.
  ['Relation.pages', 1],
]);
/** Relations of each concept of a neighbourhood to the others, as many as well linked ones have. */
const RELATIONS_OF_ONE = 20;
/** What it takes to find anything at all, in objects. */
const SEARCHING = new Map([
  ['Query.search', 100],
  ['Query.path', 100],
  ['Query.neighbourhood', 100],
]);
/** A text is reckoned to have a term in every so many units. */
const UNITS_PER_ANNOTATION = 5;

/** The `first` of a list: as given, or its default where it is null. */
export function firstOf(given: number | null | undefined, info: GraphQLResolveInfo): number {
  return sizeOf('first', given, info);
}

/** The size of a list: as given, or its default where it is null. */
export function sizeOf(
  argument: (typeof SIZES)[number],
  given: number | null | undefined,
  info: GraphQLResolveInfo,
): number {
  return given ?? defaultSize(info.parentType.getFields()[info.fieldName], argument);
}

function defaultSize(field: GraphQLField<unknown, unknown> | undefined, argument: string): number {
  return Number(field?.args.find(({ name }) => name === argument)?.defaultValue ?? LIMITS.first);
}

/**
 * Checks one operation before execution.
 * @returns the objects that it makes the service produce in the worst case.
 * @throws GraphQLError with its code and HTTP status 400 for the first limit that is passed.
 */
export function checkOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  rawVariables: Record<string, unknown>,
): number {
  if (operation.operation !== 'query') {
    throw refusal('OPERATION_NOT_SUPPORTED', `this service has queries only, but got a ${operation.operation}`);
  }
  checkDocument(document);
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], rawVariables, {
    maxErrors: LIMITS.errors,
  });
  const root = schema.getQueryType();
  // Variables of the wrong type are execution's to refuse: it names each of them.
  if (coerced === undefined || !root) return 0;
  const { depth, nodes } = measure(operation.selectionSet, root, schema, document, coerced);
  if (depth > LIMITS.depth) {
    throw refusal('QUERY_TOO_DEEP', `a query may be ${LIMITS.depth} fields deep, but this one is ${depth} deep`);
  }
  if (nodes > LIMITS.nodes) {
    throw refusal(
      'QUERY_TOO_EXPENSIVE',
      `a query may produce ${LIMITS.nodes} objects in the worst case, but this one may produce ${nodes}: ask for fewer with first`,
    );
  }
  return nodes;
}

function checkDocument(document: DocumentNode): void {
  const count = { aliases: 0, directives: 0, introspectionRoots: 0 };
  visit(document, {
    Field(node) {
      if (node.alias !== undefined) count.aliases++;
      if (node.name.value === '__schema' || node.name.value === '__type') count.introspectionRoots++;
    },
    Directive() {
      count.directives++;
    },
  });
  for (const what of ['aliases', 'directives', 'introspectionRoots'] as const) {
    if (count[what] > LIMITS[what]) {
      const code = what === 'introspectionRoots' ? 'TOO_MUCH_INTROSPECTION' : `TOO_MANY_${what.toUpperCase()}`;
      const words = what === 'introspectionRoots' ? '__schema and __type fields' : what;
      throw refusal(code, `a document may have ${LIMITS[what]} ${words}, but this one has ${count[what]}`);
    }
  }
}

interface Size {
  depth: number;
  nodes: number;
}

function measure(
  selections: SelectionSetNode,
  root: GraphQLObjectType,
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Record<string, unknown>,
): Size {
  const fragments = new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  const known = new Map<string, WeakMap<SelectionSetNode, Size>>();

  /** @param scale - concepts that a Subgraph has. */
  const sizeOf = (selectionSet: SelectionSetNode, typeName: string, scale = 1): Size => {
    const key = `${typeName} ${scale}`;
    const ofType = known.get(key) ?? new WeakMap<SelectionSetNode, Size>();
    known.set(key, ofType);
    const measured = ofType.get(selectionSet);
    if (measured !== undefined) return measured;
    const size = { depth: 0, nodes: 0 };
    for (const node of selectionSet.selections) {
      const part = partSize(node, typeName, scale);
      size.depth = Math.max(size.depth, part.depth);
      size.nodes += part.nodes;
    }
    ofType.set(selectionSet, size);
    return size;
  };

  const partSize = (node: SelectionSetNode['selections'][number], typeName: string, scale: number): Size => {
    if (node.kind === Kind.INLINE_FRAGMENT) {
      return sizeOf(node.selectionSet, node.typeCondition?.name.value ?? typeName, scale);
    }
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = fragments.get(node.name.value);
      if (fragment === undefined) return { depth: 0, nodes: 0 };
      return sizeOf(fragment.selectionSet, fragment.typeCondition.name.value, scale);
    }
    if (node.name.value.startsWith('__')) return { depth: 1, nodes: 0 };
    const parent = schema.getType(typeName);
    if (!isObjectType(parent) && !isInterfaceType(parent)) return { depth: 1, nodes: 0 };
    const field = parent.getFields()[node.name.value];
    if (field === undefined) return { depth: 1, nodes: 0 };
    const argumentsGiven = getArgumentValues(field, node, variables);
    checkArguments(`${typeName}.${field.name}`, argumentsGiven);
    const type = getNamedType(field.type);
    if (node.selectionSet === undefined || !isCompositeType(type)) return { depth: 1, nodes: 0 };
    const count = entries(field, typeName, argumentsGiven);
    const isSubgraph = type.name === 'Subgraph';
    const inside = sizeOf(node.selectionSet, type.name, isSubgraph ? count : 1);
    // What only holds a list together is not counted.
    const own = /(?:Connection|Edge|PageInfo)$/.test(type.name) && !('first' in argumentsGiven) ? 0 : 1;
    const times = isSubgraph ? 1 : typeName === 'Subgraph' ? ofSubgraph(field.name, scale) : count;
    const searching = SEARCHING.get(`${typeName}.${field.name}`) ?? 0;
    return { depth: 1 + inside.depth, nodes: searching + times * (own + inside.nodes) };
  };

  return sizeOf(selections, root.name);
}

/** How many objects a field gives for one parent, at most. */
function entries(field: GraphQLField<unknown, unknown>, parent: string, given: Record<string, unknown>): number {
  const size = SIZES.find((argument) => field.args.some(({ name }) => name === argument));
  // A path has one concept more than hops.
  if (size !== undefined) return Number(given[size] ?? defaultSize(field, size)) + (size === 'maxHops' ? 1 : 0);
  const keys = given.ids ?? given.slugs;
  if (Array.isArray(keys)) return keys.length;
  if (!isListType(getNullableType(field.type)) || parent.endsWith('Connection')) return 1;
  const coordinate = `${parent}.${field.name}`;
  if (coordinate === 'Query.annotate') return Math.ceil(String(given.text).length / UNITS_PER_ANNOTATION);
  return UNPAGED_LISTS.get(coordinate) ?? UNPAGED_LIST;
}

/** How many objects a list of a Subgraph of so many concepts has, at most. */
function ofSubgraph(field: string, concepts: number): number {
  return field === 'nodes' ? concepts : Math.min(LIMITS.relations, RELATIONS_OF_ONE * concepts);
}

/** @param field - its coordinate, such as `Query.suggest`. */
function checkArguments(field: string, given: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(given)) {
    if (UNCHECKED_ARGUMENTS.has(name) || value === null) continue;
    const mostEntries = MOST_ENTRIES.get(`${field}.${name}`) ?? MOST_ENTRIES.get(name);
    const fewest = FROM_ZERO.has(`${field}.${name}`) ? 0 : 1;
    if (mostEntries !== undefined && (Number(value) < fewest || Number(value) > mostEntries)) {
      throw badInput(name, 'OUT_OF_RANGE', `must be ${fewest} to ${mostEntries}, but got ${String(value)}`);
    }
    const most = name === 'ids' || name === 'slugs' ? LIMITS.keys : LIMITS.list;
    if (Array.isArray(value) && value.length > most) {
      throw badInput(name, 'TOO_LARGE', `must have at most ${most} entries, but got ${value.length}`);
    }
    const longest = STRING_LENGTHS.get(`${field}.${name}`) ?? STRING_LENGTHS.get(name) ?? OTHER_STRINGS;
    for (const text of Array.isArray(value) ? value : [value]) {
      if (typeof text === 'string' && text.length > longest) {
        throw badInput(name, 'TOO_LARGE', `must be at most ${longest} characters long, but got ${text.length}`);
      }
    }
  }
}

function badInput(parameter: string, code: string, message: string): GraphQLError {
  const problems: Problem[] = [{ parameter, code, message }];
  return refusal('BAD_USER_INPUT', `${parameter} ${message}`, { problems });
}

/** An error that refuses the whole request with HTTP status 400. */
export function refusal(code: string, message: string, extensions: Record<string, unknown> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { ...extensions, code, http: { status: 400 } } });
}
