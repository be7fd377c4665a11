/** The parameters that `calculate` and `analyse` take from flags: as JSON, one by one, and lists from CSV files. */
import type { Calculator } from '../calculators/kit/definition.ts';
import { UsageError } from '../errors.ts';
import { isRecord } from '../is-record.ts';
import { type CsvList, readCsvLists } from './csv-lists.ts';
import { readJsonInput } from './json-input.ts';

export interface ParameterFlags {
  /** Parameters as JSON, or where it is. */
  parameters?: string;
  /** Parameters by name. */
  set?: Readonly<Record<string, unknown>>;
  /** `list=file` each. */
  fromCsv?: readonly string[];
}

export interface GivenParameters {
  /** Undefined if none are given. */
  parameters: unknown;
  lists: ReadonlyMap<string, CsvList>;
}

/**
 * @param before - parameters of the request, which `--parameters` replaces.
 * @throws UsageError if a file cannot be read, or a list is given twice.
 */
export async function readParameters(
  { parameters: json, set = {}, fromCsv = [] }: ParameterFlags,
  calculator: Calculator | undefined,
  before?: unknown,
): Promise<GivenParameters> {
  const base = json === undefined ? before : await readJsonInput(json, '--parameters');
  const lists: GivenParameters['lists'] =
    calculator === undefined ? new Map() : await readCsvLists(calculator, fromCsv);
  if (lists.size === 0 && Object.keys(set).length === 0) return { parameters: base, lists };
  // Later validation refuses anything that is not an object of parameters.
  if (base !== undefined && !isRecord(base)) return { parameters: base, lists };
  const parameters = { ...base, ...set };
  for (const [name, { entries }] of lists) {
    if (Object.hasOwn(parameters, name)) {
      throw new UsageError(`${name} must come from --from-csv or from JSON, not both`);
    }
    parameters[name] = entries;
  }
  return { parameters, lists };
}
