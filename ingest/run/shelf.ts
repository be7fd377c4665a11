/**
 * Holds pages until it is decided whether they are written: the first ones in memory, the others in an unlinked
 * temporary file, so that memory stays flat however many there are.
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PageContent } from '../../src/model/types.ts';

/** Maximum length of the texts kept in memory [UTF-16 units]. */
const IN_MEMORY = 4 * 2 ** 20;

/** UTF-8 bytes that one UTF-16 unit takes at most. */
const UTF8_BYTES = 3;

/** A text, or a function that reads it back. */
export type Shelved = string | (() => string);

export interface Shelf {
  /** Stores a page, or its JSON, as JSON; null if there is no room for it. */
  put(page: PageContent | Shelved): Shelved | null;
  close(): void;
}

/** @param folder - where the temporary file is created, once it is needed. */
export function newShelf(folder: string = tmpdir()): Shelf {
  let room = IN_MEMORY;
  let file: ReturnType<typeof openUnseen> | null = null;
  let isFull = false;
  return {
    put(page) {
      if (typeof page === 'function') return page;
      const text = typeof page === 'string' ? page : JSON.stringify(page);
      room -= text.length;
      if (room >= 0) return text;
      if (isFull) return null;
      try {
        file ??= openUnseen(folder);
        return file.append(text);
      } catch {
        isFull = true; // a folder that cannot be written to, or a full disk
        return null;
      }
    },
    close: () => file?.close(),
  };
}

/** Opens a file and unlinks it: no other process can open it, and it vanishes with this one, however that ends. */
function openUnseen(folder: string) {
  const path = mkdtempSync(join(folder, 'riskgraph-'));
  const descriptor = openSync(join(path, 'pages'), 'wx+', 0o600);
  const remove = () => rmSync(path, { recursive: true, force: true });
  try {
    remove();
  } catch {
    // Some systems cannot remove an open file; `close` removes it there.
  }
  let end = 0;
  /** One buffer for all texts: Node is slow to release the memory of many. */
  let bytes = Buffer.alloc(0);
  const bytesFor = (length: number): Buffer => {
    if (bytes.length < length) bytes = Buffer.allocUnsafe(2 * length);
    return bytes;
  };
  return {
    /** Appends a text; returns a function that reads it back. */
    append(text: string): () => string {
      const start = end;
      const length = bytesFor(UTF8_BYTES * text.length).write(text);
      for (let at = 0; at < length; ) at += writeSync(descriptor, bytes, at, length - at, start + at);
      end += length;
      return () => read(start, length);
    },
    close(): void {
      closeSync(descriptor);
      remove();
    },
  };

  function read(start: number, length: number): string {
    const all = bytesFor(length);
    for (let at = 0; at < length; ) {
      const count = readSync(descriptor, all, at, length - at, start + at);
      if (count === 0) throw new Error('a page could not be read back from the temporary file');
      at += count;
    }
    return all.toString('utf8', 0, length);
  }
}
