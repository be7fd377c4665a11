/** A Model Context Protocol server over the GraphQL schema: tools to look terms up, to walk the graph and to run models. */
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  ListToolsRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { type ExecutionResult, type GraphQLError, type GraphQLSchema, parse } from 'graphql';
import { asked, didYouMean } from '../did-you-mean.ts';
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
      throw invalidParams(`there is no tool ${params.name}; tools/list lists them${hint}`);
    }
    return call(tool, params.arguments ?? {}, (question) => ask(question, signal));
  });
  return server;
}

async function call(
  tool: Tool & Arguments,
  received: Given,
  ask: (question: Parameters<Ask>[0]) => ReturnType<Ask>,
): Promise<CallToolResult> {
  const takes = Object.keys(tool.schema.properties);
  const given = withCalculator(received, takes);
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
  if (Object.values(data).every((root) => root === null)) {
    const unknownTerms = await unknownAmong(tool.terms ?? [], given, ask);
    return failed(unknownTerms.length > 0 ? unknownTerms : [tool.nothing ?? 'nothing was found']);
  }
  const answer = tool.shape?.(data) ?? data;
  return { content: [{ type: 'text', text: JSON.stringify(answer) }], structuredContent: answer };
}

/** A calculator may be named by `slug`, as other tools name terms, wherever a tool takes a `calculator`. */
function withCalculator(given: Given, takes: readonly string[]): Given {
  const { slug, ...others } = given;
  const isCalculator = slug !== undefined && takes.includes('calculator') && !('calculator' in given);
  return isCalculator ? { ...others, calculator: slug } : given;
}

const NEAREST = `query ($slug: String!) {
  concept(slug: $slug) { slug } lookup(text: $slug) { concept { slug } candidates { concept { slug } } }
}`;
interface Nearest {
  concept: { slug: string } | null;
  lookup: { concept: { slug: string } | null; candidates: { concept: { slug: string } }[] } | null;
}

/** A line for each of these arguments that is the slug of no term, with the terms that may be meant. */
async function unknownAmong(
  names: readonly string[],
  given: Given,
  ask: (question: Parameters<Ask>[0]) => ReturnType<Ask>,
): Promise<string[]> {
  const lines: string[] = [];
  for (const name of names) {
    const { data, errors } = await ask({ query: NEAREST, variables: { slug: given[name] } });
    if (errors?.length) return errors.flatMap(linesOf);
    const { concept, lookup } = (data ?? {}) as Partial<Nearest>;
    if (concept) continue;
    const meant = [lookup?.concept, ...(lookup?.candidates ?? []).map((one) => one.concept)].flatMap(
      (one) => one?.slug ?? [],
    );
    const hint = asked([...new Set(meant)].slice(0, 3));
    lines.push(`${name}: no term has this slug: look_up_term or search_terms finds the one that is meant${hint}`);
  }
  return lines;
}

/** The protocol's own class of errors would put the code into the message too, where clients put it once more. */
function invalidParams(message: string): Error {
  return Object.assign(new Error(message), { code: ErrorCode.InvalidParams });
}

/** What a model can mend is told to it as a result, not as a fault of the protocol. */
function failed(lines: readonly string[]): CallToolResult {
  return { content: [{ type: 'text', text: lines.join('\n') }], isError: true };
}

function linesOf({ message, extensions }: GraphQLError): string[] {
  const problems = extensions?.problems as readonly Problem[] | undefined;
  return problems?.map(({ parameter, code, message }) => `${parameter}: ${code}: ${message}`) ?? [message];
}
