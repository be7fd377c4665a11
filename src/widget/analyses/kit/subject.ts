/** What analyses work on: a calculator and the last run of its form. */
import type { Calculator, Run, Values } from '../../views/definition.ts';

export interface Subject {
  endpoint: string;
  calculator: Calculator;
  /** Names of the parameters that a reader most likely wants to vary. */
  prominent: ReadonlySet<string>;
  /** The last run with an answer; every analysis is opened after one. */
  last(): { given: Values; run: Run };
  /** Calls `listener` after each such run. */
  listen(listener: () => void): void;
  /** Fills in the form and runs it. */
  fill(parameters: Values): void;
  write(value: number): string;
  /** The address that reopens a run with one of its analyses. */
  addressOf(parameters: Values, ask: Values): string;
  root: ShadowRoot;
}
