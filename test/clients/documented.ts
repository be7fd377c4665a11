/** Where the snippets of docs/clients.md become files, with the other files that they need. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { blocksOf } from '../support/blocks.ts';
import { writeFiles } from '../support/markdown.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
export const ROOT = join(HERE, '../..');
export const CLIENTS = HERE;
export const DOCUMENTED = join(HERE, 'documented');

/** The blocks as a reader would copy them, with the service's address replaced by `origin`. */
export function documentedBlocks(origin: string): ReturnType<typeof blocksOf> {
  const text = readFileSync(join(ROOT, 'docs', 'clients.md'), 'utf8');
  return blocksOf(text.replaceAll('http://127.0.0.1:4000', origin));
}

/** Writes the blocks that have a title to files in a new folder. */
export function writeDocumented(origin: string): void {
  rmSync(DOCUMENTED, { recursive: true, force: true });
  mkdirSync(DOCUMENTED);
  const files = documentedBlocks(origin).filter(({ title }) => title !== undefined);
  writeFiles(DOCUMENTED, Object.fromEntries(files.map(({ title = '', code }) => [title, code])));
  mkdirSync(join(DOCUMENTED, 'relay', '__generated__'));
}
