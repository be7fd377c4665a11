import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { PACKAGE_ROOT } from '../../src/package-root.ts';

/**
 * Makes objects that stay, then lets the young generation grow, with the script instead of a clock triggering its
 * checks; prints the generation's size in bytes before, in between and after.
 */
const SCRIPT = `
  import { getHeapSpaceStatistics } from 'node:v8';
  import { keepYoungGeneration } from './src/cli/young-generation.ts';
  const bytes = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size;
  const makeObjects = (count) => { globalThis.kept = Array.from({ length: count }, (_, i) => ({ i, list: [i] })); };
  let look = () => {};
  globalThis.setInterval = (each) => ({ unref: () => { look = each; } });
  const youngGeneration = keepYoungGeneration();
  const sizes = [bytes()];
  makeObjects(300_000);
  sizes.push(bytes());
  youngGeneration.letGrow();
  for (let looks = 0; looks < 50; looks++) look();
  for (let looks = 0; looks < 150; looks++) look();
  sizes.push(bytes());
  console.log(JSON.stringify(sizes));`;

describe('the young generation of a service', () => {
  const sizes = (...options: string[]) => {
    const args = [...options, '--import', 'tsx', '--input-type=module', '--eval', SCRIPT];
    const printed = execFileSync(process.execPath, args, { cwd: PACKAGE_ROOT, encoding: 'utf8' });
    const [before, kept, grown] = JSON.parse(printed) as [number, number, number];
    // V8 allocates the semi-space for copying when it first needs it.
    return { before: 2 * before, kept, grown };
  };

  it('grows for what stays only once it is let, up to its bound', () => {
    const { before, kept, grown } = sizes();
    expect(kept).toBeLessThanOrEqual(before);
    expect(grown).toBe(2 ** 24);
  });

  it('is as large as somebody has said', () => {
    expect(sizes('--max-semi-space-size=2').grown).toBe(2 ** 22);
    const { before, kept } = sizes('--max-semi-space-size=32');
    expect(kept).toBeGreaterThan(before);
  });
});
