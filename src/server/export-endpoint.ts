/**
 * Downloads of the graph: `/export/graph.ttl` and the like by file extension, and `/export/graph` by what the client
 * accepts. They are written as fast as the client reads; an entity tag names the version, so an unchanged graph is not
 * sent twice.
 */
import { hash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import Negotiator from 'negotiator';
import { EXPORT_FORMATS, exportAs } from '../export/formats.ts';
import { EXPORT_NAMES, type ExportName } from '../export/names.ts';
import type { ExportedGraph, GraphVersion } from '../export/source.ts';
import { packageVersion } from '../package-root.ts';
import type { Store } from '../store/store.ts';
import { HttpRefusal } from './body.ts';
import { encodingFor } from './encodings.ts';
import { isNamedBy } from './entity-tags.ts';
import type { Asker, Handler } from './handler.ts';
import { givenOrigin } from './origin.ts';

/** Downloads at the same time: each holds little memory, but they share the turns of the event loop. */
const AT_ONCE = 4;
/** A slow download is cut off after this time, to make room for another. */
const LONGEST_MS = 600_000;

export interface ExportOptions {
  store: Pick<Store, 'readPages' | 'state'>;
  /** Where readers reach the service, for the names of concepts in RDF; null means the address of the request. */
  publicUrl: string | null;
  /** Opens the graph as the store has it now. */
  open(): Promise<ExportedGraph>;
}

/** The handler of each path. */
export function exportRoutes(options: ExportOptions): Map<string, Handler> {
  let sending = 0;

  /** Takes one of the places; returns a function that frees it. */
  function enter(asker: Asker): () => void {
    if (sending >= AT_ONCE)
      throw new HttpRefusal(503, 'OVERLOADED', 'too many exports at once, try again', { 'retry-after': '5' });
    const leave = asker.enter();
    sending++;
    return () => {
      sending--;
      leave();
    };
  }

  async function answer(name: ExportName, request: IncomingMessage, response: ServerResponse, asker: Asker) {
    const site = `${options.publicUrl ?? givenOrigin(request)}/`;
    const { version, text } = await exportAs(name, { ...options, site });
    const isZipped = encodingFor(request, ['gzip']) === 'gzip';
    const tag = tagOf(name, version, site, isZipped);
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('cross-origin-resource-policy', 'cross-origin');
    response.setHeader('cache-control', 'no-cache');
    response.setHeader('vary', 'accept, accept-encoding, host');
    if (isNamedBy(request.headers['if-none-match'], tag)) {
      response.setHeader('etag', tag);
      response.statusCode = 304;
      response.end();
      return;
    }
    const isWanted = request.method !== 'HEAD';
    const leave = isWanted ? enter(asker) : () => {};
    try {
      const pieces = isWanted ? await begun(text) : [];
      const { type, ending } = EXPORT_FORMATS[name];
      response.setHeader('etag', tag);
      response.setHeader('content-type', type);
      response.setHeader('content-disposition', `attachment; filename="riskgraph.${ending}"`);
      if (isZipped) response.setHeader('content-encoding', 'gzip');
      const signal = AbortSignal.any([asker.signal(), AbortSignal.timeout(LONGEST_MS)]);
      await (isZipped && isWanted
        ? pipeline(pieces, createGzip(), response, { signal })
        : pipeline(pieces, response, { signal }));
    } finally {
      leave();
    }
  }

  async function handle(choose: () => ExportName, ...asked: [IncomingMessage, ServerResponse, Asker]): Promise<void> {
    try {
      await answer(choose(), ...asked);
    } catch (error) {
      if (!hasLeft(error)) throw error;
    }
  }

  const routes = new Map<string, Handler>();
  const route = (path: string, choose: (request: IncomingMessage) => ExportName) =>
    routes.set(path, (request, response, _, asker) => handle(() => choose(request), request, response, asker));
  for (const name of EXPORT_NAMES) route(`/export/graph.${EXPORT_FORMATS[name].ending}`, () => name);
  route('/export/graph', acceptedBy);
  return routes;
}

/** The format that the client prefers by its weights; the first among equals. */
function acceptedBy(request: IncomingMessage): ExportName {
  const nameByType = new Map(EXPORT_NAMES.map((name) => [EXPORT_FORMATS[name].type.split(';')[0] as string, name]));
  const types = [...nameByType.keys()];
  const name = nameByType.get(new Negotiator(request).mediaType(types) ?? '');
  if (name !== undefined) return name;
  throw new HttpRefusal(
    406,
    'NOT_ACCEPTABLE',
    `none of the accepted formats is available; the graph can be exported as ${types.join(', ')}`,
  );
}

function tagOf(name: ExportName, { graph, version }: GraphVersion, site: string, isZipped: boolean): string {
  const parts = [packageVersion(), name, graph, version, site, isZipped];
  return `"${hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 22)}"`;
}

/** The same text, with its first chunk already made: an error there can still be answered properly. */
async function begun(text: AsyncIterable<string>): Promise<AsyncIterable<string>> {
  const pieces = text[Symbol.asyncIterator]();
  const first = await pieces.next();
  return (async function* () {
    if (first.done) return;
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => pieces };
  })();
}

/** Whether the error means that the client closed its connection, or was cut off. */
function hasLeft(error: unknown): boolean {
  const { name, code = '', syscall } = error as NodeJS.ErrnoException;
  return (
    name === 'AbortError' || name === 'TimeoutError' || code === 'ERR_STREAM_PREMATURE_CLOSE' || syscall !== undefined
  );
}
