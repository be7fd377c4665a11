/** The formats that a graph is exported in, by the names that people ask for them. */
import type { Store } from '../store/store.ts';
import { csv } from './csv.ts';
import { graphml } from './graphml.ts';
import type { ExportName } from './names.ts';
import { ndjson } from './ndjson.ts';
import { jsonLd } from './rdf/json-ld.ts';
import type { ExportedGraph, ExportSource, GraphVersion } from './source.ts';

interface Common {
  /** Media type, as HTTP says it. */
  type: string;
  /** What the name of a file of it ends in. */
  ending: string;
}
/** Made of pages alone, or of the graph. Each piece of text is made when it is asked for. */
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
      // Its library is loaded when somebody wants it.
      yield* (await import('./rdf/turtle.ts')).turtle(source);
    },
  },
  jsonld: { type: 'application/ld+json', ending: 'jsonld', of: 'graph', write: jsonLd },
  csv: { type: 'text/csv; charset=utf-8', ending: 'csv', of: 'graph', write: csv },
  ndjson: { type: 'application/x-ndjson', ending: 'ndjson', of: 'pages', write: ndjson },
  graphml: { type: 'application/graphml+xml', ending: 'graphml', of: 'graph', write: graphml },
};

/** An export that has begun: what it is of, and its text. */
export interface Export {
  version: GraphVersion;
  text: AsyncIterable<string>;
}

/** @param open - opens the graph, for the formats that are made of it. */
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
