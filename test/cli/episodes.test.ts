import { describe, expect, it } from '@jest/globals';
import { overview, story } from '../../src/cli/episodes.ts';
import type { Episode } from '../../src/episodes/kit/episode.ts';
import { EPISODES } from '../../src/episodes/registry.ts';
import { run } from '../support/program.ts';

describe('riskgraph episodes', () => {
  it('prints all of them as JSON where nobody reads along', async () => {
    const { status, stdout, stderr } = await run(['episodes']);
    expect([status, stderr]).toEqual([0, '']);
    const listed = JSON.parse(stdout) as Record<string, unknown>[];
    expect(listed.map(({ slug }) => slug)).toEqual(EPISODES.map(({ slug }) => slug));
    expect(listed.find(({ slug }) => slug === 'archegos-2021')).toEqual({
      slug: 'archegos-2021',
      title: 'Archegos: from $36 bn to less than nothing in a week',
      date: '2021-03-26',
      calculator: 'account-liquidation',
      comparison: [
        {
          output: 'bankruptcyMoveDown',
          observed: -0.2875, // (36 + 10) / 160
          model: -0.225, // 36 / 160
          error: expect.closeTo(0.0625, 9),
          relativeError: expect.closeTo(0.0625 / 0.2875, 9),
          hit: false,
        },
      ],
    });
  });

  it('prints one with its figures and its run', async () => {
    const { stdout } = await run(['episodes', 'circuit-breaker-2020-03-09', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      slug: 'circuit-breaker-2020-03-09',
      concepts: expect.arrayContaining(['circuit-breaker']),
      inputs: expect.arrayContaining([
        expect.objectContaining({ path: 'previousClose', value: 2972.37, unit: 'quote/base', standing: 'SURE' }),
      ]),
      observed: [{ output: 'haltCount' }, { output: 'totalHaltMinutes', unit: 'minute' }],
      run: { outputs: { haltCount: 1, totalHaltMinutes: 15 }, warnings: [] },
      comparison: [{ hit: true }, { hit: true }],
    });
  });

  it('names what it does not have, in one line', async () => {
    expect(await run(['episodes', 'dance'])).toEqual({
      status: 1,
      stdout: '',
      stderr: 'there is no episode "dance"; `riskgraph episodes` lists them\n',
    });
  });
});

describe('on a terminal', () => {
  it('all of them are a table with columns below one another', () => {
    const lines = overview().split('\n');
    expect(lines).toHaveLength(1 + EPISODES.flatMap(({ observed }) => observed).length);
    const column = lines[0]?.indexOf('result');
    for (const line of lines.slice(1)) expect(line.slice(column)).toMatch(/^(hits|misses)/);
    expect(overview()).toMatch(/2010-05-06 +flash-crash-2010 +priceImpact +0\.05 +0\.00272 +misses by 94\.6 %/);
  });

  it('one has a line for each figure, its source below, and what the run warns of', () => {
    const text = story(EPISODES.find(({ slug }) => slug === 'gilts-ldi-2022') as Episode);
    expect(text).toMatch(/^Liability-driven funds and long gilts \(2022-09-28\)\n/);
    expect(text).toMatch(/\n {2}dailyVolume +12,000,000,000 +base\/day +sure\n {4}Sir Jon Cunliffe/);
    expect(text).toMatch(
      /\n {2}priceImpact +observed 0\.247 +answer 0\.0469 +fraction +misses by 81 %\n {4}assumption: /,
    );
    expect(text).toContain("\n\nThe run warns: More than a day's volume");
  });
});
