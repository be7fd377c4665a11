/**
 * How a service runs calculators: none may keep its event loop from answering.
 *
 * What is quick runs at once, up to a share of each turn of the loop, so that a request for many runs lets others in
 * between; what may be slow runs in a thread. Inputs are checked here in either case: a refusal needs no thread.
 */
import { setImmediate } from 'node:timers/promises';
import type { Calculator } from '../kit/definition.ts';
import type { Pool } from './pool.ts';
import { computeRun, type Run } from './run.ts';
import { completeParameters } from './validate.ts';

/** @param signal - aborted once nobody waits for the run any more. */
export type RunCalculator = (calculator: Calculator, raw?: unknown, signal?: AbortSignal) => Run | Promise<Run>;

/** Name of the task of a thread that does one run. */
export const RUN = 'run';
/** A run as it is sent to a thread, its parameters checked and completed. */
export interface RunGiven {
  slug: string;
  parameters: Run['parameters'];
}
/** What the thread gives back. */
export type Computed = Omit<Run, 'parameters'>;

/** Longest estimate for a run on the event loop, ms: a busy machine takes twice as long. */
const QUICK_MS = 20;
/** After so long, ms, further runs wait for the next turn of the event loop. */
const TURN_MS = 10;
/** Where a definition says nothing: 800 numbers are slow. */
const MS_PER_NUMBER = 0.025;

export interface CalculatorRunner {
  /** Runs a calculator as `runCalculator` does, and fails as `Pool.run` does as well. */
  run(calculator: Calculator, raw?: unknown, signal?: AbortSignal): Promise<Run>;
  /** Does short work in the turns of the event loop that runs take. */
  inTurn<Result>(work: () => Result): Promise<Result>;
}

export function calculatorRunner(pool: Pool): CalculatorRunner {
  const inTurn = turns();
  return {
    inTurn,
    async run(calculator, raw, signal) {
      const { parameters, computed } = await inTurn(() => {
        const parameters = completeParameters(calculator, raw);
        return { parameters, computed: isSlow(calculator, parameters) ? null : computeRun(calculator, parameters) };
      });
      if (computed !== null) return { parameters, ...computed };
      const given: RunGiven = { slug: calculator.slug, parameters };
      const terms = { lane: 'run', what: 'the run', advice: adviceFor(calculator), signal } as const;
      return { parameters, ...((await pool.run({ task: RUN, given }, terms)) as Computed) };
    },
  };
}

/** Whether a run with these completed parameters belongs into a thread. */
export function isSlow({ cost }: Calculator, parameters: Run['parameters']): boolean {
  return (cost?.(parameters as never) ?? MS_PER_NUMBER * numbersIn(parameters)) >= QUICK_MS;
}

function numbersIn(value: unknown): number {
  if (typeof value === 'number') return 1;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((count: number, part) => count + numbersIn(part), 0);
}

/** What a caller can change about the time of a run, in words. */
export function adviceFor({ parameters }: Calculator): string {
  const fields = Object.entries(parameters);
  const lists = fields.filter(([, parameter]) => 'maxLength' in parameter && parameter.length === undefined);
  const counts = fields.filter(([, { type }]) => type === 'INTEGER');
  const ways = [lists.map(([name]) => `shorten ${name}`), counts.map(([name]) => `lower ${name}`)].flat();
  return ways.join(' or ');
}

/** Runs short tasks, as many in one turn of the event loop as fit into it. */
function turns() {
  let spent = 0;
  return async <Result>(task: () => Result): Promise<Result> => {
    while (spent >= TURN_MS) await setImmediate();
    if (spent === 0) {
      void setImmediate().then(() => {
        spent = 0;
      });
    }
    const began = performance.now();
    try {
      return task();
    } finally {
      spent += performance.now() - began;
    }
  };
}
