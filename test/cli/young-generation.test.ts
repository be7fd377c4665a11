import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { PACKAGE_ROOT } from '../../src/package-root.ts';

/** Makes objects that stay; prints the bytes of the young generation before and after. */
const SCRIPT = `
  import { getHeapSpaceStatistics } from 'node:v8';
  import { keepYoungGeneration } from './src/cli/young-generation.ts';
  const bytes = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size;
  keepYoungGeneration();
  const before = bytes();
  globalThis.kept = Array.from({ length: 300_000 }, (_, i) => ({ i, list: [i] }));
  console.log(JSON.stringify([before, bytes()]));`;

describe('the young generation of a service', () => {
  const grows = (...options: string[]) => {
    const args = [...options, '--import', 'tsx', '--input-type=module', '--eval', SCRIPT];
    const printed = execFileSync(process.execPath, args, { cwd: PACKAGE_ROOT, encoding: 'utf8' });
    const [before, after] = JSON.parse(printed) as [number, number];
    // The half that objects are copied to is made when it is needed first.
    return after > 2 * before;
  };

  it('does not grow for what stays, unless somebody has said how large it may be', () => {
    expect(grows()).toBe(false);
    expect(grows('--max-semi-space-size=32')).toBe(true);
  });
});
