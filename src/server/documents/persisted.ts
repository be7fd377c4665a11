/**
 * Documents that requests name instead of sending them: by an id of a manifest, or, with automatic persisted queries,
 * by the hash of a text that some client sent before. Such requests are short enough for GETs, which browsers and CDNs
 * cache.
 */
import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { LIMITS } from '../../graphql/limits.ts';
import { isRecord } from '../../is-record.ts';
import { HttpRefusal } from '../body.ts';

export interface PersistedDocuments {
  /**
   * The parameters of a request, with the document that they name filled in.
   * @throws HttpRefusal if there is no such document, or it is not allowed.
   */
  resolve(given: Parameters): Parameters;
  /** Estimated bytes of the texts that clients have sent. */
  bytes(): number;
}

export type Parameters = Readonly<Record<string, unknown>>;

/** Documents by id, as read by `manifest.ts`. */
export type Manifest = ReadonlyMap<string, string>;

/** Most bytes for texts that clients have sent, and the overhead of each. */
const KEPT_BYTES = 4_000_000;
const ENTRY_BYTES = 300;

/** @param isOnly - whether to answer only what the manifest lists. */
export function persistedDocuments(manifest: Manifest = new Map(), isOnly = false): PersistedDocuments {
  const allowed = new Set(manifest.values());
  const registered = new LRUCache<string, string>({
    maxSize: KEPT_BYTES,
    sizeCalculation: (text) => 2 * text.length + ENTRY_BYTES,
  });

  const find = (id: string) => manifest.get(id) ?? registered.get(id);

  function refuseUnlisted(text: string): void {
    if (!isOnly || allowed.has(text)) return;
    throw new HttpRefusal(403, 'QUERY_NOT_IN_SAFELIST', 'this service answers only documents listed in its manifest');
  }

  /** The document with that hash; clients send the text with the hash if the service does not know it. */
  function byHash(persisted: unknown, query: string | null): string {
    const { version, sha256Hash } = Object(persisted) as Parameters;
    if (version !== 1 || typeof sha256Hash !== 'string') {
      throw new HttpRefusal(
        400,
        'BAD_REQUEST',
        'extensions.persistedQuery must have version: 1 and sha256Hash: a string',
      );
    }
    const id = bare(sha256Hash);
    const known = find(id);
    if (query === null) {
      if (known !== undefined) return known;
      // Clients recognise this message and status, and send the document next.
      throw new HttpRefusal(200, NOT_FOUND, 'PersistedQueryNotFound');
    }
    refuseUnlisted(query);
    if (known === query) return query;
    if (hash('sha256', query) !== id) {
      throw new HttpRefusal(400, 'BAD_REQUEST', 'extensions.persistedQuery.sha256Hash is not the SHA-256 of query');
    }
    if (query.length <= LIMITS.documentLength) registered.set(id, query);
    return query;
  }

  function byId(id: unknown, query: string | null): string {
    if (typeof id !== 'string') throw new HttpRefusal(400, 'BAD_REQUEST', 'documentId must be a string');
    if (query !== null) throw new HttpRefusal(400, 'BAD_REQUEST', 'give either query or documentId, not both');
    const known = find(bare(id));
    if (known === undefined) throw new HttpRefusal(404, NOT_FOUND, 'no document has this documentId');
    return known;
  }

  return {
    resolve(given) {
      const { documentId = null, extensions = null, ...others } = given;
      const sent = typeof given.query === 'string' && given.query !== '' ? given.query : null;
      const { persistedQuery = null, ...rest } = isRecord(extensions) ? extensions : {};
      if (documentId === null && persistedQuery === null) {
        if (sent !== null) refuseUnlisted(sent);
        return given;
      }
      if (documentId !== null && persistedQuery !== null) {
        throw new HttpRefusal(400, 'BAD_REQUEST', 'give either documentId or extensions.persistedQuery, not both');
      }
      const query = documentId === null ? byHash(persistedQuery, sent) : byId(documentId, sent);
      const asked = { ...others, query };
      if (!isRecord(extensions)) return extensions === null ? asked : { ...asked, extensions };
      return Object.keys(rest).length === 0 ? asked : { ...asked, extensions: rest };
    },
    bytes: () => registered.calculatedSize,
  };
}

const NOT_FOUND = 'PERSISTED_QUERY_NOT_FOUND';

/** An id without the hash's name, which some clients prefix. */
export function bare(id: string): string {
  return id.startsWith('sha256:') ? id.slice('sha256:'.length) : id;
}
