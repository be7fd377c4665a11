/** Where the snippets of docs/clients.md become files, and what else they need beside them. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { blocksOf } from '../support/blocks.ts';
import { writeFiles } from '../support/markdown.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
export const ROOT = join(HERE, '../..');
export const CLIENTS = HERE;
export const DOCUMENTED = join(HERE, 'documented');

/** The blocks as a reader would copy them, but of the service at `origin`. */
export function documentedBlocks(origin: string): ReturnType<typeof blocksOf> {
  const text = readFileSync(join(ROOT, 'docs', 'clients.md'), 'utf8');
  return blocksOf(text.replaceAll('http://127.0.0.1:4000', origin));
}

/** Writes the files that blocks with a title are into a new folder. */
export function writeDocumented(origin: string): void {
  rmSync(DOCUMENTED, { recursive: true, force: true });
  mkdirSync(DOCUMENTED);
  const files = documentedBlocks(origin).filter(({ title }) => title !== undefined);
  writeFiles(DOCUMENTED, Object.fromEntries(files.map(({ title = '', code }) => [title, code])));
  mkdirSync(join(DOCUMENTED, 'relay', '__generated__'));
}
