/**
 * Every checked case of every analysis by the command line.
 *
 * A process and a thread per case would take minutes: the command's own function runs them all, each from a file, in
 * one thread pool and with captured output; the program itself runs one answer and one refusal per analysis.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ANALYSES } from '../../src/analyses/analysis.ts';
import { createPool } from '../../src/calculators/run/pool.ts';
import { analyseIn, requestOf } from '../../src/cli/analyse/analyse.ts';
import { type Case, casesOf, everyCase, type Outcome } from '../analyses/cases.ts';
import { jsonText } from '../calculators/every-case.ts';
import { type Ended, run, temporaryFolder } from '../support/program.ts';
import { ended, problemsOf } from './in-process.ts';

const folder = temporaryFolder();
const pool = createPool({ milliseconds: 60_000 });
afterAll(async () => {
  folder.remove();
  await pool.close();
});

/** Runs the command in this process as the program would run it. */
async function command(name: (typeof ANALYSES)[number], json: string): Promise<Ended> {
  const file = join(folder.path, 'request.json');
  writeFileSync(file, json);
  return ended(async () => analyseIn(pool, name, (await requestOf(name, `@${file}`, {})).request, {}));
}

const NOTE = /^note: (\d+) of (\d+) \w+ (?:was|were) refused, .*: [A-Z_]+\n$/;

/** The outcome that a run printed: JSON and at most a line about refused runs, or only one line per problem. */
function outcomeOf(done: Ended): Outcome {
  const { status, stdout, stderr } = done;
  const [note, refused, of] = NOTE.exec(stderr) ?? [];
  const isNoneLeft = note !== undefined && refused === of;
  if (stdout !== '' && stderr === (note ?? '') && status === (isNoneLeft ? 1 : 0)) {
    return { answer: JSON.parse(stdout) as unknown };
  }
  return { problems: problemsOf(done) };
}

describe('the command', () => {
  everyCase(ANALYSES, async (name, request) => outcomeOf(await command(name, jsonText(request))));
});

describe('the program', () => {
  const shortest = (cases: Case[]) =>
    cases.toSorted((a, b) => jsonText(a.expected).length - jsonText(b.expected).length)[0];

  it.each(ANALYSES)('takes and refuses requests of %s', async (name) => {
    const cases = casesOf(name);
    const sound = shortest(cases.filter(({ expected }) => expected.error === undefined));
    const refused = cases.find(({ expected }) => expected.error !== undefined);
    if (sound === undefined || refused === undefined) throw new Error('it has no such cases');
    const [taken, turnedDown] = await Promise.all(
      [sound, refused].map(({ request }) => run(['analyse', name, '-'], { input: jsonText(request) })),
    );
    expect(outcomeOf(taken as Ended)).toHaveProperty('answer');
    expect(outcomeOf(turnedDown as Ended)).toMatchObject({ problems: [refused.expected.error] });
  });
});
