/** What a user sees who asks for help or needs it. */
import { describe, expect, it } from '@jest/globals';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import { run } from '../support/program.ts';

describe('a command that is given wrongly', () => {
  it.each([
    [['calculate'], 'calculate'],
    [['serve', '--port', '99999'], 'serve'],
    [['export'], 'export'],
    [['ingest', '--base', 'x'], 'ingest'],
    [['episodes', '--colour'], 'episodes'],
    [['analyse', 'sweep'], 'analyse sweep'],
  ])('names its own help: %j', async (args, command) => {
    const { status, stderr } = await run(args);
    expect([status, stderr.trimEnd().split('\n').at(-1)]).toEqual([
      1,
      `(riskgraph ${command} --help lists the options)`,
    ]);
  });
});

describe('riskgraph help', () => {
  it('is that of a command, of an analysis too, and says which it does not know', async () => {
    for (const [args, usage] of [
      [['help'], 'Usage: riskgraph [options] [command]'],
      [['help', 'serve'], 'Usage: riskgraph serve [options]'],
      [['help', 'solve'], 'Usage: riskgraph analyse solve [options] <request>'],
      [['help', 'analyse', 'solve'], 'Usage: riskgraph analyse solve [options] <request>'],
    ] as const) {
      const { status, stdout, stderr } = await run(args);
      expect([args, status, stderr, stdout.split('\n')[0]]).toEqual([args, 0, '', usage]);
    }
    const { status, stdout, stderr } = await run(['help', 'dance']);
    expect([status, stdout, stderr.split('\n')[0]]).toEqual([1, '', "error: unknown command 'dance'"]);
    const { stdout: parameters } = await run(['help', 'calculate', 'liquidation-cascade']);
    expect(parameters).toContain('Parameters of liquidation-cascade');
  });
});

describe('riskgraph calculate', () => {
  const slugs = CALCULATORS.map(({ slug }) => slug);
  const listed = (text: string) =>
    (text.split(/one of\n|^Calculators:\n/m)[1] ?? '').match(/^ {2}[a-z-]+(?= )/gm)?.map((slug) => slug.trim());

  it('lists the calculators where none is named', async () => {
    const { status, stdout, stderr } = await run(['calculate']);
    expect([status, stdout, listed(stderr)]).toEqual([1, '', slugs]);
    for (const args of [
      ['calculate', '--help'],
      ['calculate', 'dance', '-h'],
      ['help', 'calculate'],
    ]) {
      const help = await run(args);
      expect([args, help.status, help.stderr, listed(help.stdout)]).toEqual([args, 0, '', slugs]);
      expect(help.stdout).toMatch(/^Usage: riskgraph calculate \[options\] <slug>\n/);
    }
  });

  it('lists the parameters of the one that is named before --help, a line each', async () => {
    const { status, stdout } = await run(['calculate', 'leveraged-etf-rebalancing', '--help']);
    const lines = stdout.split('\n');
    expect([status, lines[0]]).toEqual([0, 'Usage: riskgraph calculate [options] <slug>']);
    expect(stdout).toMatch(/--parameters <file>/);
    // Matches the catalogue.
    expect(lines).toContainEqual(
      expect.stringMatching(/^ {2}referencePrice \[quote\/base\] \(default: 100\): Price before the shock, P0\. /),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}funds \(default: an example\): /));
    expect(lines).toContainEqual(expect.stringMatching(/^ {4}leverage \[x\] \(required\): /));
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}closeVolume \[quote\] \(optional\): /));
    const { stdout: cascade } = await run(['calculate', 'liquidation-cascade', '-h']);
    expect(cascade).toMatch(/^ {2}direction \(down or up; default: "down"\): /m);
  });

  it('gives ranges, limits and shapes, and an example that runs', async () => {
    const helped = await run(['help', 'calculate', 'clearing-vector']);
    expect(helped.stdout).toMatch(
      /^ {2}liabilities .* A list of rows of numbers, square, such as \[\[0, 1\], \[2, 0\]\], at most /m,
    );
    expect(helped.stdout).toMatch(
      /^ {2}externalAssets .* A list of at most \d+ numbers\. At least 0, at most 1e15\.$/m,
    );
    const example = /^ {2}npx riskgraph calculate clearing-vector --parameters '(.*)'$/m.exec(helped.stdout)?.[1] ?? '';
    const { status, stdout } = await run(['calculate', 'clearing-vector', '--parameters', example]);
    expect([status, Object.keys(JSON.parse(stdout))]).toEqual([0, ['parameters', 'outputs', 'warnings']]);
  });
});

describe('a percentage where a number is wanted', () => {
  it.each([
    [
      ['calculate', 'sell-off-feedback', '--set', 'shock=10%'],
      /^shock: WRONG_TYPE: .*got "10%"; write 0\.1 for 10 %\n$/,
    ],
    [['analyse', 'sweep', 'price-impact', '--axis', 'dailyVolatility=5%:10%:3'], /got "5%"; write 0\.1 for 10 %\.\n/],
  ])('is answered by how it is written: %j', async (args, said) => {
    const { status, stderr } = await run(args);
    expect([status, stderr]).toEqual([1, expect.stringMatching(said)]);
  });
});
