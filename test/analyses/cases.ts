/** The checked cases beside each analysis, and how an answer is compared with one. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { AnalysisName } from '../../src/analyses/analysis.ts';

export interface Case {
  name: string;
  request: Readonly<Record<string, unknown>>;
  expected: Readonly<Record<string, unknown>> & { error?: { parameter: string; code: string } };
  source: string;
  relTol: number;
  absTol: number;
}

/** The outcome of an analysis: its answer, or the problems for which it was refused. */
export type Outcome = { answer: unknown } | { problems: readonly { parameter: string; code: string }[] };
export type Way = (name: AnalysisName, request: Case['request']) => Outcome | Promise<Outcome>;

/** Cases of an analysis; `1e999` in them is read as Infinity, for which JSON has no literal. */
export function casesOf(name: AnalysisName): Case[] {
  const file = new URL(`../../src/analyses/${name}/cases.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Case[];
}

/** Runs every case of some analyses through `ask`, within the case's own tolerances. */
export function everyCase(names: readonly AnalysisName[], ask: Way): void {
  describe.each(names)('%s', (name) => {
    const cases = casesOf(name);

    it('has cases of answers and of refusals', () => {
      expect(cases.some(({ expected }) => expected.error === undefined)).toBe(true);
      expect(cases.some(({ expected }) => expected.error !== undefined)).toBe(true);
    });

    it.each(cases)('$name', async ({ request, expected, relTol, absTol }) => {
      const outcome = await ask(name, request);
      if (expected.error !== undefined) {
        expect('problems' in outcome ? outcome.problems[0] : outcome).toMatchObject({ ...expected.error });
      } else if ('answer' in outcome) {
        expect(differences('answer', outcome.answer, expected, { relTol, absTol })).toEqual([]);
      } else {
        throw new Error(`refused: ${JSON.stringify(outcome.problems)}`);
      }
    });
  });
}

interface Tolerance {
  relTol: number;
  absTol: number;
}

/**
 * All differences between an answer and its expectation, as `path: got …, expected …`. The answer may have more fields;
 * lists must have the same length. Cases hold only the scalar outputs of a run.
 */
function differences(path: string, actual: unknown, expected: unknown, tolerance: Tolerance): string[] {
  const differ = [`${path}: got ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`];
  if (typeof expected === 'number' && typeof actual === 'number') {
    return Math.abs(actual - expected) <= tolerance.relTol * Math.abs(expected) + tolerance.absTol ? [] : differ;
  }
  if (typeof expected !== 'object' || expected === null) return actual === expected ? [] : differ;
  if (typeof actual !== 'object' || actual === null) return differ;
  if (Array.isArray(expected) && (!Array.isArray(actual) || actual.length !== expected.length)) return differ;
  const fields = actual as Readonly<Record<string, unknown>>;
  return Object.entries(expected).flatMap(([name, value]) => {
    const field = fields[name];
    const got = name === 'run' && value !== null ? ((field as { outputs?: unknown } | null)?.outputs ?? field) : field;
    return differences(`${path}.${name}`, got, value, tolerance);
  });
}
