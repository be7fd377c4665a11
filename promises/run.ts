/**
 * `npm run test:promises`: every promise of the service under attack, overload, faults and bad input, each tried on the
 * built program and reported in one line; then those that any server could keep, on a default Apollo server.
 *
 * Options: --only PREFIX (promises whose id starts with it), --quick (requests and HTTP only: a minute), --minutes of
 * mixed load (10), --kills of an ingest (50), --without-apollo, --without-neo4j (otherwise starts a server unless
 * NEO4J_URI names one). It takes half an hour on a quiet machine and exits with 1 if a promise of ours is broken.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeFiles } from '../test/support/markdown.ts';
import { pageFiles } from './graph.ts';
import { ATTACKS } from './http/attacks.ts';
import { judge, type Server, type Verdict } from './judge.ts';
import { OVERLOAD } from './load/overload.ts';
import { STARTING } from './process/starting.ts';
import { STOPPING } from './process/stopping.ts';
import { endChildren, RISKGRAPH, ROOT, run, start } from './process.ts';
import type { ServicePromise } from './promise.ts';
import { ACCESS } from './requests/access.ts';
import { AMOUNTS } from './requests/amounts.ts';
import { BODIES } from './requests/bodies.ts';
import { DOCUMENTS } from './requests/documents.ts';
import { launch } from './service.ts';
import { NEO4J } from './store/neo4j.ts';
import { SQLITE } from './store/sqlite.ts';

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '10' },
    kills: { type: 'string', default: '50' },
    'without-apollo': { type: 'boolean', default: false },
    'without-neo4j': { type: 'boolean', default: false },
  },
});
const length = { minutes: Number(flags.minutes), kills: Number(flags.kills) };

/** Server faults do not need a large graph. */
const NEO4J_CONCEPTS = 60;

const QUICK = [...BODIES, ...DOCUMENTS.filter(({ id }) => id !== 'documents.cache'), ...AMOUNTS, ...ACCESS, ...ATTACKS];
/** Promises that any server of such a graph could keep. */
const OF_ANY = flags.quick
  ? QUICK
  : [...BODIES, ...DOCUMENTS, ...AMOUNTS, ...ACCESS, ...ATTACKS, ...STOPPING, ...OVERLOAD];
/** Promises about this program alone: its command line, its stores. */
const OF_OURS = flags.quick ? [] : [...STARTING, ...SQLITE, ...NEO4J];
const chosen = (promises: readonly ServicePromise[]) => promises.filter(({ id }) => id.startsWith(flags.only));

if (chosen([...OF_ANY, ...OF_OURS]).length === 0) {
  console.error(`--only ${flags.only}: no promise has an id that begins with that`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'riskgraph-promises-'));
process.on('exit', () => {
  void endChildren();
  rmSync(folder, { recursive: true, force: true });
});
// A broken promise may leave requests in flight that nobody awaits.
process.on('unhandledRejection', () => {});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

const built = await run([process.execPath, join(ROOT, 'build.js')]);
if (built.status !== 0) throw new Error(built.stderr);
const pages = join(folder, 'pages');
writeFiles(pages, pageFiles());
const store = `file:${join(folder, 'graph.db')}`;
await filled(store, pages);

const ours: Server = { isOurs: true, launch: () => launch([...RISKGRAPH, 'serve', '--store', store, '--port', '0']) };
const TSX = [process.execPath, '--import', 'tsx'];
const apollo: Server = {
  isOurs: false,
  launch: () =>
    launch([...TSX, join(ROOT, 'promises', 'apollo', 'serve.ts')], {
      env: { NODE_ENV: 'production' },
    }),
};

if (!flags.quick && !flags['without-neo4j'] && chosen(NEO4J).length > 0) await openNeo4j();
console.log(`\nRiskgraph\n`);
const verdicts = await judge([...chosen(OF_ANY), ...chosen(OF_OURS)], ours, length, line);
const broken = verdicts.filter(({ outcome }) => outcome === 'broken');
const untried = verdicts.filter(({ outcome }) => outcome === 'not tried').length;
console.log(
  `\n${verdicts.length} promises: ${verdicts.length - broken.length - untried} kept, ${broken.length} broken, ${untried} not tried`,
);
process.exitCode = broken.length > 0 ? 1 : 0;

if (!flags['without-apollo'] && chosen(OF_ANY).length > 0) {
  console.log('\nA default Apollo server in its place\n');
  const theirs = await judge(chosen(OF_ANY), apollo, { ...length, minutes: Math.min(1, length.minutes) }, line);
  const kept = theirs.filter(({ outcome }) => outcome === 'kept').length;
  console.log(
    `\nOf the ${theirs.length} promises that any server could keep, a default Apollo server keeps ${kept} and breaks ${theirs.length - kept}.`,
  );
}
await endChildren();
process.exit();

function line({ id, threat, expected }: ServicePromise, { outcome, finding, seconds }: Verdict): void {
  console.log(
    `${outcome.padEnd(9)} ${id.padEnd(24)} ${threat} → ${expected}\n${' '.repeat(10)}${finding} (${seconds.toFixed(1)} s)`,
  );
}

async function filled(address: string, pages: string): Promise<void> {
  const ingest = () => run([...RISKGRAPH, 'ingest', pages, '--store', address]);
  let ended = await ingest();
  // A new server may time out on its first operations; a repeated ingest continues where the last one stopped.
  for (let tries = 1; tries < 5 && ended.status !== 0; tries++) ended = await ingest();
  if (ended.status !== 0) throw new Error(`the graph could not be filled: ${ended.stderr}`);
}

/** The server from the environment, or one of our own, filled with some of the pages. */
async function openNeo4j(): Promise<void> {
  if (process.env.NEO4J_URI === undefined) {
    const script = join(ROOT, 'scripts', 'neo4j.ts');
    const server = start([...TSX, script, '--port', '0', '--home', join(folder, 'neo4j')]);
    await server.says(/^NEO4J_PASSWORD=.+$/m);
    const lines = await server.says(/(?:^NEO4J_\w+=.*\n?)+/m);
    for (const [, name = '', value = ''] of (lines[0] ?? '').matchAll(/^(NEO4J_\w+)=(.*)$/gm))
      process.env[name] = value;
  }
  const { wipe } = await import('../test/support/neo4j-server.ts');
  await wipe();
  const pages = join(folder, 'neo4j-pages');
  writeFiles(pages, pageFiles(NEO4J_CONCEPTS));
  await filled(process.env.NEO4J_URI ?? '', pages);
}
