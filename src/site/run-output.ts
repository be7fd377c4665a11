/** A calculator's output in the query of its page, and the result of a run. */
export interface Output {
  name: string;
  label: string;
  type: string;
  unit: string;
  description: string;
  axis: string;
  values: readonly string[] | null;
  valueLabels: readonly string[] | null;
  /** The list that the number refers to by index from 0; readers count from 1. */
  indexOf: string | null;
  /** The meaning of 0 if it is not a number; null if it is one. */
  zeroLabel: string | null;
  /** Labels of the entries of a list that come before the first round. */
  firstEntries: readonly string[];
  fields: readonly Output[];
}

export interface Run {
  outputs: Readonly<Record<string, unknown>>;
  warnings: readonly { code: string; message: string }[];
}
