/** JSON of an answer, made in turns where it is large. */
import type { Flow } from './turn-queue.ts';

/** Bytes that are written at once: `JSON.stringify` takes some milliseconds for them. */
const AT_ONCE = 250_000;
/** Bytes to a unit of work. */
const PER_UNIT = 250;

/** @param bytes - about how many there will be. */
export async function stringify(value: object, bytes: number, turns: Pick<Flow, 'turn'>): Promise<string> {
  if (bytes <= AT_ONCE) return JSON.stringify(value);
  const parts: string[] = [];
  let written = 0;
  for (const part of jsonParts(value)) {
    parts.push(part);
    written += part.length;
    if (written < AT_ONCE / 4) continue;
    const wait = turns.turn(written / PER_UNIT);
    written = 0;
    if (wait !== undefined) await wait;
  }
  return parts.join('');
}

/** Objects that hold nothing but values are written whole. */
function* jsonParts(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null || !Object.values(value).some(isObject)) {
    yield JSON.stringify(value);
    return;
  }
  const isList = Array.isArray(value);
  let separator = isList ? '[' : '{';
  for (const [key, entry] of Object.entries(value)) {
    if (entry === undefined) continue;
    yield isList ? separator : `${separator}${JSON.stringify(key)}:`;
    yield* jsonParts(entry);
    separator = ',';
  }
  yield isList ? ']' : '}';
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
