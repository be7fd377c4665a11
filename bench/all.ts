/**
 * Reproduces the table under "Measured" in the README: runs the benches that it names one after the other, prints their
 * output, then the table. Ratios are the median over rounds, with the smallest and the largest.
 *
 *   npm run build && npm ci --prefix bench && npm run bench [-- options]
 *
 *   --concepts 10000   size of the synthetic glossary, and number of pages to ingest
 *   --rounds 5         measured rounds of `bench:read`
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { command, countOption } from './command.ts';
import { table } from './markdown.ts';
import { tablesIn } from './printed-tables.ts';
import { readmeRows } from './readme-rows.ts';

await command('bench', async () => {
  const { values: given } = parseArgs({
    options: { concepts: { type: 'string', default: '10000' }, rounds: { type: 'string', default: '5' } },
  });
  const size = String(countOption('concepts', given.concepts));
  const rounds = String(countOption('rounds', given.rounds));
  const search = tablesIn(await printed('search', [size]));
  const calculators = tablesIn(await printed('calculators', []));
  const servers = 'riskgraph-sqlite,apollo,mercurius,raw';
  const read = tablesIn(await printed('read', ['--concepts', size, '--rounds', rounds, '--only', servers]));
  const ingest = tablesIn(await printed('ingest', ['--pages', size]));
  console.log('## The README’s table\n');
  console.log(
    table(
      ['what', 'figure', 'command'],
      readmeRows({ search, calculators, read, ingest }, Number(size).toLocaleString('en')),
    ),
  );
});

/** Runs one bench, streaming its output; resolves to that output. */
async function printed(bench: string, args: readonly string[]): Promise<string> {
  console.log(`## npm run bench:${bench}${args.length > 0 ? ` -- ${args.join(' ')}` : ''}\n`);
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, `${bench}.ts`), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    process.stdout.write(part);
  });
  const status = await new Promise((ended) => child.once('close', ended));
  // A bench that misses its goals reports that in its status, but its figures are still valid.
  if (status !== 0) console.error(`bench:${bench} ended with status ${status}`);
  console.log();
  return text;
}
