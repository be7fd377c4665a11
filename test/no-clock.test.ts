/** No test depends on time or load: this one reads all the others. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from './support/program.ts';

/** What a test does not do, and what it does instead. */
const RULES: [RegExp, string][] = [
  [
    /\b(?:performance|Date)\.now\(|\bnew Date\(\)|\bhrtime\b|\bprocess\.uptime\(|\bconsole\.time/,
    'reads a clock: count turns (support/clock.ts), steps (support/steps.ts), calls or bytes, or move a stopped clock on',
  ],
  [
    /\b(?:cpuUsage|resourceUsage|monitorEventLoopDelay|eventLoopUtilization|PerformanceObserver|loadavg)\b/,
    'measures load: count turns (support/clock.ts) or steps (support/steps.ts), and leave times to bench/',
  ],
  [
    /(?<!jest\.)\bset(?:Timeout|Interval)\(|\bset(?:Timeout|Interval)\b.+\btimers\/promises'|\bwaitForTimeout\(|\bnetworkidle\b|\bAtomics\.wait\(/,
    'sleeps: wait for what is to come about (support/until.ts), or move a stopped clock on (support/clock.ts)',
  ],
  [
    /\bretryTimes\b|\bleast disturbed\b|\bquiet machine\b|\bmachine that does nothing else\b/,
    'tries until nothing disturbs it: assert what holds at the first try, on any machine',
  ],
];

/** This file; where clocks are moved, and waited for; and what is being rewritten. */
const ALLOWED = new Set([
  ...['test/no-clock.test.ts', 'test/support/clock.ts', 'test/support/until.ts'],
  'test/neo4j/faults.test.ts', // reads the clock that it drives, and waits for a server that has another
]);

/** `file:line what it does: what to do instead`, one for each line that breaks a rule. */
function faultsIn(file: string, text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, i) =>
      RULES.filter(([pattern]) => pattern.test(line)).map(([, advice]) => `${file}:${i + 1} ${advice}`),
    );
}

describe('no test depends on time or load', () => {
  const files = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[jt]s$/.test(name))
    .map((name) => `test/${name}`);

  it('in this project', () => {
    expect(files.length).toBeGreaterThan(100);
    const read = files.filter((file) => !ALLOWED.has(file));
    expect(read.flatMap((file) => faultsIn(file, readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
  });

  it.each([
    'const began = performance.now();',
    'expect(Date.now() - began).toBeLessThan(500);',
    'const now = new Date();',
    'const start = process.cpuUsage();',
    'const delay = monitorEventLoopDelay({ resolution: 5 });',
    'await new Promise((resolve) => setTimeout(resolve, 50));',
    'const count = setInterval(() => turns++, 1);',
    "import { setTimeout } from 'node:timers/promises';",
    "import { setImmediate, setTimeout as sleep } from 'node:timers/promises';",
    'await page.waitForTimeout(100);',
    "await page.waitForLoadState('networkidle');",
    '// The least disturbed of three tries tells what is ours.',
    'jest.retryTimes(2);',
    'expect(time).toBeLessThan(150); // 50 on a quiet machine',
  ])('finds %s', (line) => {
    expect(faultsIn('a.ts', `first\n${line}`)).toEqual([expect.stringMatching(/^a\.ts:2 .+: .+/)]);
  });

  it.each([
    'jest.setTimeout(60_000);',
    "import { setImmediate } from 'node:timers/promises';",
    "const at = new Date('2026-01-01');",
    "const clock = jest.spyOn(performance, 'now').mockImplementation(() => now);",
  ])('lets be %s', (line) => {
    expect(faultsIn('a.ts', line)).toEqual([]);
  });
});
