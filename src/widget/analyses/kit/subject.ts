/** What analyses are asked of: a calculator and the last run of its form. */
import type { Calculator, Run, Values } from '../../views/definition.ts';

export interface Subject {
  endpoint: string;
  calculator: Calculator;
  /** Names of the parameters that a reader most likely wants to vary. */
  prominent: ReadonlySet<string>;
  /** The last run that had an answer; there is one before any analysis is opened. */
  last(): { given: Values; run: Run };
  /** Calls `listener` after each such run. */
  listen(listener: () => void): void;
  /** Fills the form in and runs it. */
  fill(parameters: Values): void;
  write(value: number): string;
  /** The address that reopens a run with an analysis of it. */
  addressOf(parameters: Values, ask: Values): string;
  root: ShadowRoot;
}
