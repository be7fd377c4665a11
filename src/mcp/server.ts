/** A Model Context Protocol server over the GraphQL schema: tools to look up terms, walk the graph and run models. */
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  ListToolsRequestSchema,
  RequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { didYouMean } from '../did-you-mean.ts';
import { packageVersion } from '../package-root.ts';
import { type AskGraph, type Called, callable, callTool } from './call.ts';
import { TOOLS } from './tools.ts';

const INSTRUCTIONS = `Riskgraph is a glossary of market-risk terms and the models that put numbers on them: how sell-offs \
feed on themselves. Terms and calculators are named by slugs: look_up_term and list_calculators give them. To answer a \
question with numbers, choose a calculator, read it with describe_calculator, then run it, or solve, sweep or simulate \
over it. State the parameters that were used, and pass on the warnings and assumptions of the model.`;

/** Answers a query within the limits of the service; `signal` is aborted once the client no longer waits. */
export type Ask = (question: Parameters<AskGraph>[0], signal: AbortSignal) => Promise<ExecutionResult>;

/**
 * Loose schemas of requests: with the protocol's own schemas, invalid parameters would be reported as an internal
 * error. `Server` checks those of a call itself and reports them with the right code.
 */
const LIST = RequestSchema.extend({ method: ListToolsRequestSchema.shape.method });
const CALL = RequestSchema.extend({ method: CallToolRequestSchema.shape.method });

/** The tools, shared by the servers of all connections. */
export function mcpTools(schema: GraphQLSchema) {
  return TOOLS.map((tool) => callable(tool, schema));
}

/** A server for one connection. */
export function mcpServer(tools: ReturnType<typeof mcpTools>, ask: Ask): Server {
  const server = new Server(
    { name: 'riskgraph', title: 'Riskgraph', version: packageVersion() },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  );
  server.setRequestHandler(LIST, async () => ({
    tools: tools.map(({ name, title, description, schema }) => ({
      name,
      title,
      description,
      inputSchema: schema as { type: 'object'; properties: Record<string, object> },
      annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
    })),
  }));
  server.setRequestHandler(CALL, async (request, { signal }) => {
    const { params } = CallToolRequestSchema.parse(request);
    const tool = tools.find(({ name }) => name === params.name);
    if (tool === undefined) {
      const hint = didYouMean(
        params.name,
        tools.map(({ name }) => name),
      );
      throw invalidParams(`there is no tool ${params.name}; tools/list lists them${hint}`);
    }
    return resultOf(await callTool(tool, params.arguments ?? {}, (question) => ask(question, signal)));
  });
  return server;
}

/** The SDK's error class would add the code to the message, where clients add it again. */
function invalidParams(message: string): Error {
  return Object.assign(new Error(message), { code: ErrorCode.InvalidParams });
}

/** Errors that a model can correct are results, not protocol errors. */
function resultOf(called: Called): CallToolResult {
  if ('wrong' in called) return { content: [{ type: 'text', text: called.wrong.join('\n') }], isError: true };
  return { content: [{ type: 'text', text: JSON.stringify(called.answer) }], structuredContent: called.answer };
}
