/** What `riskgraph analyse` says about runs that the calculator refused, and about incomplete requests. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { run, temporaryFolder } from '../support/program.ts';

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
    // A negative shock is refused.
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

describe('a request that lacks something', () => {
  const solve = ['solve', 'sell-off-feedback'];
  const unknown = ['--unknown', 'shock', '--from', '0', '--to', '0.2'];
  const condition = '--at-most, --at-least or --equals';

  it.each([
    [[...solve, ...unknown, '--target', 'totalDecline'], `target.comparison: MISSING: must be given, by ${condition}`],
    [[...solve, ...unknown], `target: MISSING: must be given, by --target and one of ${condition}`],
    [[...solve, ...unknown, '--at-most', '0.1'], 'target.output: MISSING: must be given, by --target'],
    [solve, 'unknown: MISSING: must be given, by --unknown, --from and --to'],
    [[...solve, '--from', '0'], 'unknown.path: MISSING: must be given, by --unknown'],
    [[...solve, '--unknown', 'shock'], 'unknown.from: MISSING: must be given, by --from'],
    [[...solve, '--unknown', 'shock', '--from', '0'], 'unknown.to: MISSING: must be given, by --to'],
    [['sweep', 'price-impact'], 'axes: MISSING: must be given, by --axis'],
    [['simulate', 'price-impact'], 'distributions: MISSING: must be given, by --draw'],
    [['compare', 'price-impact'], 'scenarios: MISSING: must be given, by --scenario'],
  ])('%j names the flags that give it', async (args, line) => {
    expect(await run(['analyse', ...args])).toEqual({ status: 1, stdout: '', stderr: `${line}\n` });
  });
});

describe('a list from a CSV file', () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);
  const solve = (book: string) => {
    const file = join(folder.path, 'book.csv');
    writeFileSync(file, book);
    const unknown = ['--unknown', 'positions[0].leverage', '--from', '1', '--to', '50'];
    const target = ['--target', 'liquidatedCount', '--at-most', '0'];
    return run([
      'analyse',
      'solve',
      'liquidation-cascade',
      '--set',
      'shock=0.2',
      '--from-csv',
      `positions=${file}`,
      ...unknown,
      ...target,
    ]);
  };

  it('is the book of an analysis', async () => {
    const { status, stdout } = await solve('Quantity,Entry price\n10,100\n');
    expect([status, JSON.parse(stdout).outcome]).toEqual([0, 'FOUND']);
    expect(JSON.parse(stdout).value).toBeCloseTo(1 / (1 - 0.8 * 0.995), 6); // as computed by hand in docs/analyses.md
  });

  it('is refused by the row and column of the file', async () => {
    const { status, stderr } = await solve('Quantity,Entry price\n10,100\n-5,100\n');
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/first: .*book\.csv: row 3, column quantity: OUT_OF_RANGE\n$/),
    ]);
  });
});

describe('a wrong command line', () => {
  const list = ['--csv', 'positions=book.csv'];
  const instead = 'error: --csv prints a table and takes no file here: pass positions=book.csv with --from-csv';

  it.each([
    [['solve', 'sell-off-feedback', '--unknwon', 'shock'], /^error: unknown option '--unknwon'/, 'analyse solve'],
    [['swep', 'sell-off-feedback'], /^error: unknown command 'swep'/, 'analyse'],
    [['sweep', 'liquidation-cascade', ...list], instead, 'analyse sweep'],
    [['sweep', ...list, 'liquidation-cascade'], instead, 'analyse sweep'],
    [['sweep', 'price-impact', 'a=1'], 'error: expected one argument, but got 2: price-impact a=1', 'analyse sweep'],
    [['chain', '{}', '--csv', 'a=b'], 'error: expected one argument, but got 2: {} a=b', 'analyse chain'],
  ])('%j names the help that tells what is right', async (args, said, command) => {
    const { status, stdout, stderr } = await run(['analyse', ...args]);
    expect([status, stdout]).toEqual([1, '']);
    const [line] = stderr.split('\n');
    if (typeof said === 'string') expect(line).toBe(said);
    else expect(line).toMatch(said);
    expect(stderr).toContain(`(riskgraph ${command} --help lists the`);
  });

  it('says that a chain takes JSON', async () => {
    const { status, stderr } = await run(['analyse', 'chain', 'price-impact']);
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/^a chain takes JSON, such as .*but got price-impact\n$/),
    ]);
  });
});
