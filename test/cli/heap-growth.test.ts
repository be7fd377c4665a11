import { execFileSync } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { PACKAGE_ROOT } from '../../src/package-root.ts';

/**
 * Keeps much, beside which objects live just long enough to leave the young generation; prints how often as much as
 * is kept the heap has had at most.
 */
const SCRIPT = `
  import { getHeapStatistics } from 'node:v8';
  import { keepHeapSmall } from './src/cli/heap-growth.ts';
  if (process.argv.includes('small')) keepHeapSmall();
  const made = (count) => Array.from({ length: count }, (_, i) => ({ i, list: [i] }));
  globalThis.kept = made(500_000);
  gc();
  const used = getHeapStatistics().used_heap_size;
  let most = 0;
  const living = [];
  for (let turn = 0; turn < 600; turn++) {
    living[turn % 10] = made(5_000);
    most = Math.max(most, getHeapStatistics().used_heap_size);
  }
  console.log(most / used);`;

const growth = (...given: string[]) =>
  Number(
    execFileSync(
      process.execPath,
      ['--expose-gc', '--max-semi-space-size=1', '--import', 'tsx', '--input-type=module', '--eval', SCRIPT, ...given],
      { cwd: PACKAGE_ROOT, encoding: 'utf8' },
    ),
  );

it('grows to about twice what is used, where it would grow to four times that', () => {
  expect(growth('small')).toBeLessThan(0.8 * growth());
});
