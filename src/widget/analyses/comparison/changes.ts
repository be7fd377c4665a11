/** How two runs differ and how much of each difference every change explains, in sentences and as bars. */
import type { Values } from '../../views/definition.ts';
import { inSentence, valueInWords } from '../../views/wording.ts';
import type { Bar } from '../drawing/bars.ts';
import type { Comparison } from '../kit/asking.ts';
import type { Selector } from '../kit/selectors.ts';
import { amount, briefly, type Write } from '../kit/words.ts';

export interface Change {
  path: string;
  value: unknown;
}

/** The parameters that differ, each as a whole, with the values of the second run. */
export function changesBetween(before: Values, after: Values): Change[] {
  return Object.entries(after)
    .filter(([path, value]) => JSON.stringify(value) !== JSON.stringify(before[path]))
    .map(([path, value]) => ({ path, value }));
}

/** @param changed - labels of the parameters. */
export function changesInWords(changed: readonly string[]): string {
  return changed.length === 0 ? '' : `Changed since: ${changed.map(inSentence).join(', ')}.`;
}

type ScenarioOutput = Comparison['scenarios'][number]['outputs'][number];

export function differenceInWords(
  found: ScenarioOutput,
  changed: readonly string[],
  watched: Selector,
  write: Write,
): string[] {
  const { base, value, difference, relative, effects } = found;
  if (typeof base !== 'number' || typeof value !== 'number' || difference === null) {
    return [
      `${watched.label} is ${inValue(base, watched.unit, write)} in the kept run and ${inValue(value, watched.unit, write)} now.`,
    ];
  }
  if (difference === 0) return [`${watched.label} is ${amount(base, watched.unit, write)} in both runs.`];
  const share =
    relative === null ? '' : `, ${briefly(Math.abs(relative), 'fraction', write)} ${difference > 0 ? 'more' : 'less'}`;
  const words = [
    `${watched.label} went from ${briefly(base, watched.unit, write)} to ${briefly(value, watched.unit, write)}${share}.`,
  ];
  if (effects !== null && changed.length > 1) {
    const order = changed
      .map((label, i) => ({ label, effect: effects[i] ?? 0 }))
      .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
    const parts = order.map(({ label, effect }) => `${inSentence(label)} ${signed(effect, watched.unit, write)}`);
    words.push(`Of the difference: ${parts.join(', ')}.`);
  }
  return words;
}

/** Steps from the kept value to the present one, change by change; each starts where the previous one ended. */
export function waterfall(
  {
    base,
    value,
    effects,
    interaction,
  }: { base: number; value: number; effects: readonly number[]; interaction: number | null },
  changed: readonly string[],
  watched: Selector,
  write: Write,
): Bar[] {
  const steps = changed.map((name, i) => ({ name, by: effects[i] ?? 0 }));
  if (interaction) steps.push({ name: 'Together', by: interaction });
  let at = base;
  const changes = steps.map(({ name, by }): Bar => {
    const from = at;
    at += by;
    return {
      name,
      pieces: [{ from, to: at, words: signed(by, watched.unit, write), class: by < 0 ? 'bar low' : 'bar high' }],
    };
  });
  const end = (name: string, to: number): Bar => ({
    name,
    pieces: [{ from: to, to, words: briefly(to, watched.unit, write), class: 'bar' }],
  });
  return [end('Kept', base), ...changes, end('Now', value)];
}

export function signed(value: number, unit: string, write: Write): string {
  const size = briefly(Math.abs(value), unit, write);
  // A difference between shares is in percentage points, not percent.
  return `${value < 0 ? '−' : '+'}${unit === 'fraction' ? size.replace('%', 'pp') : size}`;
}

function inValue(value: unknown, unit: string, write: Write): string {
  return typeof value === 'number' ? amount(value, unit, write) : valueInWords(value, write);
}
