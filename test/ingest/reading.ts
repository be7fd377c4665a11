/** A compact text form of what is read from one file. */
import { formatOf, type PageFile } from '../../ingest/run/files.ts';
import { readFile } from '../../ingest/run/read-file.ts';

const OPTIONS = { program: null, base: 'https://desk.example/', language: 'en', columns: {} };

/** The names, texts and relations of each page, and all warnings. */
export async function read(source: string, content: string | Uint8Array) {
  const file: PageFile = { path: source, source, format: formatOf(source) ?? 'markdown', isMeant: true };
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const found = await readFile(bytes, file, OPTIONS);
  return {
    pages: found.map(({ page }) => page),
    texts: found.flatMap(({ page }) => page.definitions.map(({ kind, text }) => `${kind} ${page.concept}: ${text}`)),
    relations: found.flatMap(({ page }) =>
      page.statements.map(({ kind, target }) => `${page.concept} ${kind} ${target}`),
    ),
    warnings: found.flatMap(({ warnings }) => warnings.map(({ code, message }) => `${code} ${message}`)),
  };
}
