/** Inputs of an episode: as the parameters of a run, and as a list of paths with their sources. */
import { type Fields, unitUnder } from '../../calculators/kit/input.ts';
import type { Cited, Episode } from './episode.ts';

/** One input under its path, such as `orderQuantity` or `positions[0].size`. */
export interface EpisodeInput extends Cited {
  path: string;
  unit: string;
}

/** The inputs as the parameters of a run. */
export function parametersOf({ inputs }: Episode): Readonly<Record<string, unknown>> {
  return mapped(inputs, (input) =>
    isList(input) ? input.map((entry) => mapped(entry, withoutSource)) : withoutSource(input),
  );
}

/** The inputs, in the episode's order. */
export function inputsOf({ inputs, calculator }: Episode): EpisodeInput[] {
  return Object.entries(inputs).flatMap(([name, input]) => {
    if (!isList(input)) return [listed(name, input, calculator.parameters, name, inputs)];
    const parameter = calculator.parameters[name];
    const fields = parameter?.type === 'OBJECT_LIST' ? parameter.fields : {};
    return input.flatMap((entry, i) =>
      Object.entries(entry).map(([field, cited]) => listed(`${name}[${i}].${field}`, cited, fields, field, entry)),
    );
  });
}

type Given = Episode['inputs'][string];

function listed(path: string, cited: Cited, fields: Fields, name: string, beside: Readonly<Record<string, Given>>) {
  const field = fields[name];
  if (field === undefined) throw new Error(`${path} must be a parameter of the calculator`);
  const words = mapped(beside, (input) => (isList(input) ? null : input.value));
  return { path, ...cited, unit: unitUnder(field, words) };
}

function isList(input: Given): input is Extract<Given, readonly unknown[]> {
  return Array.isArray(input);
}

function withoutSource({ value }: Cited): unknown {
  return value;
}

function mapped<Value, Other>(of: Readonly<Record<string, Value>>, change: (value: Value) => Other) {
  return Object.fromEntries(Object.entries(of).map(([name, value]) => [name, change(value)]));
}
