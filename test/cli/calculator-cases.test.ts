/**
 * Every checked case of every calculator by the command line.
 *
 * A process per case, for hundreds of cases, would take minutes: the command's own function runs them all, each from a
 * file and with captured output; the program itself runs one answer and one refusal per calculator.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import { calculateCommand } from '../../src/cli/calculate.ts';
import { type Answer, casesOf, differences } from '../calculators/cases.ts';
import { everyCase, jsonText, type Outcome } from '../calculators/every-case.ts';
import { type Ended, run, temporaryFolder } from '../support/program.ts';
import { ended, problemsOf } from './in-process.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

/** Runs the command in this process as the program would run it. */
async function command(slug: string, json: string): Promise<Ended> {
  const file = join(folder.path, 'parameters.json');
  writeFileSync(file, json);
  return ended(() => calculateCommand(slug, { parameters: file }));
}

/** The outcome that a run printed: only JSON, or only one line per problem. */
function outcomeOf(done: Ended): Outcome {
  const { status, stdout, stderr } = done;
  if (status === 0 && stderr === '') return JSON.parse(stdout) as Outcome;
  return { problems: problemsOf(done) };
}

describe('the command', () => {
  everyCase(async ({ slug }, parameters) => outcomeOf(await command(slug, jsonText(parameters))));
});

describe('the program', () => {
  it.each(CALCULATORS.map((calculator) => ({ slug: calculator.slug, calculator })))(
    'takes and refuses parameters of $slug',
    async ({ slug, calculator }) => {
      const cases = casesOf(calculator);
      const sound = cases.find(({ expected }) => expected.error === undefined);
      const refused = cases.find(({ expected }) => expected.error !== undefined);
      if (sound === undefined || refused === undefined) throw new Error('it has no such cases');
      const [taken, turnedDown] = await Promise.all(
        [sound, refused].map(async ({ parameters }) =>
          outcomeOf(await run(['calculate', slug, '--parameters', '-'], { input: jsonText(parameters) })),
        ),
      );
      expect(differences(calculator, sound, taken as Answer)).toEqual([]);
      expect((turnedDown as { problems: object[] }).problems[0]).toEqual(refused.expected.error);
    },
  );
});
