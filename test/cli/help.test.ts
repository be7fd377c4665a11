/** What a user is shown who asks for help, or needs it. */
import { describe, expect, it } from '@jest/globals';
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
