/** A calculator's output as its page asks for it, and what a run gives. */
export interface Output {
  name: string;
  label: string;
  type: string;
  unit: string;
  description: string;
  axis: string;
  values: readonly string[] | null;
  valueLabels: readonly string[] | null;
  /** The list whose entries the number counts, from 0; readers count them from 1. */
  indexOf: string | null;
  /** What 0 says where it is no number; null where it is one. */
  zeroLabel: string | null;
  /** What the first entries of a list are where they come before the first round. */
  firstEntries: readonly string[];
  fields: readonly Output[];
}

export interface Run {
  outputs: Readonly<Record<string, unknown>>;
  warnings: readonly { code: string; message: string }[];
}
