/** `riskgraph analyse` as a user runs it: flags, files, tables, and a clean exit. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import type { AnalysisName } from '../../src/analyses/analysis.ts';
import { ANALYSIS_BY_NAME } from '../../src/analyses/registry.ts';
import type { CheckedSensitivities } from '../../src/analyses/sensitivities/checked.ts';
import type { CheckedSimulation } from '../../src/analyses/simulate/checked.ts';
import type { CheckedSolve } from '../../src/analyses/solve/checked.ts';
import type { CheckedSweep } from '../../src/analyses/sweep/checked.ts';
import { createPool } from '../../src/calculators/run/pool.ts';
import { analyseIn } from '../../src/cli/analyse/analyse.ts';
import { FORMS } from '../../src/cli/analyse/flags.ts';
import { axis, distribution, parameter, scenario } from '../../src/cli/analyse/specs.ts';
import { csvOf } from '../../src/csv.ts';
import { WORST_INPUTS } from '../calculators/worst-inputs.ts';
import { run, temporaryFolder } from '../support/program.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const REQUEST = {
  calculator: 'sell-off-feedback',
  parameters: { holdings: 2_000_000 },
  unknown: { path: 'shock', from: 0, to: 0.5, points: 5 },
  target: { output: 'totalDecline', comparison: 'AT_MOST', value: 0.2 },
};
const FLAGS = [
  ...['--set', 'holdings=2000000', '--unknown', 'shock', '--from', '0', '--to', '0.5', '--points', '5'],
  ...['--target', 'totalDecline', '--at-most', '0.2'],
];
/** No run ends, not even the first. */
const ENDLESS = JSON.stringify({
  calculator: 'debtrank',
  parameters: WORST_INPUTS.debtrank?.parameters(),
  axes: [{ path: 'maxIterations', values: [100_000, 99_999] }],
  outputs: ['rounds'],
});

describe('a request', () => {
  it('is the same as flags, as an argument, in a file and on standard input', async () => {
    const file = join(folder.path, 'request.json');
    writeFileSync(file, JSON.stringify(REQUEST));
    const ways = [
      run(['analyse', 'solve', 'sell-off-feedback', ...FLAGS]),
      run(['analyse', 'solve', JSON.stringify(REQUEST)]),
      run(['analyse', 'solve', `@${file}`]),
      run(['analyse', 'solve', '-'], { input: JSON.stringify(REQUEST) }),
      // Flags override the request file.
      run(['analyse', 'solve', file, '--points', '5', '--at-most', '0.2']),
    ];
    const [first, ...others] = await Promise.all(ways);
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(first?.stdout ?? '')).toMatchObject({
      outcome: 'FOUND',
      points: { x: [0, 0.125, 0.25, 0.375, 0.5] },
    });
    for (const other of others) expect(other).toEqual(first);
  });

  it('is refused in one line that names what is wrong and what is wanted', async () => {
    const refused = await Promise.all(
      [
        ['solve', 'sell-off-feedback', ...FLAGS, '--from', '0.6'],
        ['solve', 'sell-off-feedback', ...FLAGS, '--equals', '1'],
        ['solve', 'sell-off-feedback', ...FLAGS, '--find', 'nearest'],
        ['sweep', 'nothing', '--axis', 'shock=0:1'],
        ['sweep', 'sell-off-feedback', '--axis', 'shock'],
        ['sweep', 'no-such-file.json'],
        ['chain', '[]'],
        ['sweep', 'sell-off-feedback', '--time-limit', '0'],
      ].map((args) => run(['analyse', ...args])),
    );
    expect(refused.map(({ status, stdout }) => [status, stdout])).toEqual(refused.map(() => [1, '']));
    const lines = refused.map(({ stderr }) => stderr.split('\n')[0]);
    expect(lines).toEqual([
      'unknown.to: OUT_OF_RANGE: must be above from (0.6), but got 0.5',
      expect.stringMatching(/^error: option '--at-most <value>' cannot be used with option '--equals <value>'/),
      expect.stringMatching(/^find: UNKNOWN_VALUE: .*LARGEST/),
      'calculator: UNKNOWN_VALUE: must be the slug of a calculator, but got "nothing"; `riskgraph calculate --help` lists them',
      expect.stringMatching(/^error: option '--axis .*must be like shock=0.01:0.2:20/),
      expect.stringMatching(/^the request no-such-file.json cannot be read/),
      'the request must be an object, such as {"calculator": "price-impact"}',
      expect.stringMatching(/--time-limit .*from 0.1 to 3600/),
    ]);
  });
});

describe('flags', () => {
  it('say an axis in a word', () => {
    expect(axis('shock=0.01:0.2:20')).toEqual([{ path: 'shock', apply: 'SET', from: 0.01, to: 0.2, steps: 20 }]);
    expect(axis('positions[*].size*=0.5:2:11:log', [{}])).toEqual([
      {},
      { path: 'positions[*].size', apply: 'MULTIPLY', from: 0.5, to: 2, steps: 11, scale: 'LOG' },
    ]);
    expect(axis('shock += -0.1, 0.1')).toEqual([{ path: 'shock', apply: 'ADD', values: [-0.1, 0.1] }]);
    for (const wrong of ['shock', '=1:2', 'shock=', 'shock=a:b', 'shock=1:', 'shock=,']) {
      expect(() => axis(wrong)).toThrow(/^It must be/);
    }
  });

  it('say a distribution in a word', () => {
    expect(distribution('shock=triangular:0:0.1:0.3')).toEqual([
      { path: 'shock', apply: 'SET', kind: 'TRIANGULAR', from: 0, mode: 0.1, to: 0.3 },
    ]);
    expect(distribution('x*=student-t:1:0.1:4')).toEqual([
      { path: 'x', apply: 'MULTIPLY', kind: 'STUDENT_T', location: 1, scale: 0.1, degreesOfFreedom: 4 },
    ]);
    expect(distribution('x=empirical:1,2,2')).toEqual([
      { path: 'x', apply: 'SET', kind: 'EMPIRICAL', values: [1, 2, 2] },
    ]);
    for (const wrong of ['x=normal:1', 'x=normal:1:2:3', 'x=toString:1', 'x=normal:a:b']) {
      expect(() => distribution(wrong)).toThrow(/^It must be/);
    }
  });

  it('say a scenario and a parameter in a word', () => {
    expect(scenario('stress: dailyVolatility=0.06; size*=3; side=sell')).toEqual([
      {
        name: 'stress',
        changes: [
          { path: 'dailyVolatility', apply: 'SET', value: 0.06 },
          { path: 'size', apply: 'MULTIPLY', value: 3 },
          { path: 'side', apply: 'SET', value: 'sell' },
        ],
      },
    ]);
    expect(() => scenario('dailyVolatility=0.06')).toThrow(/^It must be/);
    expect(parameter('holdings=[[1, 2]]', { side: 'sell' })).toEqual({ side: 'sell', holdings: [[1, 2]] });
    expect(() => parameter('shock*=2')).toThrow(/^It must be/);
  });
});

describe('the help', () => {
  const PRICE = { calculator: 'price-impact' };
  const RANGE = { path: 'dailyVolume', from: 1, to: 2 };
  const checked = <Checked>(name: AnalysisName, request: object) =>
    ANALYSIS_BY_NAME[name].check({ ...PRICE, ...request }) as Checked;
  const help = (name: AnalysisName, flag: string) =>
    FORMS[name].options.find(({ long }) => long === flag)?.description ?? '';

  it('tells the defaults that the analyses have', () => {
    const { axes } = checked<CheckedSweep>('sweep', { axes: [RANGE], outputs: ['cost'] });
    expect(help('sweep', '--axis')).toContain(`(default: ${axes[0]?.values.length} steps)`);
    const { jumps } = checked<CheckedSweep>('sweep', { axes: [RANGE], outputs: ['cost'], jumps: {} });
    expect(help('sweep', '--most')).toContain(`(default: ${jumps?.most})`);
    const target = { output: 'cost', comparison: 'AT_MOST', value: 1 };
    const { unknown } = checked<CheckedSolve>('solve', { unknown: RANGE, target });
    expect(help('solve', '--points')).toContain(`(default: ${unknown.values.length})`);
    const { step, tornado } = checked<CheckedSensitivities>('sensitivities', {});
    expect(help('sensitivities', '--step')).toContain(`(default: ${step})`);
    expect(help('sensitivities', '--tornado')).toContain(`(default: ${tornado})`);
    const distributions = [{ path: 'dailyVolume', kind: 'UNIFORM', from: 1, to: 2 }];
    const simulation = checked<CheckedSimulation>('simulate', { distributions });
    for (const [flag, field] of [
      ...([
        ['--runs', 'runs'],
        ['--seed', 'seed'],
        ['--quantiles', 'quantiles'],
      ] as const),
      ...([
        ['--tail-level', 'tailLevel'],
        ['--bins', 'bins'],
      ] as const),
    ]) {
      expect(help('simulate', flag)).toContain(`(default: ${String(simulation[field])})`);
    }
  });
});

describe('a table', () => {
  it('has a row for each cell, and is safe in a spreadsheet', async () => {
    const { status, stdout } = await run([
      ...['analyse', 'sweep', 'sell-off-feedback', '--axis', 'shock=-0.1,0.1', '--axis', 'holdings*=1,2'],
      ...['--output', 'totalDecline,status', '--csv'],
    ]);
    expect(status).toBe(0);
    const rows = stdout.split('\r\n').map((line) => line.split(','));
    expect(rows[0]).toEqual(['shock', 'holdings', 'totalDecline', 'status', 'cell status', 'cell code', 'cell fault']);
    expect(rows.slice(1, 5).map(([shock, factor, , , ...ended]) => [shock, factor, ...ended])).toEqual([
      ['-0.1', '1', 'REFUSED', 'OUT_OF_RANGE', 'shock'],
      ['-0.1', '2', 'REFUSED', 'OUT_OF_RANGE', 'shock'],
      ['0.1', '1', 'OK', '', ''],
      ['0.1', '2', 'OK', '', ''],
    ]);
    // By hand: the gain is 0.04, so the fall is 0.1 / (1 - 0.04).
    expect(Number(rows[3]?.[2])).toBeCloseTo(0.1 / 0.96);
  });

  it('has both sides of each jump of a sweep, also of an output that is only watched', async () => {
    const leverage = '[{"quantity": 10, "entryPrice": 100, "leverage": 10}]';
    const args = [
      'analyse',
      'sweep',
      'liquidation-cascade',
      '--set',
      `positions=${leverage}`,
      '--output',
      'finalPrice',
    ];
    const grid = ['--axis', 'shock=0.02:0.2:7'];
    const [byDefault, named, one] = await Promise.all([
      run([...args, ...grid, '--jumps', '--csv']),
      run([...args, ...grid, '--jumps', '--watch', 'liquidatedCount', '--csv']),
      run([...args, ...grid, '--watch', 'liquidatedCount,finalPrice', '--most', '1']),
    ]);
    // Integer outputs are watched only if named.
    expect(byDefault.stdout).not.toContain('liquidatedCount');
    const rows = named.stdout
      .trimEnd()
      .split('\r\n')
      .map((line) => line.replaceAll(', ', ' ').split(','));
    expect(rows[0]).toEqual([
      ...['row', 'shock', 'finalPrice', 'liquidatedCount', 'cell status', 'cell code', 'cell fault'],
    ]);
    expect(rows.slice(1).map(([row]) => row)).toEqual([
      '"jump lower end"',
      '"jump upper end"',
      ...Array.from({ length: 7 }, () => 'cell'),
    ]);
    const [, lower = [], upper = []] = rows;
    expect([lower.slice(2), upper.slice(2)]).toEqual([
      ['', '0', '', '', ''],
      ['', '1', '', '', ''],
    ]);
    // By hand: at leverage ten and entry 100, it is liquidated below 100 (1 - 1/10) / (1 - 0.005).
    const shock = 1 - 0.9 / 0.995;
    expect(Number(lower[1])).toBeLessThanOrEqual(shock);
    expect(Number(upper[1])).toBeGreaterThanOrEqual(shock);
    expect(Number(upper[1]) - Number(lower[1])).toBeLessThan(1e-7);
    const { jumps } = JSON.parse(one.stdout) as { jumps: { output: string }[] };
    expect(jumps.map(({ output }) => output)).toContain('liquidatedCount');
    expect(jumps.length).toBeLessThanOrEqual(2);
  });

  it('takes no text for a formula, and leaves numbers as they are', () => {
    expect(csvOf([['=1+1', '+x', '-x', '@x', '\tx', 'a "b", c', -1, null, true]])).toBe(
      '\'=1+1,\'+x,\'-x,\'@x,\'\tx,"a ""b"", c",-1,,true\r\n',
    );
  });

  it.each([
    ['simulate', ['price-impact', '--draw', 'dailyVolatility=uniform:0.01:0.02', '--runs', '10', '--output', 'cost']],
    ['compare', ['price-impact', '--scenario', '=x: side=sell', '--output', 'cost']],
    ['sensitivities', ['price-impact', '--path', 'orderQuantity', '--output', 'cost']],
    ['solve', ['sell-off-feedback', ...FLAGS]],
    ['chain', ['{"steps": [{"id": "a", "calculator": "sell-off-feedback"}]}']],
  ])('has as many cells in each row of %s', async (name, args) => {
    const { status, stdout } = await run(['analyse', name, ...args, '--csv']);
    const [head, ...rows] = stdout.trimEnd().split('\r\n');
    expect([status, rows.length > 0]).toEqual([0, true]);
    const cells = (row = '') => row.replaceAll(/"[^"]*"/g, '').split(',').length;
    for (const row of rows) expect(cells(row)).toBe(cells(head));
    expect(stdout).not.toMatch(/^[=+@]/m);
  });
});

it('ranks no parameter in a table that does not move the output', async () => {
  const args = ['--output', 'temporaryImpact,priceImpact', '--csv'];
  const { stdout } = await run(['analyse', 'sensitivities', 'price-impact', ...args]);
  const [head = '', ...rows] = stdout.trimEnd().split('\r\n');
  const [output, swing, rank] = ['output', 'swing', 'rank'].map((name) => head.split(',').indexOf(name));
  const ranks = rows
    .map((row) => row.split(','))
    .map((cells) => [output, swing, rank].map((column) => cells[column as number] ?? ''));
  for (const [, moved = '', place] of ranks) expect([moved, place !== '']).toEqual([moved, Number(moved) > 0]);
  // As in the cases: five parameters move the impact, and this model has no temporary impact.
  const places = (name: string) => ranks.flatMap(([of, , place]) => (of === name && place ? [Number(place)] : []));
  expect(places('priceImpact').sort()).toEqual([1, 2, 3, 4, 5]);
  expect(places('temporaryImpact')).toEqual([]);
});

describe('a word as a target', () => {
  it('is answered by what can be one', async () => {
    const bracket = ['--unknown', 'shock', '--from', '0', '--to', '0.5', '--target', 'status'];
    const refused = async (...args: string[]) =>
      (await run(['analyse', 'solve', 'liquidation-cascade', ...bracket, ...args])).stderr;
    expect(await refused('--equals', '1')).toMatch(
      /^target\.output: NOT_NUMERIC: must be a number, but status is a word; the numeric outputs of liquidation-cascade are rounds, /,
    );
    expect(await refused('--equals', 'converged')).toMatch(
      /It must be a number, but got the word "converged"; targets are numeric\.\n/,
    );
    expect(await refused('--at-least', 'true')).toMatch(/It must be a number: 1 for true, 0 for false\.\n/);
  });
});

describe('JSON', () => {
  it('is given in the same ways to all commands, as their help says', async () => {
    for (const args of [['calculate'], ['analyse', 'solve'], ['analyse', 'chain']]) {
      const { stdout } = await run([...args, '--help']);
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
        'as JSON: a file or @file, - for standard input, or the JSON itself',
      );
    }
  });
});

describe('the end', () => {
  it('comes with what there was time for, and status 1', async () => {
    const { status, stdout, stderr } = await run(['analyse', 'sweep', '-', '--time-limit', '1'], { input: ENDLESS });
    expect([status, stderr]).toEqual([
      1,
      'the time limit was reached with 2 runs not done: raise --time-limit, or ask for fewer runs\n',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ statuses: ['TIMEOUT', 'TIMEOUT'] });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('comes with %s, and status 130', async (signal) => {
    const pool = createPool({ size: 1 });
    const written: string[] = [];
    const catching = jest.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    const ended = analyseIn(pool, 'sweep', JSON.parse(ENDLESS) as object, {});
    process.emit(signal);
    expect(await ended).toBe(130);
    catching.mockRestore();
    expect(written).toContain('interrupted\n');
    expect(process.listenerCount(signal)).toBe(0);
    await pool.close();
  });
});
