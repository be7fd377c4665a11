/** The example files in the formats' documentation, one of each kind, and the resulting graphs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/program.ts';

const TEXT = readFileSync(join(ROOT, 'docs/pages.md'), 'utf8');

/** Name and text of each file, and the graph printed in the documentation. */
export const EXAMPLES = [...TEXT.matchAll(/^```\w+ title="([^"]+)"\n(.*?)^```\n\n```text\n(.*?)^```$/gms)].map(
  ([, name = '', source = '', graph = '']) => [name, source, graph] as const,
);
