/** The bundled glossary, with the calculators that it explains. */
import { join } from 'node:path';
import { ingest } from '../../ingest/run.ts';
import { attacherOf } from '../../src/calculators/attach.ts';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { ConceptNames, Store } from '../../src/store/store.ts';

const GLOSSARY = join(PACKAGE_ROOT, 'ingest', 'glossary');

/** Ingests it; answers how many pages were new. */
export async function fillWithGlossary(store: Store): Promise<number> {
  const options = { attacher: attacherOf(CALCULATORS), base: null, prune: false, dryRun: false };
  return (await ingest({ store, locations: [GLOSSARY], ...options })).totals.added;
}

/** Its names, as they come out of the store. */
export async function glossaryNames(): Promise<ConceptNames[]> {
  const store = await openSqliteStore(':memory:');
  await fillWithGlossary(store);
  const rows = await store.names({ first: 100_000, after: null });
  await store.close();
  return rows;
}
