/** What `riskgraph analyse` tells of runs that the calculator refused, and of requests that lack something. */
import { describe, expect, it } from '@jest/globals';
import { run } from '../support/program.ts';

const MISSPELT = ['--set', 'holdigs=1'];
const SOLVE = ['--unknown', 'shock', '--from', '-0.2', '--to', '0.2', '--target', 'totalDecline', '--at-most', '0.1'];

describe('refused runs', () => {
  const every = [
    [
      'sweep',
      ['sell-off-feedback', ...MISSPELT, '--axis', 'shock=0:0.1:3'],
      '3 of 3 runs were refused, first: holdigs',
    ],
    [
      'solve',
      ['sell-off-feedback', ...MISSPELT, ...SOLVE, '--points', '3'],
      '3 of 3 points were refused, first: holdigs',
    ],
    [
      'simulate',
      ['sell-off-feedback', ...MISSPELT, '--draw', 'shock=uniform:0:0.1', '--runs', '3'],
      '3 of 3 runs were refused, most often: holdigs',
    ],
  ] as const;

  it.each(every)('are told, with status 1 where none of the %s is left', async (name, args, note) => {
    const [json, csv] = await Promise.all([run(['analyse', name, ...args]), run(['analyse', name, ...args, '--csv'])]);
    for (const { status, stderr } of [json, csv]) {
      expect([status, stderr]).toEqual([1, `note: ${note}: UNKNOWN_PARAMETER\n`]);
    }
    expect(() => JSON.parse(json.stdout) as unknown).not.toThrow();
    expect(csv.stdout.split('\r\n').length).toBeGreaterThan(1);
  });

  const some = [
    ['sweep', ['sell-off-feedback', '--axis', 'shock=-0.1,0.1,0.2'], '1 of 3 runs was refused, first: shock'],
    ['solve', ['sell-off-feedback', ...SOLVE, '--points', '5'], '2 of 5 points were refused, first: shock'],
    [
      'compare',
      ['sell-off-feedback', '--scenario', 'deep: shock=0.2', '--scenario', 'wrong: shock=-1'],
      '1 of 2 scenarios was refused, first: shock',
    ],
  ] as const;

  it.each(some)('are told, with status 0 where others of the %s stand', async (name, args, note) => {
    const [json, csv] = await Promise.all([run(['analyse', name, ...args]), run(['analyse', name, ...args, '--csv'])]);
    for (const { status, stderr } of [json, csv]) {
      expect([status, stderr]).toEqual([0, `note: ${note}: OUT_OF_RANGE\n`]);
    }
  });

  it('have a column in the table of a simulation', async () => {
    // A shock below 0 is refused.
    const { stdout, stderr } = await run([
      ...['analyse', 'simulate', 'sell-off-feedback', '--draw', 'shock=empirical:-0.1,0.1', '--runs', '50', '--csv'],
      ...['--output', 'totalDecline'],
    ]);
    const [, refused] = /^note: (\d+) of 50 runs were refused, most often: shock: OUT_OF_RANGE\n$/.exec(stderr) ?? [];
    const [head = [], row = []] = stdout.split('\r\n').map((line) => line.split(','));
    const cell = (column: string) => row[head.indexOf(column)];
    expect(cell('refusedCount')).toBe(refused);
    expect(Number(cell('count')) + Number(refused)).toBe(50);
  });
});
