/** The bundled glossary, with the calculators that it explains. */
import { join } from 'node:path';
import { ingest } from '../../ingest/run/run.ts';
import { attacherOf } from '../../src/calculators/attach.ts';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import type { ConceptNames } from '../../src/model/graph.ts';
import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { imageReads } from './reads.ts';
import { NO_CALCULATORS, namesIn } from './writing.ts';

const GLOSSARY = join(PACKAGE_ROOT, 'ingest', 'glossary');

/** Ingests it; resolves to the number of new pages. */
export async function fillWithGlossary(store: Store): Promise<number> {
  const options = { attacher: attacherOf(CALCULATORS), base: null, prune: false, dryRun: false };
  return (await ingest({ store, locations: [GLOSSARY], ...options })).totals.added;
}

/** The names of its concepts. */
export async function glossaryNames(): Promise<ConceptNames[]> {
  const store = await openSqliteStore(':memory:');
  await fillWithGlossary(store);
  const names = await namesIn(imageReads(store, NO_CALCULATORS));
  await store.close();
  return names;
}
