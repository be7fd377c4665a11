/** The table of limits in SECURITY.md and in the description of `Query`, printed from the values themselves. */
import { LIMITS } from '../src/graphql/limits.ts';
import { LIGHT } from '../src/graphql/work/charge.ts';
import { ROOM } from '../src/graphql/work/heavy-queue.ts';
import { MOST_LEVELS } from '../src/json-levels.ts';

type Row = readonly [what: string, most: string, code: string];

const REQUEST: readonly Row[] = [
  ['body', `${inFull(LIMITS.bodyBytes)} bytes`, 'PAYLOAD_TOO_LARGE (413)'],
  ['nesting of lists and objects in JSON', String(MOST_LEVELS), 'BAD_REQUEST'],
  ['document', `${inFull(LIMITS.documentLength)} characters`, 'DOCUMENT_TOO_LARGE'],
  ['tokens in a document', inFull(LIMITS.tokens), 'GRAPHQL_PARSE_FAILED'],
  ['pairs of fields with the same response name', inFull(LIMITS.fieldPairs), 'DOCUMENT_TOO_COMPLEX'],
  ['depth of nested fields', String(LIMITS.depth), 'QUERY_TOO_DEEP'],
  ['aliases', String(LIMITS.aliases), 'TOO_MANY_ALIASES'],
  ['directives', String(LIMITS.directives), 'TOO_MANY_DIRECTIVES'],
  [
    '`__schema` fields; `__type` fields; depth below them',
    `${LIMITS.schemaFields}; ${LIMITS.typeFields}; ${LIMITS.introspectionDepth}`,
    'TOO_MUCH_INTROSPECTION, QUERY_TOO_DEEP',
  ],
  ['objects and values of introspection', inFull(LIMITS.introspected), 'TOO_MUCH_INTROSPECTION'],
  [
    'cost: number of objects in the worst case, and the cost of finding them',
    inFull(LIMITS.nodes),
    'QUERY_TOO_EXPENSIVE',
  ],
  ['objects in a response, counted during execution', inFull(LIMITS.objectsMade), 'QUERY_TOO_EXPENSIVE'],
  ['calculator runs requested by analyses', inFull(LIMITS.runs), 'QUERY_TOO_EXPENSIVE'],
  [
    'bytes in a response, estimated beforehand and counted during execution',
    inFull(LIMITS.answerBytes),
    'TOO_LARGE_ANSWER',
  ],
  ['argument without `@length`', `${inFull(LIMITS.text)} characters, ${inFull(LIMITS.list)} entries`, 'BAD_USER_INPUT'],
  [
    'errors of a refused request; errors alongside data',
    `${LIMITS.errors}; ${LIMITS.fieldErrors}`,
    'further errors are left out',
  ],
];

const SERVICE: readonly Row[] = [
  [
    `heavy requests (cost over ${inFull(LIGHT.nodes)}, or response over ${inFull(LIGHT.bytes)} bytes) in progress; total cost of those waiting; maximum wait`,
    `${ROOM.places}; ${inFull(ROOM.waiting)}; ${ROOM.patience / 1_000} s`,
    'OVERLOADED (503)',
  ],
  ['bytes of all heavy responses not yet sent', inFull(ROOM.bytes), 'OVERLOADED (503)'],
];

function inFull(number: number): string {
  return number.toLocaleString('en');
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(([what, most, code]) => `| ${what} | ${most} | ${code} |`);
  return ['| limit | maximum | if exceeded |', '| --- | --- | --- |', ...lines].join('\n');
}

/** SECURITY.md with the up-to-date table between its two marks. */
export function securityWithLimits(text: string): string {
  return text.replace(/(<!-- limits: .*? -->\n).*?(\n<!-- end of limits -->)/s, (_, begin: string, end: string) =>
    [begin, table([...REQUEST, ...SERVICE]), end].join(''),
  );
}

/** `schema/query.graphql` with the up-to-date table at the end of the description of `Query`. */
export function schemaWithLimits(text: string): string {
  return text.replace(/(\n\| limit \| maximum \|.*?)?\n"""\ntype Query \{/s, `\n${table(REQUEST)}\n"""\ntype Query {`);
}
