/**
 * Compiles documents that were answered before, within bounded memory.
 *
 * A compiled document answers byte for byte as Apollo would, or not at all: anything unusual goes to Apollo, which says
 * what is wrong with it. After such a failure a document goes to Apollo for a while, so that failing twice costs next
 * to nothing.
 */
import type { HTTPGraphQLHead } from '@apollo/server';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type CompiledDocument, compileDocument, type Prepared } from '../graphql/compiled/document.ts';
import { bytesOfDocument } from '../graphql/documents.ts';

/** The question of an ordinary request. */
export interface Asked {
  document: string;
  operationName: string | null;
  variables: Readonly<Record<string, unknown>>;
  /** The `accept` header; empty if there is none. */
  accept: string;
}

/** The validated document of a question, and the operation that it selects. */
export interface Resolved {
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

export interface HotDocument {
  /** Identifies the question, apart from its `accept` header. */
  key: string;
  /** Status and headers of its answers. */
  head: HTTPGraphQLHead;
  /** Null if Apollo has to answer. */
  prepare(): Prepared | null;
  /** Sends the next requests for it to Apollo. */
  rest(): void;
}

export interface HotDocuments {
  /** Null if Apollo has to answer. */
  find(question: Asked): HotDocument | null;
  /** Remembers a question that was answered without errors, and the head of its answer. */
  learn(question: Asked, resolved: Resolved, head: HTTPGraphQLHead): void;
  /** Estimated bytes of what is kept. */
  bytes(): number;
}

/** Most bytes kept. */
const KEPT_BYTES = 16_000_000;
/** How many `accept` headers to remember, and the longest of them. */
const HEADS = 100;
const HEAD_LENGTH = 300;
/** Requests that go to Apollo after a failed one. */
const REST = 100;

interface Kept extends Resolved {
  compiled: CompiledDocument | null;
  /** Requests that still go to Apollo. */
  resting: number;
}

export function hotDocuments(schema: GraphQLSchema, most = KEPT_BYTES): HotDocuments {
  const kept = new LRUCache<string, Kept>({
    maxSize: most,
    sizeCalculation: ({ document, compiled }, key) =>
      bytesOfDocument(document) + 2 * key.length + (compiled?.bytes() ?? 0),
  });
  const heads = new LRUCache<string, HTTPGraphQLHead>({ max: HEADS });

  function prepare(key: string, entry: Kept, variables: Asked['variables']): Prepared | null {
    try {
      const before = entry.compiled?.bytes();
      entry.compiled ??= compileDocument(schema, entry.document, entry.operation);
      const prepared = entry.compiled.prepare(variables);
      // It may have been compiled again, for other variables.
      if (entry.compiled.bytes() !== before) kept.set(key, entry);
      return prepared;
    } catch {
      entry.resting = REST;
      return null;
    }
  }

  return {
    find(question) {
      const key = keyOf(question);
      const entry = kept.get(key);
      const head = heads.get(question.accept);
      if (entry === undefined || head === undefined) return null;
      if (entry.resting > 0) {
        entry.resting--;
        return null;
      }
      return {
        key: `${key}\u0000${JSON.stringify(question.variables)}`,
        head,
        prepare: () => prepare(key, entry, question.variables),
        rest() {
          entry.resting = REST;
        },
      };
    },
    learn(question, resolved, head) {
      if (question.accept.length <= HEAD_LENGTH) heads.set(question.accept, head);
      const key = keyOf(question);
      if (!kept.has(key)) kept.set(key, { ...resolved, compiled: null, resting: 0 });
    },
    bytes: () => kept.calculatedSize,
  };
}

/**
 * The length of the name comes first: a separator could also occur in the document, whose comments may hold any
 * character.
 */
function keyOf({ document, operationName }: Asked): string {
  return `${operationName?.length ?? ''} ${operationName ?? ''}${document}`;
}
