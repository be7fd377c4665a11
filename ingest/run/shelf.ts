/**
 * Where pages wait until it is settled whether they are written: the first of them in memory, all others in a file that
 * nobody else sees, so that memory stays flat however many there are.
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PageContent } from '../../src/model/types.ts';

/** UTF-16 units of texts that are kept in memory. */
const IN_MEMORY = 4 * 2 ** 20;

/** Of one UTF-16 unit at most. */
const UTF8_BYTES = 3;

/** A text, or what brings it back. */
export type Shelved = string | (() => string);

export interface Shelf {
  /** Puts a page, or its JSON, where it is kept as JSON; null where there is no room for it. */
  put(page: PageContent | Shelved): Shelved | null;
  close(): void;
}

/** @param folder - where the file is made, once it is needed. */
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

/** A file without a name: nobody else can open it, and it is gone with this process, however that ends. */
function openUnseen(folder: string) {
  const path = mkdtempSync(join(folder, 'riskgraph-'));
  const descriptor = openSync(join(path, 'pages'), 'wx+', 0o600);
  const remove = () => rmSync(path, { recursive: true, force: true });
  try {
    remove();
  } catch {
    // Some systems keep an open file's name until it is closed.
  }
  let end = 0;
  /** One for all texts: the runtime is slow to give back the memory of many. */
  let bytes = Buffer.alloc(0);
  const bytesFor = (length: number): Buffer => {
    if (bytes.length < length) bytes = Buffer.allocUnsafe(2 * length);
    return bytes;
  };
  return {
    /** Answers what reads it back. */
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
      if (count === 0) throw new Error('a page that was put aside is gone');
      at += count;
    }
    return all.toString('utf8', 0, length);
  }
}
