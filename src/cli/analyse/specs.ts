/** Parses the short forms in flags of analyses: `shock=0.01:0.2:20`, `dailyVolume*=lognormal:1:0.3`. */
import { InvalidArgumentError } from 'commander';

/** How a value is applied, by the sign before `=`. */
const APPLY: Readonly<Record<string, string>> = { '*': 'MULTIPLY', '+': 'ADD' };

/** Splits an assignment into its path, how the value is applied, and the rest. */
function assignment(text: string, example: string): { path: string; apply: string; rest: string } {
  const [before = '', ...after] = text.split('=');
  const apply = APPLY[before.at(-1) ?? ''];
  const path = (apply === undefined ? before : before.slice(0, -1)).trim();
  const rest = after.join('=').trim();
  if (path === '' || rest === '') {
    throw new InvalidArgumentError(`It must be like ${example}; = sets a value, *= multiplies it, += adds to it.`);
  }
  return { path, apply: apply ?? 'SET', rest };
}

/** @throws InvalidArgumentError, which commander reports with the option's name. */
export function numberOf(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || Number.isNaN(number)) {
    const hint = text.trim().endsWith('%') ? '; write 0.1 for 10 %' : '';
    throw new InvalidArgumentError(`It must be a number, but got ${JSON.stringify(text)}${hint}.`);
  }
  return number;
}

/** The number that an output is compared with. @throws like `numberOf`. */
export function targetOf(text: string): number {
  if (/^(?:true|false)$/i.test(text)) throw new InvalidArgumentError('It must be a number: 1 for true, 0 for false.');
  if (!/^[a-z_]+$/i.test(text)) return numberOf(text);
  throw new InvalidArgumentError(`It must be a number, but got the word ${JSON.stringify(text)}; targets are numeric.`);
}

export function numbersOf(text: string): number[] {
  return text.split(',').map(numberOf);
}

/** Selectors or paths: an option may be repeated, and may list several. */
export function listed(text: string, before: readonly string[] = []): string[] {
  return [...before, ...text.split(',').map((part) => part.trim())];
}

/** `path=from:to`, `path=from:to:steps`, `path=from:to:steps:log` or `path=value,value,value`. */
export function axis(text: string, before: readonly object[] = []): object[] {
  const { path, apply, rest } = assignment(text, 'shock=0.01:0.2:20, shock=0.01:0.2:20:log or shock=0.05,0.1');
  const [from = '', to, steps, scale] = rest.split(':');
  if (to === undefined) return [...before, { path, apply, values: numbersOf(rest) }];
  const range = { path, apply, from: numberOf(from), to: numberOf(to) };
  return [
    ...before,
    { ...range, ...(steps && { steps: numberOf(steps) }), ...(scale && { scale: scale.toUpperCase() }) },
  ];
}

/** The fields of each kind of distribution, in the order of the flag. */
const DISTRIBUTIONS: Readonly<Record<string, readonly string[]>> = {
  NORMAL: ['mean', 'standardDeviation'],
  LOGNORMAL: ['median', 'sigma'],
  UNIFORM: ['from', 'to'],
  TRIANGULAR: ['from', 'mode', 'to'],
  STUDENT_T: ['location', 'scale', 'degreesOfFreedom'],
};

/** `path=normal:mean:standardDeviation` and so on, or `path=empirical:value,value`. */
export function distribution(text: string, before: readonly object[] = []): object[] {
  const { path, apply, rest } = assignment(text, 'dailyVolatility=normal:0.02:0.004');
  const [word = '', ...given] = rest.split(':');
  const kind = word.toUpperCase().replace('-', '_');
  if (kind === 'EMPIRICAL') return [...before, { path, apply, kind, values: numbersOf(given.join(':')) }];
  const fields = Object.hasOwn(DISTRIBUTIONS, kind) ? (DISTRIBUTIONS[kind] ?? []) : [];
  if (fields.length === 0 || given.length !== fields.length) {
    const forms = Object.entries(DISTRIBUTIONS).map(([name, names]) => [name.toLowerCase(), ...names].join(':'));
    throw new InvalidArgumentError(`It must be one of ${forms.join(', ')} or empirical:value,value.`);
  }
  return [
    ...before,
    { path, apply, kind, ...Object.fromEntries(fields.map((name, i) => [name, numberOf(given[i] ?? '')])) },
  ];
}

/** `name: path=value; path*=factor`; a value is JSON, or a bare word. */
export function scenario(text: string, before: readonly object[] = []): object[] {
  const colon = text.indexOf(':');
  if (colon < 1) throw new InvalidArgumentError('It must be like "stress: dailyVolatility=0.06; orderQuantity*=3".');
  const changes = text
    .slice(colon + 1)
    .split(';')
    .map((change) => {
      const { path, apply, rest } = assignment(change.trim(), 'dailyVolatility=0.06 or orderQuantity*=3');
      return { path, apply, value: jsonOrWord(rest) };
    });
  return [...before, { name: text.slice(0, colon).trim(), changes }];
}

/** `name=value` for a parameter. */
export function parameter(text: string, before: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const { path, apply, rest } = assignment(text, 'shock=0.1');
  if (apply !== 'SET') throw new InvalidArgumentError('It must be name=value.');
  return { ...before, [path]: jsonOrWord(rest) };
}

function jsonOrWord(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text.trim();
  }
}
