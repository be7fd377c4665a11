import { execFileSync } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { PACKAGE_ROOT } from '../../src/package-root.ts';

/** Keeps many objects, while others live just long enough to leave the young generation. */
const SCRIPT = `
  import { keepHeapSmall } from './src/cli/heap-growth.ts';
  if (process.argv.includes('small')) keepHeapSmall();
  const made = (count) => Array.from({ length: count }, (_, i) => ({ i, list: [i] }));
  globalThis.kept = made(500_000);
  const living = [];
  for (let turn = 0; turn < 4_000; turn++) living[turn % 10] = made(5_000);`;

/** How many times V8 collects the whole heap; single-threaded, so that this is reproducible. */
function collections(...given: string[]): number {
  const options = ['--trace-gc', '--single-threaded-gc', '--max-semi-space-size=1', '--import', 'tsx'];
  const args = [...options, '--input-type=module', '--eval', SCRIPT, ...given];
  const printed = execFileSync(process.execPath, args, { cwd: PACKAGE_ROOT, encoding: 'utf8' });
  return printed.match(/: Mark-/g)?.length ?? 0;
}

it('looks for what is no longer used when the heap has doubled, where it would look when it is four times as large', () => {
  expect(collections('small')).toBeGreaterThan(1.5 * collections());
});
