/**
 * Manifests: the documents of a front end by id, as its build writes them. Two formats are known: Apollo's
 * `apollo-persisted-query-manifest`, and a plain object of ids and documents, as written by Relay's compiler and
 * GraphQL Code Generator.
 */
import { type GraphQLSchema, parse, validate } from 'graphql';
import { UsageError } from '../../errors.ts';
import { LIMITS } from '../../graphql/limits.ts';
import { isRecord } from '../../is-record.ts';
import { reasonOf } from '../../reason.ts';
import { bare, type Manifest } from './persisted.ts';

const APOLLO = 'apollo-persisted-query-manifest';

/**
 * @param json - the file's content.
 * @param file - its name, for messages.
 * @throws UsageError if it has neither format.
 */
export function manifestOf(json: unknown, file: string): Manifest {
  const documents = new Map<string, string>();
  for (const [id, text] of entriesOf(json, file)) {
    if (typeof id !== 'string' || typeof text !== 'string') throw unknownForm(file);
    const known = documents.get(bare(id));
    if (known !== undefined && known !== text)
      throw new UsageError(`${file} has two different documents with the id ${id}`);
    documents.set(bare(id), text);
  }
  if (documents.size === 0) throw new UsageError(`${file} lists no documents`);
  return documents;
}

function entriesOf(json: unknown, file: string): readonly (readonly [unknown, unknown])[] {
  if (!isRecord(json)) throw unknownForm(file);
  const { format, version, operations } = json;
  if (format === undefined) return Object.entries(json);
  if (format !== APOLLO || version !== 1 || !Array.isArray(operations)) throw unknownForm(file);
  return operations.map((operation: unknown) => {
    const { id, body } = Object(operation) as { id?: unknown; body?: unknown };
    return [id, body];
  });
}

function unknownForm(file: string): UsageError {
  return new UsageError(
    `${file} must be a manifest: {"format": "${APOLLO}", "version": 1, "operations": [{"id", "body"}, …]} or {"<id>": "<document>", …}`,
  );
}

/** The documents that cannot be answered, with the reason: the schema may have changed since they were written. */
export function faultsIn(documents: Manifest, schema: GraphQLSchema): { id: string; reason: string }[] {
  return [...documents].flatMap(([id, text]) => {
    const reason = faultIn(text, schema);
    return reason === null ? [] : [{ id, reason }];
  });
}

function faultIn(text: string, schema: GraphQLSchema): string | null {
  if (text.length > LIMITS.documentLength)
    return `a document may have at most ${LIMITS.documentLength} characters, but this one has ${text.length}`;
  try {
    const [error] = validate(schema, parse(text, { maxTokens: LIMITS.tokens }), undefined, { maxErrors: 1 });
    return error?.message ?? null;
  } catch (error) {
    return reasonOf(error);
  }
}
