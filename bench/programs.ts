/** Starts the measured programs, each in its own process with the probe inside, and stops them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { Question, Usage } from './probe.ts';

export const ROOT = resolve(import.meta.dirname, '..');
const BUILT = join(import.meta.dirname, 'dist');
const RISKGRAPH = join(ROOT, 'bin', 'riskgraph.js');
/** A program that does not stop within this time is killed. */
const GRACE_MS = 15_000;

export interface Program {
  /** In `performance.now()` time [ms]. */
  startedAt: number;
  usage(): Promise<Usage>;
  watch(): void;
  /** The first match in its standard error; rejects if it ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Its status, its output, and the last usage that it reported. */
  ended: Promise<{ status: number | null; output: string; last: Usage | null }>;
  stop(): Promise<void>;
}

const running = new Set<Program>();

/** Compiles the probe and the peers to JavaScript, so that all programs start from files as in deployment. */
export async function buildPrograms(peers: boolean): Promise<void> {
  if (peers && !existsSync(join(import.meta.dirname, 'node_modules'))) {
    throw new Error('the peers are not installed: run `npm ci --prefix bench` first, or ask for --only=riskgraph');
  }
  const names = peers ? ['apollo', 'mercurius', 'raw', 'neo4j-graphql'] : [];
  await build({
    entryPoints: [
      join(import.meta.dirname, 'probe.ts'),
      ...names.map((name) => join(import.meta.dirname, 'peers', `${name}.ts`)),
    ],
    outbase: import.meta.dirname,
    outdir: BUILT,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    logLevel: 'warning',
  });
}

export function startRiskgraph(args: readonly string[], environment: Environment = {}): Program {
  return start([RISKGRAPH, ...args], environment);
}

export function startPeer(name: string, args: readonly string[], environment: Environment = {}): Program {
  return start([join(BUILT, 'peers', `${name}.js`), ...args], environment);
}

export type Environment = Readonly<Record<string, string>>;

/** Runs `riskgraph` to its end; resolves to its total usage. */
export async function runRiskgraph(
  args: readonly string[],
  environment: Environment = {},
): Promise<Usage & { seconds: number }> {
  const began = performance.now();
  const program = startRiskgraph(args, environment);
  const { status, output, last } = await program.ended;
  const seconds = (performance.now() - began) / 1000;
  if (status !== 0 || last === null) throw new Error(`riskgraph ${args[0]} ended with status ${status}: ${output}`);
  return { ...last, seconds };
}

/** Stops every program that is still running. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map((program) => program.stop()));
}

/** RISKGRAPH_ environment variables, which configure the product, are not inherited. */
function start(args: readonly string[], environment: Environment): Program {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('RISKGRAPH_'));
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--import', `file://${join(BUILT, 'probe.js')}`, ...args], {
    cwd: ROOT,
    env: { ...Object.fromEntries(inherited), NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let output = '';
  let last: Usage | null = null;
  const askers: ((usage: Usage) => void)[] = [];
  child.on('message', (usage: Usage) => {
    last = usage;
    askers.shift()?.(usage);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const ended = once(child, 'close').then(([status]) => {
    running.delete(program);
    return { status: status as number | null, output, last };
  });
  const ask = (question: Question) => child.send(question);
  const program: Program = {
    startedAt,
    usage: () =>
      Promise.race([
        new Promise<Usage>((answered) => {
          askers.push(answered);
          ask('usage');
        }),
        ended.then(({ output }) => Promise.reject(new Error(`ended while it was measured: ${output}`))),
      ]),
    watch: () => ask('watch'),
    says: (pattern) =>
      new Promise((found, failed) => {
        const look = () => {
          const match = pattern.exec(output);
          if (match !== null) found(match);
        };
        look();
        child.stderr?.on('data', look);
        ended.then(() => failed(new Error(`ended before it said ${pattern}: ${output}`)));
      }),
    ended,
    stop: async () => {
      child.kill('SIGTERM');
      const killing = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
      await ended;
      clearTimeout(killing);
    },
  };
  running.add(program);
  return program;
}
