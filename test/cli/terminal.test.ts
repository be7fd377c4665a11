import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { progressLine } from '../../src/cli/terminal.ts';
import { passes, stopClock } from '../support/clock.ts';

describe('progress where no terminal is', () => {
  const lines: string[] = [];
  beforeEach(() => {
    stopClock();
    lines.length = 0;
    jest.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('is a line every five seconds, and none of a run that is shorter', async () => {
    const progress = progressLine(false);
    for (let second = 1; second <= 11; second++) {
      await passes(1_000);
      progress.show(`reading ${second} of 11`);
    }
    progress.end();
    expect(lines.filter((line) => line.startsWith('reading'))).toEqual(['reading 5 of 11\n', 'reading 10 of 11\n']);
  });
});
