/** Exports and re-imports of graphs, for tests that nothing is lost. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../ingest/run/report.ts';
import { type IngestOptions, ingest } from '../../ingest/run/run.ts';
import { ndjson } from '../../src/export/ndjson.ts';
import type { Store } from '../../src/store/store.ts';
import { textOf } from './text.ts';
import { NO_CALCULATORS } from './writing.ts';

/** Ingests the files at `locations`. */
export function fill(
  store: Store,
  locations: string | readonly string[],
  options: Partial<IngestOptions> = {},
): Promise<Report> {
  const rest = { attacher: NO_CALCULATORS, base: null, prune: false, dryRun: false, ...options };
  return ingest({ store, locations: [locations].flat(), ...rest });
}

export async function exported(store: Store): Promise<string> {
  return textOf(ndjson(store, await store.state()));
}

/** Ingests an export through a file in `folder`. */
export function fillFrom(store: Store, lines: string, folder: string): Promise<Report> {
  const file = join(folder, 'graph.ndjson');
  writeFileSync(file, lines);
  return fill(store, file);
}
