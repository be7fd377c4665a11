/** Refuses a request before execution, by its document and variables alone. */
import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { LIMITS, refusal } from '../limits.ts';
import type { Charge } from '../work/charge.ts';
import { tooMuch } from './introspection.ts';
import { measure } from './measure.ts';

/**
 * Checks one operation before execution.
 * @returns what it makes the service produce; null if its variables are invalid, which execution reports.
 * @throws GraphQLError with its code and HTTP status 400 for the first limit exceeded.
 */
export function checkOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  rawVariables: Record<string, unknown>,
): Charge | null {
  if (operation.operation !== 'query') {
    throw refusal('OPERATION_NOT_SUPPORTED', `this service supports only queries, but got a ${operation.operation}`);
  }
  checkCounts(document);
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], rawVariables, {
    maxErrors: LIMITS.errors,
  });
  if (coerced === undefined) return null;
  const measured = measure(operation.selectionSet, schema, document, coerced);
  const { depth, introspectionDepth, nodes, introspected, bytes } = measured;
  if (depth > LIMITS.depth) throw tooDeep(LIMITS.depth, depth);
  if (introspectionDepth > LIMITS.introspectionDepth) throw tooDeep(LIMITS.introspectionDepth, introspectionDepth);
  if (introspected > LIMITS.introspected) throw tooMuch();
  if (nodes > LIMITS.nodes) {
    throw refusal(
      'QUERY_TOO_EXPENSIVE',
      `a query may produce at most ${LIMITS.nodes} objects, but this one could produce ${nodes}: request fewer with first`,
    );
  }
  if (bytes > LIMITS.answerBytes) {
    throw refusal(
      'TOO_LARGE_ANSWER',
      `an answer may have at most ${LIMITS.answerBytes} bytes, but this one could have ${bytes}: request less of ${measured.heaviest()}`,
    );
  }
  return { nodes, bytes, introspected };
}

function tooDeep(most: number, depth: number): GraphQLError {
  return refusal('QUERY_TOO_DEEP', `a query may be at most ${most} fields deep, but this one is ${depth} deep`);
}

interface Counts {
  aliases: number;
  directives: number;
  schemaFields: number;
  typeFields: number;
}

/** Cached by document, because a front end sends the same ones repeatedly. */
const known = new WeakMap<DocumentNode, Counts>();

/** Counts by kind; a fragment spread twice counts once. */
function countsOf(document: DocumentNode): Counts {
  const counted = known.get(document);
  if (counted !== undefined) return counted;
  const count: Counts = { aliases: 0, directives: 0, schemaFields: 0, typeFields: 0 };
  visit(document, {
    enter(node) {
      if (node.kind === Kind.DIRECTIVE) count.directives++;
      if (node.kind !== Kind.FIELD) return;
      if (node.alias !== undefined) count.aliases++;
      if (node.name.value === '__schema') count.schemaFields++;
      if (node.name.value === '__type') count.typeFields++;
    },
  });
  known.set(document, count);
  return count;
}

function checkCounts(document: DocumentNode): void {
  const count = countsOf(document);
  const kinds = [
    ['aliases', 'TOO_MANY_ALIASES', 'aliases'],
    ['directives', 'TOO_MANY_DIRECTIVES', 'directives'],
    ['schemaFields', 'TOO_MUCH_INTROSPECTION', '__schema fields'],
    ['typeFields', 'TOO_MUCH_INTROSPECTION', '__type fields'],
  ] as const;
  for (const [what, code, words] of kinds) {
    if (count[what] <= LIMITS[what]) continue;
    throw refusal(code, `a document may have at most ${LIMITS[what]} ${words}, but this one has ${count[what]}`);
  }
}
