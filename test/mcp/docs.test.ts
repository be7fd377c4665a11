/** docs/agents.md says how to connect, which tools there are, and what one of them returns. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ROOT } from '../support/program.ts';

const TEXT = readFileSync(join(ROOT, 'docs', 'agents.md'), 'utf8');
const [configuration, question] = [...TEXT.matchAll(/^```json\n(.*?)^```$/gms)].map(([, json = '']) =>
  JSON.parse(json),
);

const client = new Client({ name: 'test', version: '1' });
beforeAll(async () => {
  const { command, args } = configuration.mcpServers.riskgraph as { command: string; args: string[] };
  const own = args.map((argument) => argument.replace('/path/to/riskgraph', ROOT));
  await client.connect(new StdioClientTransport({ command, args: own, stderr: 'ignore' }));
});
afterAll(() => client.close());

it('lists the tools that there are', async () => {
  const listed = [...TEXT.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(listed);
});

it('prints what the question is answered', async () => {
  const told = /^Under `(\w+)`, the response has `"outcome": "(\w+)"` and `"value": ([\d.]+)`/m.exec(TEXT) ?? [];
  const [, root = '', outcome, value = ''] = told;
  const { structuredContent } = await client.callTool({ name: 'solve_for_parameter', arguments: question });
  const answer = (structuredContent as Record<string, { outcome: string; value: number }>)[root];
  expect([answer?.outcome, String(answer?.value).startsWith(value)]).toEqual([outcome, true]);
});
