/**
 * Documents before validation: bounds the comparisons that validation makes, and caches validated documents in bounded
 * memory.
 */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  parse,
  print,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { LIMITS, refusal } from './limits.ts';

/** Most bytes of validated documents kept. */
const KEPT_BYTES = 8_000_000;
/** Most bytes of checked texts kept, and the overhead of each. */
const LOOKED_BYTES = 2_000_000;
const ENTRY_BYTES = 200;
/** Estimated bytes of a parsed document per token, including the token and its location. */
const BYTES_PER_TOKEN = 700;
/** A shorter document cannot have too many fields. */
const SHORT = 200;

/** Validated documents by key; evicts the least recently used. */
export interface DocumentCache {
  get(key: string): Promise<DocumentNode | undefined>;
  set(key: string, document: DocumentNode): Promise<void>;
  delete(key: string): Promise<boolean>;
  /** Estimated bytes of the documents kept. */
  bytes(): number;
}

export function documentCache(most = KEPT_BYTES): DocumentCache {
  const kept = new LRUCache<string, DocumentNode>({ maxSize: most, sizeCalculation: bytesOfDocument });
  return {
    get: async (key) => kept.get(key),
    async set(key, document) {
      kept.set(key, document);
    },
    delete: async (key) => kept.delete(key),
    bytes: () => kept.calculatedSize,
  };
}

export function bytesOfDocument({ loc }: DocumentNode): number {
  let tokens = 0;
  for (let token = loc?.startToken ?? null; token !== null; token = token.next) tokens++;
  return tokens * BYTES_PER_TOKEN + 2 * (loc?.source.body.length ?? 0);
}

/**
 * A document that is fast to validate: fields repeated literally within a selection are kept once.
 *
 * Validation compares every two fields with the same response name, and their subselections, with each other.
 * @throws GraphQLError if that would take too long.
 */
export function withoutRepeats(text: string): string {
  if (text.length <= SHORT) return text;
  const made = looked.get(text) ?? lookForRepeats(text);
  looked.set(text, made);
  return made;
}

/** Results by text, because a front end sends the same texts repeatedly. */
const looked = new LRUCache<string, string>({
  maxSize: LOOKED_BYTES,
  sizeCalculation: (made, text) => 2 * (text.length + (made === text ? 0 : made.length)) + ENTRY_BYTES,
});

function lookForRepeats(text: string): string {
  let document: DocumentNode;
  try {
    document = parse(text, { maxTokens: LIMITS.tokens });
  } catch {
    // The next parser reports the syntax error.
    return text;
  }
  let repeats = 0;
  const once = visit(document, {
    SelectionSet(node) {
      const seen = new Set<string>();
      const selections = node.selections.filter((selection) => {
        // Directives count against a limit, so none may be dropped.
        if (selection.kind !== Kind.FIELD || selection.selectionSet !== undefined) return true;
        if (selection.directives !== undefined && selection.directives.length > 0) return true;
        const written = print(selection);
        if (seen.has(written)) repeats++;
        return !seen.has(written) && seen.add(written);
      });
      return selections.length < node.selections.length ? { ...node, selections } : undefined;
    },
  });
  if (fieldPairs(once) > LIMITS.fieldPairs) {
    throw refusal(
      'DOCUMENT_TOO_COMPLEX',
      'the document selects too many fields with the same response name in one place',
    );
  }
  return repeats === 0 ? text : print(once);
}

/** Pairs of fields with the same response name at the same place of the answer; stops counting beyond the limit. */
function fieldPairs(document: DocumentNode): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  let pairs = 0;

  function collect(selections: SelectionSetNode, byName: Map<string, FieldNode[]>, spread: Set<string>): void {
    for (const node of selections.selections) {
      if (node.kind === Kind.FIELD) {
        const name = (node.alias ?? node.name).value;
        const named = byName.get(name);
        if (named === undefined) byName.set(name, [node]);
        else named.push(node);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        collect(node.selectionSet, byName, spread);
      } else if (!spread.has(node.name.value)) {
        spread.add(node.name.value);
        const fragment = fragments.get(node.name.value);
        if (fragment !== undefined) collect(fragment.selectionSet, byName, spread);
      }
    }
  }

  function count(sets: readonly SelectionSetNode[], depth: number): void {
    const byName = new Map<string, FieldNode[]>();
    const spread = new Set<string>();
    for (const set of sets) collect(set, byName, spread);
    for (const fields of byName.values()) {
      pairs += 1 + (fields.length * (fields.length - 1)) / 2;
      // Deeper documents are refused for their depth; cycles of fragments would never end.
      if (pairs > LIMITS.fieldPairs || depth > LIMITS.introspectionDepth) return;
      const inside = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
      if (inside.length > 0) count(inside, depth + 1);
    }
  }

  for (const node of document.definitions) if (node.kind === Kind.OPERATION_DEFINITION) count([node.selectionSet], 1);
  return pairs;
}
