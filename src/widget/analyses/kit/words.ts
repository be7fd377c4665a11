/** The findings of analyses, in sentences. */
import { unitInWords } from '../../views/wording.ts';

export type Write = (value: number) => string;

/** A number with its unit; a share also in percent. */
export function amount(value: number | null | undefined, unit: string, write: Write): string {
  if (value === null || value === undefined) return 'not defined';
  if (unit === 'fraction') return `${write(value)} (${write(Number((value * 100).toPrecision(4)))} %)`;
  const words = unitInWords(unit);
  return words === '' ? write(value) : `${write(value)} ${words}`;
}

/** Like `amount`, but in a few digits, for skimming. */
export function briefly(value: number | null | undefined, unit: string, write: Write): string {
  if (value === null || value === undefined) return 'not defined';
  const words = unit === 'fraction' ? '' : unitInWords(unit);
  return words === '' ? bare(value, unit, write) : `${bare(value, unit, write)} ${words}`;
}

/** Like `briefly`, but without the unit, where that stands elsewhere. */
export function bare(value: number, unit: string, write: Write): string {
  const short = (number: number) => write(Number(number.toPrecision(4)));
  return unit === 'fraction' ? `${short(value * 100)} %` : short(value);
}

export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** A name with its unit, for an axis or a table head. */
export function withUnit({ label, unit }: { label: string; unit: string }): string {
  const words = unitInWords(unit);
  return words === '' ? label : `${label} [${words}]`;
}
