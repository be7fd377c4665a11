/** The service as a process: signals, standard error, and its behaviour without its store. */
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ROOT, run, start, temporaryFolder } from '../support/program.ts';

const folder = temporaryFolder();
afterAll(folder.remove);
/** A port without a listener. */
const AWAY = 'bolt://127.0.0.1:1';
const SERVE = ['serve', '--store', 'memory:', '--port', '0'];

/** Sends `count` requests at once on one connection; resolves to the number answered with `status`. */
function pipelined(port: number, count: number, status: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(text.split(`HTTP/1.1 ${status} `).length - 1)).on('error', reject);
    const get = `GET /${'x'.repeat(200)} HTTP/1.1\r\nhost: x\r\n`;
    for (let i = 1; i < count; i++) socket.write(`${get}\r\n`);
    socket.write(`${get}connection: close\r\n\r\n`);
  });
}

describe('riskgraph serve', () => {
  it('answers what was sent before SIGTERM, and ends with 0', async () => {
    const { child, says, ended } = start(SERVE);
    const [, port] = await says(/http:\/\/127\.0\.0\.1:(\d+)\//);
    const answers = Array.from({ length: 50 }, () => pipelined(Number(port), 1, 404));
    // Each connection sends at once when it opens; the process is busy with the first one when it is told to stop.
    await Promise.race(answers);
    child.kill('SIGTERM');
    expect((await Promise.all(answers)).reduce((sum, one) => sum + one)).toBe(50);
    expect((await ended).status).toBe(0);
  });

  it('answers a document that comes again as the first time, whatever types its fragments are on', async () => {
    const { child, says } = start([...SERVE, '--demo']);
    const [, port] = await says(/http:\/\/127\.0\.0\.1:(\d+)\//);
    const query =
      'query ($first: Int) { concepts(first: $first) { nodes { slug ... on Node { id } ... on Concept { name } } } }';
    const ask = async (first: number) => {
      const body = JSON.stringify({ query, variables: { first } });
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers, body });
      const { data } = (await response.json()) as { data: { concepts: { nodes: object[] } } };
      return data.concepts.nodes;
    };
    const [first] = await ask(1);
    expect(Object.keys(first as object)).toEqual(['slug', 'id', 'name']);
    // By now the query is compiled; other variables need an answer that is not cached yet.
    const [again, other] = await ask(2);
    expect(again).toEqual(first);
    expect(Object.keys(other as object)).toEqual(['slug', 'id', 'name']);
    child.kill('SIGTERM');
  });

  it.each([
    ['memory:', 'start with another --store'],
    [`file:${join(folder.path, 'empty.db')}`, 'fill it with npx riskgraph ingest <pages> and the same --store'],
  ])('says of an empty graph in %s how it is filled, and nothing of one that is not', async (store, how) => {
    const empty = start(['serve', '--store', store, '--port', '0']);
    const [line] = await empty.says(/^The graph is empty: .*$/m);
    expect(line).toBe(`The graph is empty: ${how}, or start with --demo for the bundled glossary`);
    empty.child.kill('SIGTERM');
    expect((await empty.ended).status).toBe(0);
    const filled = start(['serve', '--store', store, '--port', '0', '--demo']);
    await filled.says(/^Explorer/m);
    filled.child.kill('SIGTERM');
    expect((await filled.ended).stderr).not.toContain('is empty');
  });

  it('ends with 0 at SIGTERM while it waits for its store', async () => {
    const silent = createServer().unref();
    const asked = new Promise((resolve) => silent.once('connection', resolve));
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
    const { port } = silent.address() as AddressInfo;
    const { child, ended } = start(['serve', '--port', '0', '--store', `bolt://127.0.0.1:${port}`]);
    await asked;
    child.kill('SIGTERM');
    expect((await ended).status).toBe(0);
  });

  it('goes on where nobody reads its standard error, and ends', async () => {
    const { child, says } = start([...SERVE, '--log-requests']);
    const [, port] = await says(/http:\/\/127\.0\.0\.1:(\d+)\//);
    child.stderr?.pause();
    const exit = new Promise((resolve) => child.on('exit', resolve));
    // About a megabyte of log lines: far more than a pipe holds.
    expect(await pipelined(Number(port), 3_000, 404)).toBe(3_000);
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    child.stderr?.resume();
  });

  it('goes on where the reader of its standard error has gone', async () => {
    const { child, says, ended } = start([...SERVE, '--log-requests']);
    const [, port] = await says(/http:\/\/127\.0\.0\.1:(\d+)\//);
    child.stderr?.destroy();
    expect(await pipelined(Number(port), 50, 404)).toBe(50);
    expect(await pipelined(Number(port), 50, 404)).toBe(50);
    child.kill('SIGTERM');
    expect((await ended).status).toBe(0);
  });

  it('starts without its store, demo or not: it lives, is not ready, and calculates', async () => {
    const { child, says, ended } = start(['serve', '--demo', '--store', AWAY, '--port', '0']);
    const [, url] = await says(/^Riskgraph +(\S+)\/$/m);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'the store is not available: Neo4j cannot be reached' },
    ]);
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query": "{ calculate { liquidationCascade(input: {shock: 0.1}) { rounds } } }"}',
    });
    expect(await answer.json()).toEqual({ data: { calculate: { liquidationCascade: { rounds: 2 } } } }); // as in README
    child.kill('SIGTERM');
    expect((await ended).status).toBe(0);
  });

  it('logs an error that nothing caught once, ends in order and with 1', async () => {
    const plant = join(folder.path, 'plant.mjs');
    writeFileSync(plant, "process.on('SIGUSR2', () => { throw new Error('planted'); });");
    const { child, says, ended } = start(SERVE, { env: { NODE_OPTIONS: `--import=${plant}` } });
    await says(/Explorer/);
    child.kill('SIGUSR2');
    const { status, stderr } = await ended;
    expect([status, stderr.match(/"message":"planted"/g)]).toEqual([1, ['"message":"planted"']]);
  });

  it('does not start where a part that an answer needs cannot be loaded', async () => {
    for (const part of ['bin', 'dist', 'schema', 'package.json', 'node_modules/@photostructure'])
      cpSync(join(ROOT, part), join(folder.path, 'app', part), { recursive: true });
    cpSync(join(ROOT, 'node_modules/node-gyp-build'), join(folder.path, 'app/node_modules/node-gyp-build'), {
      recursive: true,
    });
    const dist = join(folder.path, 'app/dist');
    const parts = readdirSync(dist).filter((name) => /^temml.*\.js$/.test(name));
    expect(parts).toHaveLength(1);
    rmSync(join(dist, parts[0] ?? ''));
    const { status, stderr } = await run(SERVE, { program: join(folder.path, 'app/bin/riskgraph.js') });
    expect([status, stderr.trim().split('\n').at(-1)]).toEqual([
      1,
      'the service cannot answer a query: internal error; it has been logged',
    ]);
  });
});

describe('variables of the environment', () => {
  it('that say neither are refused in one line that names them', async () => {
    expect(await run(['ingest', folder.path], { env: { RISKGRAPH_PRUNE: 'maybe' } })).toEqual({
      status: 1,
      stdout: '',
      stderr: 'RISKGRAPH_PRUNE must be true, 1, yes, on, false, 0, no, off or empty, but got "maybe"\n',
    });
  });

  it('that are empty are not set', async () => {
    const { child, says, ended } = start(['serve', '--port', '0'], {
      env: { RISKGRAPH_HOST: '', RISKGRAPH_DEMO: '', RISKGRAPH_STORE: '' },
      cwd: folder.path,
    });
    await says(/^Riskgraph +http:\/\/127\.0\.0\.1:/m);
    child.kill('SIGTERM');
    expect((await ended).status).toBe(0);
    expect(readdirSync(join(folder.path, 'data'))).toEqual(['riskgraph.db']);
  });
});
