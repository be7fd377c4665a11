/** Calls a tool: runs its query with the given arguments, and describes errors so that the caller can act on them. */
import type { ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import { parse } from 'graphql';
import { asked, didYouMean } from '../did-you-mean.ts';
import type { Problem } from '../errors.ts';
import { type Arguments, argumentsOf } from './arguments-schema.ts';
import type { Tool } from './tools.ts';

/** Answers a query within the limits of the service. */
export type AskGraph = (question: {
  query: string;
  variables: Readonly<Record<string, unknown>>;
}) => Promise<ExecutionResult>;

export type Given = Readonly<Record<string, unknown>>;

/** The answer of a tool, or one line for each error. */
export type Called = { answer: Record<string, unknown> } | { wrong: readonly string[] };

/** A tool with the schema of its arguments. */
export type CallableTool = Tool & Arguments;

export function callable(tool: Tool, schema: GraphQLSchema): CallableTool {
  return { ...tool, ...argumentsOf(schema, parse(tool.query)) };
}

export async function callTool(tool: CallableTool, received: Given, ask: AskGraph): Promise<Called> {
  const takes = Object.keys(tool.schema.properties);
  const given = withCalculator(received, takes);
  const unknown = Object.keys(given).filter((name) => !takes.includes(name));
  if (unknown.length > 0) {
    const hint = didYouMean(unknown[0], takes);
    const names = takes.join(', ') || 'none';
    return { wrong: [`${tool.name} has no argument ${unknown.join(', ')}; it takes ${names}${hint}`] };
  }
  const { data, errors } = await ask({
    query: tool.query,
    variables: tool.within === null ? given : { [tool.within]: given },
  });
  if (errors?.length) return { wrong: errors.flatMap(linesOf) };
  if (!data) return { wrong: ['there is no answer'] };
  if (Object.values(data).every((root) => root === null)) {
    const unknownTerms = await unknownAmong(tool.terms ?? [], given, ask);
    return { wrong: unknownTerms.length > 0 ? unknownTerms : [tool.nothing ?? 'nothing was found'] };
  }
  return { answer: tool.shape?.(data) ?? data };
}

/** Lets `slug` name the calculator wherever a tool takes a `calculator`, as other tools name terms. */
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

/** A line for each of these arguments that is not the slug of a term, with suggestions. */
async function unknownAmong(names: readonly string[], given: Given, ask: AskGraph): Promise<string[]> {
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
    lines.push(`${name}: no term has this slug; use look_up_term or search_terms to find the right one${hint}`);
  }
  return lines;
}

function linesOf({ message, extensions }: GraphQLError): string[] {
  const problems = extensions?.problems as readonly Problem[] | undefined;
  return problems?.map(({ parameter, code, message }) => `${parameter}: ${code}: ${message}`) ?? [message];
}
