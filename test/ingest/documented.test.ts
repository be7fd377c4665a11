/** The examples in the formats' documentation give the documented graphs. */
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import type { PageDefinition, Statement } from '../../src/model/types.ts';
import { writeFiles } from '../support/markdown.ts';
import { temporaryFolder } from '../support/program.ts';
import { EXAMPLES } from './documented-examples.ts';
import { type KeptPage, kept } from './kept.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

function shown({ concept, name, alternateNames, publishedAt, definitions, statements }: KeptPage): string {
  const date = publishedAt === null ? '' : ` (${publishedAt.slice(0, 10)})`;
  const labelled = (label: string | null, text: string) => (label === null ? text : `${label}: ${text}`);
  const definition = ({ kind, facet, text }: PageDefinition) => `  ${kind} ${labelled(facet, text)}`;
  const relation = ({ kind, target, facet, gloss }: Statement) =>
    `  ${kind} ${gloss === null ? target : `${target}: ${labelled(facet, gloss)}`}`;
  const head = `${concept}: ${[name, ...alternateNames].join(', ')}${date}`;
  return [head, ...definitions.map(definition), ...statements.map(relation)].join('\n');
}

it.each(EXAMPLES)('shows what becomes of %s', async (name, source, graph) => {
  writeFiles(folder.path, { [name]: source });
  const { pages, report } = await kept(join(folder.path, name), { base: 'https://desk.example/' });
  expect(report.totals.rejected).toBe(0);
  const blocks = graph.trimEnd().split(/\n(?=\S)/);
  expect(pages.map(shown).sort()).toEqual(blocks.sort());
});

it('shows an example of each kind', () => {
  expect(EXAMPLES.length).toBeGreaterThanOrEqual(7);
});
