/** How agents reach the tools: on standard input and output, and over HTTP. */

import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ROOT, run, temporaryFolder } from '../support/program.ts';
import { startTestService, type TestService } from '../support/service.ts';

const IMPACT = { name: 'run_calculator', arguments: { slug: 'sell-off-feedback' } };

describe('riskgraph mcp', () => {
  it('serves the bundled glossary on standard input and output until the input ends', async () => {
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [join(ROOT, 'bin', 'riskgraph.js'), 'mcp', '--demo', '--store', 'memory:'],
      stderr: 'pipe',
    });
    let said = '';
    transport.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(transport);
    expect(client.getServerVersion()).toMatchObject({ name: 'riskgraph', version: '0.1.0' });
    expect(client.getInstructions()).toMatch(/describe_calculator/);
    const found = await client.callTool({ name: 'look_up_term', arguments: { text: 'VaR' } });
    expect(found.structuredContent).toMatchObject({ lookup: { concept: { slug: 'value-at-risk' } } });
    await client.close();
    // One line per event, none of them an error.
    expect(
      said
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).level),
    ).toEqual([30]);
  });
});

describe('riskgraph mcp without a glossary', () => {
  it.each(['nothing.db', 'no/such/folder/graph.db'])(
    'refuses a store that is not there, and makes none: %s',
    async (name) => {
      const folder = temporaryFolder();
      const file = join(folder.path, name);
      const { status, stdout, stderr } = await run(['mcp', '--store', `file:${file}`]);
      const told = `${file} does not exist: name a store with --store, or add --demo to use the bundled glossary\n`;
      expect([status, stdout, stderr]).toEqual([1, '', told]);
      expect(readdirSync(folder.path)).toEqual([]);
      folder.remove();
    },
  );

  it('says that an empty store is empty', async () => {
    const { status, stderr } = await run(['mcp', '--store', 'memory:']);
    expect([status, stderr]).toEqual([0, expect.stringContaining('the graph is empty: ingest pages first')]);
  });
});

describe('riskgraph serve', () => {
  it('refuses a store in a folder of a folder that is not there', async () => {
    const folder = temporaryFolder();
    const { status, stderr } = await run(['serve', '--store', `file:${join(folder.path, 'no', 'such', 'graph.db')}`]);
    expect([status, stderr]).toEqual([1, `${join(folder.path, 'no')} does not exist: name a store with --store\n`]);
    folder.remove();
  });
});

describe('/mcp', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService([], (store) => store, { mcp: true, publicUrl: 'https://desk.example' });
  });
  afterAll(() => service.stop());

  it('answers clients of the protocol, each request alone', async () => {
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(new StreamableHTTPClientTransport(new URL(`${service.url}/mcp`)) as never);
    expect((await client.listTools()).tools.length).toBeGreaterThan(10);
    const ran = await client.callTool(IMPACT);
    expect(ran.structuredContent).toMatchObject({ runCalculator: { outputs: { status: 'converged' } } });
    await client.close();
    expect(service.errors).toEqual([]);
  });

  it('refuses what is no message, other methods, and pages of other sites', async () => {
    const post = (body: string, headers: Record<string, string> = {}) =>
      fetch(`${service.url}/mcp`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          ...headers,
        },
        body,
      });
    const ping = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
    const statusFrom = (origin: string, host: string) =>
      new Promise((resolve, reject) => {
        const headers = {
          host,
          origin,
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
        };
        const sent = request(`${service.url}/mcp`, { method: 'POST', headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        sent.on('error', reject);
        sent.end(ping);
      });
    expect(await (await post(ping)).json()).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
    expect((await post('{')).status).toBe(400);
    expect((await post(`[${ping},${ping}]`)).status).toBe(400);
    expect((await post('{"jsonrpc":"1.0"}')).status).toBe(400);
    expect((await post(ping, { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await post(ping, { origin: service.url })).status).toBe(200);
    // A host name that resolves to this service may belong to another site (DNS rebinding), unless it is configured.
    expect(await statusFrom('http://rebound.example', 'rebound.example')).toBe(403);
    expect(await statusFrom('https://desk.example', 'desk.example')).toBe(200);
    const get = await fetch(`${service.url}/mcp`);
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await post(`"${'x'.repeat(1_000_000)}"`)).status).toBe(413);
  });

  it('tells parameters of another form than the protocol has from a fault of its own', async () => {
    for (const params of [
      undefined,
      {},
      { name: 5 },
      { name: 'read_term', arguments: ['margin-call'] },
      { name: 'no_tool' },
    ]) {
      const response = await fetch(`${service.url}/mcp`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }),
      });
      // JSON-RPC 2.0: -32602 is "Invalid method parameter(s)", -32603 "Internal JSON-RPC error".
      expect([params, await response.json()]).toMatchObject([params, { id: 1, error: { code: -32602 } }]);
    }
    expect(service.errors).toEqual([]);
  });

  it('is not there unless it is switched on', async () => {
    const plain = await startTestService();
    expect((await fetch(`${plain.url}/mcp`, { method: 'POST' })).status).toBe(404);
    await plain.stop();
  });
});
