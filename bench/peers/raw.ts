/**
 * The minimal cost of an HTTP answer: node:http and bytes. The answer to each body is computed on its first request,
 * which the bench does not measure, and cached.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { graphql } from 'graphql';
import { resolversOver, typeDefs } from './schema.ts';

const [file] = process.argv.slice(2) as [string];
const schema = makeExecutableSchema({ typeDefs, resolvers: resolversOver(file) });
const answers = new Map<string, Buffer>();

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', async () => {
    const body = Buffer.concat(parts).toString();
    const answer = answers.get(body) ?? (await make(body));
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
    response.end(answer);
  });
});
server.listen(0, '127.0.0.1', () => {
  console.error(`GraphQL http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});

async function make(body: string): Promise<Buffer> {
  const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
  const answer = await graphql({ schema, source: query, variableValues: variables });
  const bytes = Buffer.from(JSON.stringify(answer));
  answers.set(body, bytes);
  return bytes;
}
