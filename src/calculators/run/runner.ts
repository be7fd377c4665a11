/**
 * Runs calculators in a service without blocking its event loop.
 *
 * Quick runs are done at once, up to a time budget per turn of the event loop, so that a request for many runs lets
 * others in between. Runs that may be slow go to a worker thread. Inputs are always checked here: refusal needs none.
 */
import { setImmediate } from 'node:timers/promises';
import type { Calculator } from '../kit/definition.ts';
import type { Pool } from './pool.ts';
import { computeRun, type Run } from './run.ts';
import { completeParameters } from './validate.ts';

/** @param signal - aborted once nobody waits for the run any more. */
export type RunCalculator = (calculator: Calculator, raw?: unknown, signal?: AbortSignal) => Run | Promise<Run>;

/** Name of the worker thread's task that does one run. */
export const RUN = 'run';
/** A run as sent to a worker thread, its parameters checked and completed. */
export interface RunGiven {
  slug: string;
  parameters: Run['parameters'];
}
/** What the worker thread returns. */
export type Computed = Omit<Run, 'parameters'>;

/** Estimated time from which a run goes to a thread, ms; a busy machine takes twice as long. */
const QUICK_MS = 20;
/** Time budget per turn of the event loop, ms; further runs wait for the next turn. */
const TURN_MS = 10;
/** Estimate for a definition without a `cost`: 800 numbers are slow. */
const MS_PER_NUMBER = 0.025;

export interface CalculatorRunner {
  /** Runs a calculator like `runCalculator`; may also fail like `Pool.run`. */
  run(calculator: Calculator, raw?: unknown, signal?: AbortSignal): Promise<Run>;
  /** Does short work within the time budget that the runs have. */
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

/** Whether a run with these completed parameters belongs in a worker thread. */
export function isSlow({ cost }: Calculator, parameters: Run['parameters']): boolean {
  return (cost?.(parameters as never) ?? MS_PER_NUMBER * numbersIn(parameters)) >= QUICK_MS;
}

function numbersIn(value: unknown): number {
  if (typeof value === 'number') return 1;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((count: number, part) => count + numbersIn(part), 0);
}

/** How a caller can shorten a run, in words. */
export function adviceFor({ parameters }: Calculator): string {
  const fields = Object.entries(parameters);
  const lists = fields.filter(([, parameter]) => 'maxLength' in parameter && parameter.length === undefined);
  const counts = fields.filter(([, { type }]) => type === 'INTEGER');
  const ways = [lists.map(([name]) => `shorten ${name}`), counts.map(([name]) => `lower ${name}`)].flat();
  return ways.join(' or ');
}

/** Runs short tasks, as many per turn of the event loop as fit into its time budget. */
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
