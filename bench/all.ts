/**
 * The table under "Measured" in the README, measured anew: runs the benches that it names, one after the other, and prints
 * what each of them prints, then that table. Of ratios it has the median of the rounds, and the least and the greatest.
 *
 *   npm run build && npm ci --prefix bench && npm run bench [-- options]
 *
 *   --concepts 10000   size of the synthetic glossary, and pages that are ingested
 *   --rounds 5         rounds of `bench:read` that count
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

/** Runs one of the benches; what it prints is shown while it does. */
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
  // One that misses its goals says so, and has measured all the same.
  if (status !== 0) console.error(`bench:${bench} ended with status ${status}`);
  console.log();
  return text;
}
