/** The runs of an answer that the calculator refused although the analysis as a whole succeeded. */
import type { AnalysisName } from '../../analyses/analysis.ts';

export interface Refused {
  count: number;
  of: number;
  /** What the runs are called, such as cells of a grid. */
  runs: string;
  /** The parameter and code of one refusal, and which one it is. */
  fault: { which: string; parameter: string; code: string };
}

/** One run in an answer; `code` is null if it was not refused. */
interface Ended {
  fault: string | null;
  code: string | null;
}

/** @returns null if none was refused, and for analyses that are refused as a whole. */
export function refusedIn(name: AnalysisName, answer: object): Refused | null {
  return COUNTS[name]?.(answer as never) ?? null;
}

/** The line for the user; `place` says where a parameter was given. */
export function refusalNote({ count, of, runs, fault }: Refused, place: (parameter: string) => string): string {
  const { which, parameter, code } = fault;
  return `note: ${count} of ${of} ${runs} ${count === 1 ? 'was' : 'were'} refused, ${which}: ${place(parameter)}: ${code}`;
}

const COUNTS: Readonly<Partial<Record<AnalysisName, (answer: never) => Refused | null>>> = {
  sweep: (answer: Columns) => refusedAmong('runs', endedOf(answer)),
  solve: ({ points }: { points: Columns }) => refusedAmong('points', endedOf(points)),
  simulate: ({ runs, refusedCount, refusals: [most] }: SimulateAnswer) =>
    most === undefined
      ? null
      : { count: refusedCount, of: runs, runs: 'runs', fault: { which: 'most often', ...most } },
  compare: ({ scenarios }: { scenarios: readonly Ended[] }) => refusedAmong('scenarios', scenarios),
};

interface Columns {
  codes: readonly (string | null)[];
  faults: readonly (string | null)[];
}
interface SimulateAnswer {
  runs: number;
  refusedCount: number;
  /** Most frequent first. */
  refusals: readonly { parameter: string; code: string }[];
}

function endedOf({ codes, faults }: Columns): Ended[] {
  return codes.map((code, i) => ({ code, fault: faults[i] ?? null }));
}

function refusedAmong(runs: string, all: readonly Ended[]): Refused | null {
  const refused = all.flatMap(({ fault, code }) =>
    code === null ? [] : [{ which: 'first', parameter: String(fault), code }],
  );
  const [fault] = refused;
  return fault === undefined ? null : { count: refused.length, of: all.length, runs, fault };
}
