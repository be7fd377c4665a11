/** A program of this project as a child process: its output, its end, its memory. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';

export const ROOT = dirname(import.meta.dirname);
export const RISKGRAPH = [process.execPath, join(ROOT, 'bin', 'riskgraph.js')] as const;

export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface Child {
  process: ChildProcess;
  ended: Promise<Ended>;
  /** Resolves with the first match of `pattern` in either output; rejects if the program ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
}

const children = new Set<ChildProcess>();

/** Starts a program; RISKGRAPH_ environment variables, which configure the service, are not inherited. */
export function start(command: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Child {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('RISKGRAPH_'));
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: options.cwd ?? ROOT,
    env: { ...Object.fromEntries(inherited), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (status) => {
      children.delete(child);
      resolve({ status, ...output });
    });
  });
  return {
    process: child,
    ended,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(output.stdout + output.stderr);
          if (match !== null) resolve(match);
        };
        look();
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        child.on('close', () => reject(new Error(`ended before it said ${pattern}: ${output.stderr.slice(-2_000)}`)));
      }),
  };
}

export function run(command: readonly string[], options: Parameters<typeof start>[1] = {}): Promise<Ended> {
  return start(command, options).ended;
}

/** Stops the children that are still running, and waits for them. */
export async function endChildren(): Promise<void> {
  const running = [...children];
  for (const child of running) child.kill('SIGTERM');
  await Promise.all(running.map((child) => new Promise((resolve) => child.on('close', resolve))));
}

/** Resident memory of a process [bytes]; 0 if it is gone. */
export function memoryOf(pid: number): number {
  try {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;
  } catch {
    return 0;
  }
}

export const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
