/** A Neo4j server for the bench alone: its data are disposable and its process can be measured. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Environment, ROOT } from './programs.ts';

export interface Neo4jServer {
  /** How the product and the peers find it. */
  environment: Environment & { NEO4J_URI: string };
  /** User and system time of the server's process so far [µs], in steps of 10 ms. */
  cpu(): number;
  stop(): Promise<void>;
}

/** Resolution of the kernel's process accounting [µs]. */
const TICK = 10_000;

/** @param home - folder of its data. */
export async function startNeo4j(home: string): Promise<Neo4jServer> {
  if (!existsSync('/proc/self/stat')) throw new Error('what Neo4j uses is read from /proc, which only Linux has');
  const script = join(ROOT, 'scripts', 'neo4j.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, '--port', '0', '--home', home], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-2_000);
  });
  const ended = once(child, 'close');
  process.once('exit', () => child.kill('SIGTERM'));
  const settings: Record<string, string> = {};
  const lines = createInterface({ input: child.stdout });
  await new Promise<void>((ready, failed) => {
    lines.on('line', (line) => {
      const [name = '', value = ''] = line.split('=');
      settings[name] = value;
      if (name === 'NEO4J_PASSWORD') ready();
    });
    ended.then(() => failed(new Error(`Neo4j did not start: ${output}`)));
  });
  const java = childOf(child.pid as number);
  const uri = settings.NEO4J_URI as string;
  return {
    environment: { ...settings, NEO4J_URI: uri, RISKGRAPH_STORE: uri },
    cpu: () => {
      const fields = readFileSync(`/proc/${java}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) * TICK;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The child of the launcher process: the server itself. */
function childOf(pid: number): number {
  const [first = ''] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  return Number(first);
}
