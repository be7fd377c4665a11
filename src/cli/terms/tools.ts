/** The term commands use the tools for agents, so that their JSON is what a tool answers. */
import { asked } from '../../did-you-mean.ts';
import { UsageError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { callable, callTool, type Given } from '../../mcp/call.ts';
import { TOOLS, type Tool } from '../../mcp/tools.ts';
import { askingFor } from '../../server/mcp-endpoint.ts';
import { type GraphFlags, withAnswering } from '../answering-graph.ts';
import { EMPTY_GRAPH } from '../graph-preparation.ts';
import { notice, result } from '../terminal.ts';
import type { LookupAnswer } from './answers.ts';

export interface TermFlags extends GraphFlags {
  json?: boolean;
}

/** Calls the tool of this name. @throws Wrong if it refuses. */
export type AskTool = <Answer>(name: string, given: Given) => Promise<Answer>;

/** What is wrong, one item per line. */
class Wrong extends Error {
  readonly lines: readonly string[];
  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/** Prints the errors that prevent an answer; no other log lines. */
const LOG: Log = {
  info() {},
  warn() {},
  error: (error) => notice(error instanceof Error ? error.message : String(error)),
};

/**
 * Prints the result of `read`, in words or as JSON.
 *
 * @returns the exit status.
 * @throws UsageError if there is no such store, or it is empty.
 */
export async function printAnswer<Answer>(
  { json = false, ...flags }: TermFlags,
  read: (ask: AskTool) => Promise<Answer>,
  inWords: (answer: Answer) => string,
): Promise<number> {
  return withAnswering(flags, { log: LOG, isCommand: true }, async ({ schema, endpoint }, store) => {
    if ((await store.state()).pages === 0) throw new UsageError(EMPTY_GRAPH);
    const askGraph = askingFor(endpoint, LOG);
    const ask: AskTool = async <One>(name: string, given: Given) => {
      const tool = TOOLS.find((one) => one.name === name) as Tool;
      const called = await callTool(callable(tool, schema), given, askGraph);
      if ('wrong' in called) throw new Wrong(called.wrong);
      return called.answer as One;
    };
    try {
      const answer = await read(ask);
      result(json ? JSON.stringify(answer, null, 2) : inWords(answer));
      return 0;
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      for (const line of error.lines) notice(line);
      return 1;
    }
  });
}

/** The slug of the term that `text` means. @throws Wrong if there is none, or more than one. */
export async function slugOf(text: string, ask: AskTool): Promise<string> {
  const { lookup } = await ask<LookupAnswer>('look_up_term', { text });
  if (lookup.concept !== null) return lookup.concept.slug;
  const shown = JSON.stringify(text);
  const slugs = lookup.candidates.map(({ concept }) => concept.slug);
  throw new Wrong([
    lookup.outcome === 'AMBIGUOUS'
      ? `${shown} is the name of several terms: choose one of ${slugs.join(', ')}`
      : `there is no term ${shown}; \`riskgraph search\` also searches the texts${asked(slugs.slice(0, 3))}`,
  ]);
}

/** @throws Wrong: nothing was found. */
export function nothing(line: string): never {
  throw new Wrong([line]);
}
