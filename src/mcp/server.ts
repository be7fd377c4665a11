/** A Model Context Protocol server over the GraphQL schema: tools to look terms up, to walk the graph and to run models. */
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js';
import { type ExecutionResult, type GraphQLError, type GraphQLSchema, parse } from 'graphql';
import { didYouMean } from '../did-you-mean.ts';
import type { Problem } from '../errors.ts';
import { packageVersion } from '../package-root.ts';
import { type Arguments, argumentsOf } from './arguments-schema.ts';
import { TOOLS, type Tool } from './tools.ts';

const INSTRUCTIONS = `Riskgraph is a glossary of market-risk terms and the models that put numbers on them: how sell-offs \
feed on themselves. Terms and calculators are named by slugs: look_up_term and list_calculators give them. To answer a \
question with numbers, choose a calculator, read it with describe_calculator, then run it, or solve, sweep or simulate \
over it. State the parameters that were used, and pass on the warnings and assumptions of the model.`;

/** Answers a query within the limits of the service; `signal` is aborted once nobody waits for the answer. */
export type Ask = (
  question: { query: string; variables: Readonly<Record<string, unknown>> },
  signal: AbortSignal,
) => Promise<ExecutionResult>;

type Given = Readonly<Record<string, unknown>>;

/** What a server of any number of connections is made from. */
export function mcpTools(schema: GraphQLSchema) {
  return TOOLS.map((tool) => ({ ...tool, ...argumentsOf(schema, parse(tool.query)) }));
}

/** A server for one connection. */
export function mcpServer(tools: ReturnType<typeof mcpTools>, ask: Ask): Server {
  const server = new Server(
    { name: 'riskgraph', title: 'Riskgraph', version: packageVersion() },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  );
  server.setRequestHandler(ListToolsRequestSchema, async () => ({
    tools: tools.map(({ name, title, description, schema }) => ({
      name,
      title,
      description,
      inputSchema: schema as { type: 'object'; properties: Record<string, object> },
      annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal }) => {
    const tool = tools.find(({ name }) => name === params.name);
    if (tool === undefined) {
      const hint = didYouMean(
        params.name,
        tools.map(({ name }) => name),
      );
      throw new McpError(ErrorCode.InvalidParams, `there is no tool ${params.name}: tools/list has them all${hint}`);
    }
    return call(tool, params.arguments ?? {}, (question) => ask(question, signal));
  });
  return server;
}

async function call(
  tool: Tool & Arguments,
  given: Given,
  ask: (question: Parameters<Ask>[0]) => ReturnType<Ask>,
): Promise<CallToolResult> {
  const takes = Object.keys(tool.schema.properties);
  const unknown = Object.keys(given).filter((name) => !takes.includes(name));
  if (unknown.length > 0) {
    const hint = didYouMean(unknown[0], takes);
    return failed([
      `${unknown.join(', ')}: no argument of ${tool.name}, which takes ${takes.join(', ') || 'none'}${hint}`,
    ]);
  }
  const { data, errors } = await ask({
    query: tool.query,
    variables: tool.within === null ? given : { [tool.within]: given },
  });
  if (errors?.length) return failed(errors.flatMap(linesOf));
  if (!data) return failed(['there is no answer']);
  if (Object.values(data).every((root) => root === null)) return failed([tool.nothing ?? 'nothing was found']);
  const answer = tool.shape?.(data) ?? data;
  return { content: [{ type: 'text', text: JSON.stringify(answer) }], structuredContent: answer };
}

/** What a model can mend is told to it as a result, not as a fault of the protocol. */
function failed(lines: readonly string[]): CallToolResult {
  return { content: [{ type: 'text', text: lines.join('\n') }], isError: true };
}

function linesOf({ message, extensions }: GraphQLError): string[] {
  const problems = extensions?.problems as readonly Problem[] | undefined;
  return problems?.map(({ parameter, code, message }) => `${parameter}: ${code}: ${message}`) ?? [message];
}
