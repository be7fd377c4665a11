/**
 * The two spellings of an enum value: the catalogue's (`singleHit`), used in JSON answers, and the schema's
 * (`SINGLE_HIT`). JSON input may use either.
 */
import type { Fields } from './input.ts';
import type { Outputs } from './output.ts';

type EnumValues = Readonly<Record<string, string>>;
type Spelling = (values: EnumValues, value: unknown) => unknown;

/** @example constantCase('singleHit') // => 'SINGLE_HIT' */
export function constantCase(value: string): string {
  return value.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
}

/** A value in the catalogue's spelling; undefined if neither spelling has it. */
export function catalogueValue(values: EnumValues, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return Object.hasOwn(values, value) ? value : Object.keys(values).find((own) => constantCase(own) === value);
}

/** Raw parameters with their enum values in the catalogue's spelling; unknown values stay as they are. */
export function inCatalogueSpelling(fields: Fields, parameters: unknown): unknown {
  return respelt(fields, parameters, (values, value) => catalogueValue(values, value) ?? value);
}

/** Parameters or outputs with their enum values in the schema's spelling. */
export function inSchemaSpelling<Values extends object>(fields: Fields | Outputs, values: Values): Values {
  const spelling: Spelling = (_, value) => (typeof value === 'string' ? constantCase(value) : value);
  return respelt(fields, values, spelling) as Values;
}

function respelt(fields: Fields | Outputs, values: unknown, spelling: Spelling): unknown {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return values;
  const entries = Object.entries(values).map(([name, value]: [string, unknown]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field?.type === 'ENUM') return [name, spelling(field.values, value)];
    if (field?.type !== 'OBJECT_LIST' || !Array.isArray(value)) return [name, value];
    return [name, value.map((entry) => respelt(field.fields, entry, spelling))];
  });
  return Object.fromEntries(entries);
}
