/**
 * The request limits that hold for every field. Costs and sizes of single fields are directives in the schema:
 * `@listSize`, `@cost`, `@bytes`, `@length` and `@range`.
 */
import { type ASTNode, GraphQLError, type GraphQLField, type GraphQLResolveInfo } from 'graphql';

export const LIMITS = {
  /** Bytes of a request body: a 200 × 200 matrix in variables fits. */
  bodyBytes: 1_000_000,
  /** UTF-16 units of a document. */
  documentLength: 20_000,
  /** Lexical tokens of a document. */
  tokens: 1_000,
  /** Pairs of fields with the same response name that validation has to compare. */
  fieldPairs: 4_000,
  /** Fields from root to leaf, with fragments flattened. */
  depth: 10,
  /** The same below `__schema` and `__type`: clients' introspection queries are 15 deep. */
  introspectionDepth: 15,
  /** What aliased fields produce is charged as well. */
  aliases: 200,
  directives: 50,
  /** `__schema` fields in one document. */
  schemaFields: 2,
  /** `__type` fields in one document. */
  typeFields: 10,
  /** Objects and values that introspection may return: twice as many as the explorers' own query needs. */
  introspected: 30_000,
  /** Objects that a request can make the service produce, by the worst-case estimate. */
  nodes: 10_000,
  /** Objects in an answer, counted while it is made. */
  objectsMade: 20_000,
  /** Calculator runs that the analyses of a request may take, in the worst case. */
  runs: 20_000,
  /** Bytes of an answer. */
  answerBytes: 5_000_000,
  /** Relations among the concepts of a neighbourhood. */
  relations: 2_000,
  /** Entries of one page of a list. */
  first: 100,
  /** Entries of a list argument without a limit of its own. */
  list: 1_000,
  /** UTF-16 units of a string argument without a limit of its own. */
  text: 1_000,
  /** Errors of a refused request. */
  errors: 10,
  /** Errors in an answer with data. */
  fieldErrors: 100,
  /** UTF-16 units of one error message. */
  message: 1_000,
} as const;

/** The `first` of a list, or its default if null. */
export function firstOf(given: number | null | undefined, info: GraphQLResolveInfo): number {
  return sizeOf('first', given, info);
}

/** The size of a list, or its default if null. */
export function sizeOf(argument: string, given: number | null | undefined, info: GraphQLResolveInfo): number {
  return given ?? defaultSize(info.parentType.getFields()[info.fieldName], argument);
}

export function defaultSize(field: GraphQLField<unknown, unknown> | undefined, argument: string): number {
  return Number(field?.args.find(({ name }) => name === argument)?.defaultValue ?? LIMITS.first);
}

/**
 * An error that refuses the whole request with HTTP status 400.
 * @param place - what it is about in the document.
 */
export function refusal(
  code: string,
  message: string,
  extensions: Record<string, unknown> = {},
  place?: ASTNode,
): GraphQLError {
  return new GraphQLError(message, {
    nodes: place ?? null,
    extensions: { ...extensions, code, http: { status: 400 } },
  });
}
