/**
 * Documents that were answered before, compiled when they come again, within bounded memory.
 *
 * What is compiled answers byte for byte what Apollo would, or not at all: whatever is unusual goes to Apollo, which says
 * what is wrong with it. A document of which that happens rests for a while, so that failing twice costs next to nothing.
 */
import type { HTTPGraphQLHead } from '@apollo/server';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type CompiledDocument, compileDocument, type Prepared } from '../graphql/compiled/document.ts';
import { bytesOfDocument } from '../graphql/documents.ts';

/** What a request asks, where it asks nothing out of the ordinary. */
export interface Asked {
  document: string;
  operationName: string | null;
  variables: Readonly<Record<string, unknown>>;
  /** The header of that name; empty where there is none. */
  accept: string;
}

/** A validated document of a question, and the operation that it asks for. */
export interface Resolved {
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

export interface HotDocument {
  /** Tells the question from all others, but for what it accepts. */
  key: string;
  /** What every answer begins with. */
  head: HTTPGraphQLHead;
  /** Null where Apollo has to answer. */
  prepare(): Prepared | null;
  /** The next requests for it go to Apollo. */
  rest(): void;
}

export interface HotDocuments {
  /** Null where Apollo has to answer. */
  find(question: Asked): HotDocument | null;
  /** Remembers a question that was answered without an error, and what the answer began with. */
  learn(question: Asked, resolved: Resolved, head: HTTPGraphQLHead): void;
  /** Bytes of what is kept, as reckoned. */
  bytes(): number;
}

/** Bytes of all that is kept. */
const KEPT_BYTES = 16_000_000;
/** Values of the accept header that are known, and how long they may be. */
const HEADS = 100;
const HEAD_LENGTH = 300;
/** Requests that go to Apollo after one that could not be answered. */
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
      // It may have been compiled anew, for other variables.
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

/** The length of the name comes first: no sign could part it from a document, whose comments may hold any. */
function keyOf({ document, operationName }: Asked): string {
  return `${operationName?.length ?? ''} ${operationName ?? ''}${document}`;
}
