/** The export formats by name. */
import type { Store } from '../store/store.ts';
import { csv } from './csv.ts';
import { graphml } from './graphml.ts';
import type { ExportName } from './names.ts';
import { ndjson } from './ndjson.ts';
import { jsonLd } from './rdf/json-ld.ts';
import type { ExportedGraph, ExportSource, GraphVersion } from './source.ts';

interface Common {
  /** Media type for HTTP. */
  type: string;
  /** File extension. */
  ending: string;
}
/** Written from pages only, or from the graph. Each piece of text is produced on demand. */
export type ExportFormat = Common &
  (
    | { of: 'pages'; write(store: ExportSource['store'], version: GraphVersion): AsyncIterable<string> }
    | { of: 'graph'; write(source: ExportSource): AsyncIterable<string> }
  );

export const EXPORT_FORMATS: Readonly<Record<ExportName, ExportFormat>> = {
  turtle: {
    type: 'text/turtle; charset=utf-8',
    ending: 'ttl',
    of: 'graph',
    async *write(source) {
      // Loaded on demand, for its library.
      yield* (await import('./rdf/turtle.ts')).turtle(source);
    },
  },
  jsonld: { type: 'application/ld+json', ending: 'jsonld', of: 'graph', write: jsonLd },
  csv: { type: 'text/csv; charset=utf-8', ending: 'csv', of: 'graph', write: csv },
  ndjson: { type: 'application/x-ndjson', ending: 'ndjson', of: 'pages', write: ndjson },
  graphml: { type: 'application/graphml+xml', ending: 'graphml', of: 'graph', write: graphml },
};

/** An export in progress: its version and its text. */
export interface Export {
  version: GraphVersion;
  text: AsyncIterable<string>;
}

/** @param open - opens the graph, for formats that need it. */
export async function exportAs(
  name: ExportName,
  { store, open, site }: { store: Pick<Store, 'readPages' | 'state'>; open(): Promise<ExportedGraph>; site: string },
): Promise<Export> {
  const format = EXPORT_FORMATS[name];
  if (format.of === 'pages') {
    const version = await store.state();
    return { version, text: format.write(store, version) };
  }
  const graph = await open();
  return { version: graph.version, text: format.write({ store, graph, site }) };
}
