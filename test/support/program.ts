/** The built program as a user runs it: arguments in, status and both outputs out. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = join(ROOT, 'bin', 'riskgraph.js');

export interface Ended {
  status: number | null;
  stdout: string;
  /** Without progress lines, whose number depends on the clock. */
  stderr: string;
}

export interface Running {
  child: ChildProcess;
  ended: Promise<Ended>;
  /** Resolves with the first match of `pattern` in standard error. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
}

const children = new Set<ChildProcess>();
// A failed test may leave its program running.
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

/** Starts the program in `cwd`; RISKGRAPH_ environment variables, which configure it, are not inherited. */
export function start(
  args: readonly string[],
  options: {
    cwd?: string;
    env?: Record<string, string>;
    input?: string;
    program?: string;
    uid?: number | undefined;
    /** An open file for standard output. */
    output?: number;
  } = {},
): Running {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('RISKGRAPH_'));
  const child = spawn(process.execPath, [options.program ?? PROGRAM, ...args], {
    cwd: options.cwd ?? ROOT,
    env: { ...Object.fromEntries(inherited), ...options.env },
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    stdio: ['pipe', options.output ?? 'pipe', 'pipe'],
  }) as ChildProcess & { stdin: Writable; stderr: Readable };
  children.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => {}); // the program may end without reading
  child.stdin.end(options.input ?? '');
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (status) => {
      children.delete(child);
      resolve({ status, stdout, stderr: stderr.replaceAll(/^(?:fetching|reading|writing) \d+ of \d+\n/gm, '') });
    });
  });
  const says = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(stderr);
        if (match !== null) resolve(match);
      };
      look();
      child.stderr.on('data', look);
      child.on('close', () => reject(new Error(`ended before it said ${pattern}: ${stderr}`)));
    });
  return { child, ended, says };
}

export function run(args: readonly string[], options: Parameters<typeof start>[1] = {}): Promise<Ended> {
  return start(args, options).ended;
}

/** A folder that is removed after the tests: `afterAll(folder.remove)`. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'riskgraph-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
