/** The runs of an answer that its calculator refused, while the answer as a whole stands. */
import type { AnalysisName } from '../../analyses/analysis.ts';

export interface Refused {
  count: number;
  of: number;
  /** What was run, such as cells of a grid. */
  runs: string;
  /** The parameter and code of one of them, and which one that is. */
  fault: { which: string; parameter: string; code: string };
}

/** One run as an answer tells it; `code` is null where it was not refused. */
interface Ended {
  fault: string | null;
  code: string | null;
}

/** @returns null where none was refused, and for analyses that are refused as a whole. */
export function refusedIn(name: AnalysisName, answer: object): Refused | null {
  return COUNTS[name]?.(answer as never) ?? null;
}

/** The line that tells of them; `place` says where a parameter stands. */
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
  /** The most frequent first. */
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
