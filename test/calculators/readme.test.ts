/** The examples in src/calculators/README.md work: its definition is the file beside this one, and its cases hold. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { InvalidInput } from '../../src/errors.ts';
import { ROOT } from '../support/program.ts';
import { type Case, differences } from './cases.ts';
import { leverageDrift } from './readme-example.ts';

const README = readFileSync(join(ROOT, 'src', 'calculators', 'README.md'), 'utf8');
const block = (language: string) => new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'ms').exec(README)?.[1] ?? '';

it('shows a definition that compiles', () => {
  const example = readFileSync(new URL('readme-example.ts', import.meta.url), 'utf8');
  expect(block('ts')).toBe(example.replaceAll('../../src/calculators/', '../'));
});

it('shows cases that hold for it', () => {
  const [run, refusal] = JSON.parse(block('json')) as [Case, Case];
  expect(differences(leverageDrift, run, runCalculator(leverageDrift, run.parameters))).toEqual([]);
  expect(() => runCalculator(leverageDrift, refusal.parameters)).toThrow(InvalidInput);
  expect(() => runCalculator(leverageDrift, refusal.parameters)).toThrow('must be at most leverage, but got 6');
});
