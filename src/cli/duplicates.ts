/** `riskgraph duplicates`: concepts with names so similar that an editor should check them. */
import { attacherOf } from '../calculators/attach.ts';
import { CALCULATORS } from '../calculators/registry.ts';
import { followGraph } from '../graph/follow.ts';
import type { ConceptRecord } from '../graph/image.ts';
import { type Duplicates, duplicatesIn } from '../graph/read/duplicates.ts';
import { reasonsInWords } from '../model/likeness.ts';
import { printable } from '../printable.ts';
import { openExistingStore } from './existing-store.ts';
import { result } from './terminal.ts';

/** Returns the exit status. @throws UsageError if there is no such store. */
export async function duplicatesCommand({ store: url, json = false }: { store: string; json?: boolean }) {
  const store = await openExistingStore(url);
  try {
    const graph = followGraph({ store, attacher: attacherOf(CALCULATORS), mostBytes: Number.POSITIVE_INFINITY });
    const found = duplicatesIn(await graph.catchUp());
    result(json ? JSON.stringify(found.map(inJson), null, 2) : inWords(found));
    return 0;
  } finally {
    await store.close();
  }
}

function inJson({ concept, similar }: Duplicates) {
  return { ...head(concept), similar: similar.map((one) => ({ ...head(one.concept), reasons: one.reasons })) };
}

function head({ slug, name, isStub, relationCount }: ConceptRecord) {
  return { slug, name, isStub, relations: relationCount };
}

/** A line for each concept, indented below the one it resembles. */
function inWords(found: readonly Duplicates[]): string {
  if (found.length === 0) return 'no concepts have similar names';
  const lines = found.flatMap(({ concept, similar }) => [
    line(concept),
    ...similar.map((one) => `  ${line(one.concept)}: ${reasonsInWords(one.reasons)}`),
  ]);
  return lines.map(printable).join('\n');
}

function line({ slug, name, isStub, relationCount }: ConceptRecord): string {
  const relations = `${relationCount} ${relationCount === 1 ? 'relation' : 'relations'}`;
  return `${name} (${slug}), ${isStub ? 'no page, ' : ''}${relations}`;
}
