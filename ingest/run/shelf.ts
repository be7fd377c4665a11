/**
 * Where pages wait until it is settled whether they are written: the first of them in memory, all others in a file that
 * nobody else sees, so that memory stays flat however many there are.
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** UTF-16 units of texts that are kept in memory. */
const IN_MEMORY = 4 * 2 ** 20;

/** A text, or what brings it back. */
export type Shelved = string | (() => string);

export interface Shelf {
  /** Null where there is no room for it. */
  put(text: string): Shelved | null;
  close(): void;
}

/** @param folder - where the file is made, once it is needed. */
export function newShelf(folder: string = tmpdir()): Shelf {
  let room = IN_MEMORY;
  let file: ReturnType<typeof openUnseen> | null = null;
  let isFull = false;
  return {
    put(text) {
      room -= text.length;
      if (room >= 0) return text;
      if (isFull) return null;
      try {
        file ??= openUnseen(folder);
        return file.append(Buffer.from(text));
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
  return {
    /** Answers what reads it back. */
    append(bytes: Buffer): () => string {
      const start = end;
      for (let written = 0; written < bytes.length; )
        written += writeSync(descriptor, bytes, written, undefined, start + written);
      end += bytes.length;
      return () => read(start, bytes.length);
    },
    close(): void {
      closeSync(descriptor);
      remove();
    },
  };

  function read(start: number, length: number): string {
    const bytes = Buffer.allocUnsafe(length);
    for (let at = 0; at < length; ) {
      const count = readSync(descriptor, bytes, at, length - at, start + at);
      if (count === 0) throw new Error('a page that was put aside is gone');
      at += count;
    }
    return bytes.toString();
  }
}
