/** Terms on the command line, over a store with the bundled glossary. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lookupCommand, pathCommand, relatedCommand, searchCommand } from '../../src/cli/terms/terms.ts';
import { openStore } from '../../src/store/open.ts';
import { follow } from '../support/documented.ts';
import { fillWithGlossary } from '../support/glossary.ts';
import { page } from '../support/pages.ts';
import { run, temporaryFolder } from '../support/program.ts';
import { write } from '../support/writing.ts';
import { ended } from './in-process.ts';

const folder = temporaryFolder();
afterAll(folder.remove);
const store = `file:${join(folder.path, 'glossary.db')}`;

beforeAll(async () => {
  const filled = await openStore(store);
  await fillWithGlossary(filled);
  await filled.close();
});

describe('riskgraph lookup', () => {
  it.each(['VaR', 'value-at-risk', 'Value at Risk', 'https://riskgraph.example/definition/value-at-risk/'])(
    'finds a term by its name, abbreviation, slug or page: %s',
    async (text) => {
      const { status, stdout, stderr } = await ended(() => lookupCommand(text, { store }));
      expect([status, stderr]).toEqual([0, '']);
      const [heading, also, ...lines] = stdout.split('\n');
      expect([heading, also]).toEqual(['Value at Risk (value-at-risk)', 'Also called: VaR']);
      expect(lines.join(' ')).toContain('not exceeded with a given probability: a quantile of the loss distribution.');
      for (const part of ['Texts', 'Related terms', 'Calculators', 'Pages']) expect(lines).toContain(part);
      expect(stdout).toContain(
        '\n  diversification-failure: Diversification failure: correlations converge to\n    one\n',
      );
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    },
  );

  it('prints what the tool for agents returns as JSON', async () => {
    const { stdout } = await ended(() => lookupCommand('margin call', { store, json: true }));
    expect(JSON.parse(stdout)).toMatchObject({
      concept: {
        ...{ slug: 'margin-call', name: 'Margin Call', isStub: false, alternateNames: ['Collateral calls'] },
        calculators: expect.arrayContaining([expect.objectContaining({ slug: 'liquidation-cascade' })]),
        pages: [{ url: 'https://riskgraph.example/definition/margin-call/' }],
      },
    });
  });

  it('asks back where no term has the name, only for names that are like it', async () => {
    const missed = async (text: string) => {
      const { status, stdout, stderr } = await ended(() => lookupCommand(text, { store, json: true }));
      expect([status, stdout]).toEqual([1, '']);
      return stderr;
    };
    expect(await missed('margn call')).toMatch(
      /^there is no term "margn call"; `riskgraph search` also searches the texts\. Did you mean margin-call\b.*\?\n$/,
    );
    expect(await missed('maintenance margin rate')).toMatch(/ Did you mean maintenance-margin\?\n$/);
    expect(await missed('nope')).toBe('there is no term "nope"; `riskgraph search` also searches the texts\n');
  });

  it('has a term chosen by its slug where several have the name', async () => {
    const twins = `file:${join(folder.path, 'twins.db')}`;
    const filled = await openStore(twins);
    await write(filled, [
      page('definition', 'basis', { name: 'Basis' }),
      page('definition', 'basis-2', { name: 'Basis' }),
    ]);
    await filled.close();
    expect(await ended(() => lookupCommand('Basis', { store: twins }))).toEqual({
      status: 1,
      stdout: '',
      stderr: '"Basis" is the name of several terms: choose one of basis, basis-2\n',
    });
    expect((await ended(() => lookupCommand('basis-2', { store: twins }))).stdout).toMatch(/^Basis \(basis-2\)\n/);
  });

  it('lets no page move the cursor', async () => {
    const hostile = `file:${join(folder.path, 'hostile.db')}`;
    const filled = await openStore(hostile);
    await write(filled, [page('definition', 'trap', { name: 'Trap\u001b[2J' })]);
    await filled.close();
    expect((await ended(() => lookupCommand('trap', { store: hostile }))).stdout).toMatch(
      /^Trap\\u001b\[2J \(trap\)\n/,
    );
  });

  it('says what is wrong with a store in one line', async () => {
    for (const [named, line] of [
      [
        'file:none.db',
        'none.db does not exist: name a store with --store, or add --demo to use the bundled glossary\n',
      ],
      ['memory:', 'the graph is empty: ingest pages first, or start with --demo\n'],
    ] as const)
      expect(await run(['lookup', 'VaR', '--store', named], { cwd: folder.path })).toEqual({
        status: 1,
        stdout: '',
        stderr: line,
      });
  });
});

describe('riskgraph search', () => {
  it('prints the terms with the passage that matched, and how many there are', async () => {
    const { status, stdout } = await ended(() =>
      searchCommand('who pays when a trader goes bankrupt?', { store, first: 1 }),
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/^1 of \d+ terms:\n\nInsurance Fund \(insurance-fund\)\n {2}…a liquidated/); // as in README
  });

  it('says for which words it looked where some were misspelt', async () => {
    const { stdout } = await ended(() => searchCommand('liquidaton cascade', { store, first: 1 }));
    expect(stdout).toMatch(/^Spelling corrected to "liquidation cascade"\n1 of \d+ terms:\n/);
  });

  it('ends with 1 where nothing is found', async () => {
    expect(await ended(() => searchCommand('xyzzyq', { store, first: 10 }))).toEqual({
      status: 1,
      stdout: '',
      stderr: 'no term mentions "xyzzyq"\n',
    });
  });
});

describe('riskgraph related', () => {
  it('prints what to read next, and relations by kind', async () => {
    const { stdout } = await ended(() => relatedCommand('Margin Call', { store, first: 2 }));
    expect(stdout).toMatch(
      /^What to read after Margin Call \(margin-call\)\n\nMargin Call Cascade \(margin-call-cascade\)\n {2}\w/,
    );
    expect(stdout).toMatch(/\n\n2 of \d+ relations\n {2}Part of: Leverage and Margin \(leverage-and-margin\)\n/);
  });
});

describe('riskgraph path', () => {
  it('prints each step with its kind, from either end', async () => {
    const found = async (from: string, to: string, maxHops = 6) =>
      ended(() => pathCommand(from, to, { store, maxHops }));
    expect((await found('Margin Call', 'contagion')).stdout).toBe(
      'Margin Call (margin-call)\n  Related terms: Clearing Payments (clearing-payments)\n  Related terms: Contagion (contagion)\n',
    );
    expect((await found('contagion', 'margin-call')).stdout.split('\n')).toEqual([
      'Contagion (contagion)',
      expect.stringMatching(/^ {2}[A-Z][a-z ]+: [A-Z].* \([a-z-]+\)$/),
      expect.stringMatching(/^ {2}[A-Z][a-z ]+: Margin Call \(margin-call\)$/),
      '',
    ]);
    expect(await found('margin-call', 'contagion', 1)).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^there is no such path/),
    });
  });
});

it('prints what its documentation shows', async () => {
  const shown = await follow('terms.md', folder.path);
  expect(shown).toHaveLength(2);
  for (const { printed, documented } of shown) expect(printed).toBe(documented);
});

it('refuses counts that are out of bounds, with the bounds', async () => {
  for (const [args, bounds] of [
    [['search', 'VaR', '--first', '101'], '1 to 100'],
    [['path', 'a', 'b', '--max-hops', '9'], '1 to 8'],
  ] as const) {
    const { status, stderr } = await run(args);
    expect([status, stderr]).toEqual([1, expect.stringContaining(`It must be a whole number from ${bounds}.`)]);
  }
});
