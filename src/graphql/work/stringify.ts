/** Serializes an answer to JSON, in turns if it is large. */
import type { Flow } from './turn-queue.ts';

/** Bytes serialized in one go: `JSON.stringify` takes a few milliseconds for them. */
const AT_ONCE = 250_000;
/** Bytes per unit of work. */
const PER_UNIT = 250;

/** @param bytes - approximate size of the JSON. */
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

/** Objects without nested objects are serialized whole. */
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
