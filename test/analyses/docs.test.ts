/** The output printed in docs/analyses.md is what a reader gets. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { ANALYSES } from '../../src/analyses/analysis.ts';
import { LIMITS } from '../../src/graphql/limits.ts';
import { ROOT } from '../support/program.ts';

const DOCUMENT = readFileSync(join(ROOT, 'docs/analyses.md'), 'utf8');

/** Each command, and the output printed below it. */
const examples = [...DOCUMENT.matchAll(/^```sh\n(npx riskgraph [^`]*)```\n\n```csv\n([^`]*)```$/gm)].map(
  ([, command = '', printed = '']) => ({ name: /analyse (\w+)/.exec(command)?.[1], command, printed }),
);

/** Cells, with numbers to ten digits: the last bits of a power differ between versions of Node. */
function cellsOf(table: string): unknown[] {
  const rows = table.trimEnd().split(/\r?\n/);
  return rows.map((row) =>
    row.split(',').map((cell) => (cell === '' || Number.isNaN(Number(cell)) ? cell : Number(cell).toPrecision(10))),
  );
}

describe('docs/analyses.md', () => {
  it('has an example of every analysis', () => {
    expect(examples.map(({ name }) => name)).toEqual(ANALYSES);
  });

  it.each(examples)('prints what its command of $name answers', async ({ command, printed }) => {
    const environment = Object.entries(process.env).filter(([name]) => !name.startsWith('RISKGRAPH_'));
    const line = command.replace(/^npx riskgraph/, `"${process.execPath}" bin/riskgraph.js`);
    const options = { cwd: ROOT, env: Object.fromEntries(environment) };
    const { stdout, stderr } = await promisify(execFile)('sh', ['-c', line], options);
    expect(stderr).toBe('');
    expect(cellsOf(stdout)).toEqual(cellsOf(printed));
  });

  it('tells how many runs one request may take', () => {
    expect(DOCUMENT).toContain(`| runs of all analyses in one GraphQL request | ${LIMITS.runs.toLocaleString('en')} |`);
  });
});
