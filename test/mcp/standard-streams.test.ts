/** Standard input and output as a transport: every line gets an answer, even if it is not a message. */
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { standardStreams } from '../../src/mcp/standard-streams.ts';
import { run } from '../support/program.ts';

interface Answer {
  id: unknown;
  result?: unknown;
  error?: { code: number; message: string };
}

const call = (id: number | string, name: string, given: object = {}) =>
  JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: given } });
const answersIn = (output: string) =>
  output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
const answersOn = (output: PassThrough) => text(output.end()).then(answersIn);

/** A server whose calls are answered when the test says so. */
function held() {
  const input = new PassThrough();
  const output = new PassThrough();
  const release = new Map<string, () => void>();
  const server = new Server({ name: 'test', version: '1' }, { capabilities: { tools: {} } });
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    await new Promise<void>((resolve) => release.set(params.name, resolve));
    return { content: [{ type: 'text', text: params.name }] };
  });
  const streams = standardStreams(input, output);
  let isDone = false;
  void streams.done.then(() => {
    isDone = true;
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { input, output, release, server, streams, turn, isDone: () => isDone };
}

describe('messages on standard input and output', () => {
  it('are all answered before the end, however long one takes', async () => {
    const { input, output, release, server, streams, turn, isDone } = held();
    await server.connect(streams);
    input.end(`${call(1, 'slow')}\n\n${call(2, 'quick')}`); // blank lines are skipped; the last needs no newline
    while (release.size < 2) await turn();
    release.get('quick')?.();
    for (let turns = 0; turns < 20; turns++) await turn();
    expect(isDone()).toBe(false);
    release.get('slow')?.();
    await streams.done;
    expect((await answersOn(output)).map(({ id }) => id)).toEqual([2, 1]);
  });

  it('are not waited for once they are cancelled', async () => {
    const { input, release, server, streams, turn } = held();
    await server.connect(streams);
    input.write(`${call('a', 'slow')}\n`);
    while (release.size < 1) await turn();
    input.end(`{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"a"}}\n`);
    await streams.done;
  });

  it('are refused one by one where they are none', async () => {
    const { input, output, server, streams } = held();
    await server.connect(streams);
    input.end('{"jsonrpc":\n[1]\n{"id":7}\n{"jsonrpc":"2.0","id":8,"method":"ping"}\n');
    await streams.done;
    expect((await answersOn(output)).map(({ id, error }) => [id, error?.code])).toEqual([
      [null, -32700],
      [null, -32600],
      [7, -32600],
      [8, undefined],
    ]);
  });

  it('are refused where a line has no end', async () => {
    const { input, output, server, streams } = held();
    await server.connect(streams);
    input.write('x'.repeat(10_000_001));
    await streams.done;
    expect((await answersOn(output))[0]?.error?.message).toBe('a line must have at most 10000000 characters');
  });
});

describe('riskgraph mcp, given a file of requests', () => {
  it('answers each of them and ends with status 0', async () => {
    const requests = [
      call(1, 'look_up_term', { text: 'VaR' }),
      call(2, 'read_term', { slug: 'margin-call' }),
      call(3, 'search_terms', { query: 'margin' }),
      call(4, 'solve_for_parameter', {
        calculator: 'liquidation-cascade',
        parameters: { shock: 0.2, positions: [{ quantity: 10, entryPrice: 100 }] },
        unknown: { path: 'positions[0].leverage', from: 1, to: 50 },
        target: { output: 'liquidatedCount', comparison: 'AT_MOST', value: 0 },
      }),
      '{broken',
      call(5, 'nope'),
    ];
    const { status, stdout } = await run(['mcp', '--demo', '--store', 'memory:'], { input: requests.join('\n') });
    const answers = answersIn(stdout);
    const byId = new Map(answers.map((answer) => [answer.id, answer]));
    expect([status, answers.length]).toEqual([0, requests.length]);
    for (const id of [1, 2, 3, 4]) expect([id, 'result' in (byId.get(id) ?? {})]).toEqual([id, true]);
    expect(byId.get(null)?.error?.code).toBe(-32700);
    expect(byId.get(5)?.error).toEqual({ code: -32602, message: 'there is no tool nope; tools/list lists them' });
  });
});
