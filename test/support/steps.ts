/**
 * Counts work instead of timing it: how often each block of the tested code and its libraries is entered, by V8's
 * coverage counters, and how many units their text searches read. The count is the same on a busy machine.
 *
 * It does not see the work inside one pattern match: `test/patterns.test.ts` keeps each of those linear.
 */
import { Session } from 'node:inspector/promises';
import { afterAll } from '@jest/globals';

const session = new Session();
session.connect();
await session.post('Profiler.enable');
// Only functions first called after this have block counts: import this file before calling the tested code.
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
afterAll(async () => {
  await session.post('Profiler.stopPreciseCoverage');
  session.disconnect();
});

/** Excludes test tooling, such as the source maps used for stack traces. */
const COUNTED =
  /\/(?:src|ingest)\/|\/node_modules\/(?!@?jest|expect\/|fast-check\/|pretty-format\/|@jridgewell\/|source-map)/;

/** The steps that `work` takes. */
export async function stepsOf(work: () => unknown): Promise<number> {
  await blocksEntered();
  const reading = countReading();
  try {
    await work();
  } finally {
    reading.end();
  }
  return reading.units() + (await blocksEntered());
}

/** Since the previous call. */
async function blocksEntered(): Promise<number> {
  const { result } = await session.post('Profiler.takePreciseCoverage');
  let entered = 0;
  for (const { url, functions } of result) {
    if (!COUNTED.test(url)) continue;
    for (const { ranges } of functions) for (const { count } of ranges) entered += count;
  }
  return entered;
}

/** Counts the units between start and end of each text search, until `end`. */
function countReading(): { units(): number; end(): void } {
  const { exec } = RegExp.prototype;
  const { indexOf, lastIndexOf, includes } = String.prototype;
  let units = 0;
  RegExp.prototype.exec = function (this: RegExp, text: string) {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const match = exec.call(this, text);
    if (match !== null) units += match.index + match[0].length - from;
    else if (!this.sticky && !this.source.startsWith('^')) units += Math.max(0, text.length - from);
    return match;
  };
  String.prototype.indexOf = function (this: string, wanted: string, from = 0) {
    const at = indexOf.call(this, wanted, from);
    units += Math.max(0, (at < 0 ? this.length : at) - from);
    return at;
  };
  String.prototype.lastIndexOf = function (this: string, wanted: string, from = this.length) {
    const at = lastIndexOf.call(this, wanted, from);
    units += from - Math.max(0, at);
    return at;
  };
  String.prototype.includes = function (this: string, wanted: string, from = 0) {
    const at = indexOf.call(this, wanted, from);
    units += Math.max(0, (at < 0 ? this.length : at) - from);
    return includes.call(this, wanted, from);
  };
  return {
    units: () => units,
    end() {
      RegExp.prototype.exec = exec;
      Object.assign(String.prototype, { indexOf, lastIndexOf, includes });
    },
  };
}
