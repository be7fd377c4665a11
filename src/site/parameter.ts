/** A calculator's parameter as its page asks for it, what an address gives, and what is wrong with that. */
export interface Parameter {
  name: string;
  label: string;
  type: string;
  unit: string;
  description: string;
  required: boolean;
  default: unknown;
  /** Parameters of the same book: once one is given, this one is empty unless it is given too. */
  emptyOnce: readonly string[];
  note: string | null;
  values: readonly string[] | null;
  valueLabels: readonly string[] | null;
  /** The list whose entries the number counts, from 0; readers choose them by numbers from 1. */
  indexOf: string | null;
  fields: readonly Parameter[];
}

export interface Problem {
  parameter: string;
  code: string;
  message: string;
}

export type InWords = (text: string) => string;
export type Given = Readonly<Record<string, unknown>>;
