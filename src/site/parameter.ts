/** A calculator's parameter in the query of its page, the values in an address, and problems with them. */
export interface Parameter {
  name: string;
  label: string;
  type: string;
  unit: string;
  description: string;
  required: boolean;
  default: unknown;
  /** Parameters of the same book: giving one of them makes this one empty unless it is given, too. */
  emptyOnce: readonly string[];
  note: string | null;
  values: readonly string[] | null;
  valueLabels: readonly string[] | null;
  /** The list that the number refers to by index from 0; readers choose from numbers that start at 1. */
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
