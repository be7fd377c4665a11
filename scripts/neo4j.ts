/**
 * A real Neo4j server without a container engine: `npm run neo4j`, stopped by Ctrl-C or SIGTERM.
 *
 * Maven fetches the server's jars once into `.neo4j/<version>/`; a few lines of Java start them. When bolt answers, it
 * prints the environment variables to set: NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD.
 *
 * Options, each also by environment: --port (NEO4J_PORT, 7687; 0 for any free one), --home (NEO4J_HOME, the data
 * folder), --version (NEO4J_VERSION, 5.26.30), and NEO4J_PASSWORD for the user neo4j. JAVA_HOME selects the Java: 17 or
 * 21 for 5.26, 21 or 25 for the calendar releases.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const LTS = '5.26.30';
const PASSWORD = 'riskgraph';
/** Packages that Neo4j accesses by reflection and Java closes by default. */
const OPENED = ['java.nio', 'java.io', 'sun.nio.ch'].map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`);
/** A server that does not stop within this time is killed. */
const PATIENCE_MS = 20_000;

const root = resolve(import.meta.dirname, '..');
const { values: options } = parseArgs({
  options: { port: { type: 'string' }, home: { type: 'string' }, version: { type: 'string' } },
});
const version = options.version ?? process.env.NEO4J_VERSION ?? LTS;
const folder = join(root, '.neo4j', version);
const home = resolve(options.home ?? process.env.NEO4J_HOME ?? join(folder, 'home'));
const password = process.env.NEO4J_PASSWORD ?? PASSWORD;

try {
  const jars = fetchJars();
  const port = await freePort(Number(options.port ?? process.env.NEO4J_PORT ?? 7687));
  await run(startServer(jars, port), port);
} catch (error) {
  console.error(`neo4j: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

/** The folder with the jars of `version`; an interrupted fetch leaves nothing under that name. */
function fetchJars(): string {
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`--version must be like ${LTS}, but got ${version}`);
  const jars = join(folder, 'lib');
  if (existsSync(jars)) return jars;
  console.error(`Fetching Neo4j ${version} from Maven Central, about 130 MB, once`);
  const partial = join(folder, `lib.${process.pid}`);
  const pom = join(import.meta.dirname, 'neo4j', 'pom.xml');
  const goal = ['dependency:copy-dependencies', `-Dneo4j.version=${version}`, `-DoutputDirectory=${partial}`];
  const maven = spawnSync('mvn', ['-q', '-B', '-f', pom, ...goal], { stdio: ['ignore', 2, 2] });
  if (maven.status !== 0) {
    rmSync(partial, { recursive: true, force: true });
    throw new Error(maven.error ? `Maven is needed: ${maven.error.message}` : `Maven could not fetch ${version}`);
  }
  renameSync(partial, jars);
  return jars;
}

/** `wanted`, or any free port if it is 0. */
function freePort(wanted: number): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', () => failed(new Error(`port ${wanted} is taken: name another with --port`)));
    probe.listen(wanted, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => found(port));
    });
  });
}

function startServer(jars: string, port: number): ChildProcess {
  mkdirSync(home, { recursive: true });
  const java = process.env.JAVA_HOME === undefined ? 'java' : join(process.env.JAVA_HOME, 'bin', 'java');
  const source = join(import.meta.dirname, 'neo4j', 'Neo4jServer.java');
  return spawn(java, ['-Xmx2g', '-XX:+UseParallelGC', ...OPENED, '-cp', join(jars, '*'), source, home, String(port)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NEO4J_PASSWORD: password },
  });
}

/** Reports when `server` answers, and ties the two processes: when one ends, so does the other. */
async function run(server: ChildProcess, port: number): Promise<void> {
  let stopping = false;
  const ended = new Promise<void>((done, failed) => {
    server.once('error', (error) => failed(new Error(`Java is needed: ${error.message}`)));
    server.once('exit', (code, signal) => {
      if (code === 0 || stopping) done();
      else failed(new Error(`the server ended with ${signal ?? `status ${code}`}: see above`));
    });
  });
  const stop = () => {
    stopping = true;
    server.stdin?.end();
    setTimeout(() => server.kill('SIGKILL'), PATIENCE_MS).unref();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  server.stdin?.on('error', stop);
  createInterface({ input: server.stdout as NodeJS.ReadableStream }).on('line', (line) => {
    if (line !== 'READY') return console.error(line);
    console.log(`NEO4J_URI=bolt://127.0.0.1:${port}\nNEO4J_USERNAME=neo4j\nNEO4J_PASSWORD=${password}`);
  });
  await ended;
}
