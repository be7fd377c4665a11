/** All calculators share one layout: equations, texts, inputs and model are in the same places in each. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from '../support/program.ts';
import { EVERY_CALCULATOR } from './runs.ts';

/** A calculator up to this many lines is one file. */
const ONE_FILE = 280;

describe.each(EVERY_CALCULATOR)('$slug', ({ slug }) => {
  const folder = join(ROOT, 'src', 'calculators', slug);
  const files = readdirSync(folder).sort();
  const text = (file: string) => readFileSync(join(folder, file), 'utf8');

  it('is one file, or interface, model and texts, with its cases beside it', () => {
    if (!files.includes('model.ts')) {
      expect(files).toEqual(['calculator.ts', 'cases.json']);
      expect(text('calculator.ts').split('\n').length).toBeLessThanOrEqual(ONE_FILE);
      return;
    }
    expect(files).toEqual(['calculator.ts', 'cases.json', 'interface.ts', 'model.ts']);
    expect(text('interface.ts')).toMatch(/^export const parameters\b/m);
    expect(text('interface.ts')).toMatch(/^export const outputs\b/m);
    expect(text('model.ts')).toMatch(/^export function compute\(/m);
    expect(text('calculator.ts')).toMatch(/^ {2}compute,$/m);
  });
});
