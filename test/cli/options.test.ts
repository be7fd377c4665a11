import { afterEach, describe, expect, it } from '@jest/globals';
import { Command, Option } from 'commander';
import { readSwitches } from '../../src/cli/options.ts';
import { UsageError } from '../../src/errors.ts';

const VARIABLE = 'RISKGRAPH_TEST_SWITCH';
afterEach(() => {
  delete process.env[VARIABLE];
});

function switched(variable: string | undefined, args: string[] = []): unknown {
  if (variable !== undefined) process.env[VARIABLE] = variable;
  return new Command()
    .addOption(new Option('--prune').env(VARIABLE))
    .hook('preAction', (_, command) => readSwitches(command))
    .action(() => {})
    .parse(args, { from: 'user' })
    .opts().prune;
}

describe('a switch', () => {
  it.each(['true', '1', 'yes', 'on', 'On', ' true '])('is on where its variable says %j', (word) => {
    expect(switched(word)).toBe(true);
  });

  it.each(['false', '0', 'no', 'off', 'OFF'])('is off where its variable says %j', (word) => {
    expect(switched(word)).toBe(false);
  });

  it('is on where it is given, whatever its variable says', () => {
    expect(switched(undefined)).toBeUndefined();
    expect(switched('false', ['--prune'])).toBe(true);
  });

  it.each(['maybe', '2', 'truee'])('is refused where its variable says %j', (word) => {
    expect(() => switched(word)).toThrow(
      new UsageError(`${VARIABLE} must be true, 1, yes, on, false, 0, no, off or empty, but got "${word}"`),
    );
  });
});
