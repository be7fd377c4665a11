/** The formats that a graph is exported in, by the names that people ask for them. */
import type { Store } from '../store/store.ts';
import { ndjson } from './ndjson.ts';

/** What is exported. */
export interface ExportSource {
  store: Pick<Store, 'readPages' | 'state'>;
}

export interface ExportFormat {
  /** Media type, as HTTP says it. */
  type: string;
  /** What a file of it ends in. */
  ending: string;
  /** The graph in pieces of text, each made when it is asked for. */
  write(source: ExportSource): AsyncIterable<string>;
}

export const EXPORT_FORMATS = {
  ndjson: { type: 'application/x-ndjson', ending: 'ndjson', write: ({ store }) => ndjson(store) },
} as const satisfies Record<string, ExportFormat>;

export type ExportName = keyof typeof EXPORT_FORMATS;
