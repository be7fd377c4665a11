/** No test may depend on time or load: this one checks the others' sources. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from './support/program.ts';

/** What a test must not do, and what to do instead. */
const RULES: [RegExp, string][] = [
  [
    /\b(?:performance|Date)\.now\b|\bperformance\.(?:timeOrigin|mark|measure)\b|\bnew Date(?!\()\b|\b(?:new )?Date\(\)|\bhrtime\b|\bprocess\.uptime\(|\bconsole\.time|\bTemporal\.Now\b|\b(?:[acm]|birth)time(?:Ms|Ns)?\b/,
    'reads a clock: count turns (support/clock.ts), steps (support/steps.ts), calls or bytes, or move a stopped clock on',
  ],
  [
    /\b(?:cpuUsage|resourceUsage|memoryUsage|heapUsed|getHeapStatistics|monitorEventLoopDelay|eventLoopUtilization|PerformanceObserver|loadavg|schedstat)\b/,
    'measures load: count turns (support/clock.ts) or steps (support/steps.ts), and leave times to bench/',
  ],
  [
    /(?<!jest\.)\bset(?:Timeout|Interval)\(|\bset(?:Timeout|Interval)\b.+\btimers\/promises'|\bwaitForTimeout\(|\bnetworkidle\b|\bAtomics\.wait\(|\bAbortSignal\.timeout\(|\bscheduler\.wait\(|(?:['"`;]|\b)sleep\b(?=['"`(]| \d)/,
    'sleeps: wait for what is to come about (support/until.ts), or move a stopped clock on (support/clock.ts)',
  ],
  [
    /\bretryTimes\b|\bleast disturbed\b|\bquiet machine\b|\bmachine that does nothing else\b/,
    'tries until nothing disturbs it: assert what holds at the first try, on any machine',
  ],
  [
    /\btimeout: *\d|\bsetDefaultTimeout\(\d|(?:\bjest\.setTimeout\(|_MS = )(?!\d{3}_\d{3}|\d{1,3}_\d{3}_\d{3})\d|^ *\}, (?!\d{3}_\d{3}|\d{1,3}_\d{3}_\d{3})[1-9]\d*_\d+\);$/,
    'is impatient: only what never ends may meet a limit of time, of at least 100_000 ms',
  ],
  [
    /\bspawn(?:Sync)?\(process\.execPath|\b(?:spawn|exec(?:File)?)(?:Sync)?\(.*\briskgraph\.js\b/,
    'starts the program by itself: support/program.ts leaves out of what it says the lines that come by the clock',
  ],
];

/** Exceptions: this file, and the helpers that control clocks, wait, or start programs. */
const ALLOWED = new Set([
  ...['test/no-clock.test.ts', 'test/support/clock.ts', 'test/support/until.ts', 'test/support/program.ts'],
  'test/clients/run.ts', // runs by itself, without jest
  'test/store/sqlite-full-disk.test.ts', // in a shell with a file size limit; it skips such lines
]);

/** `file:line what it does: what to do instead`, one per line that breaks a rule. */
function faultsIn(file: string, text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, i) =>
      RULES.filter(([pattern]) => pattern.test(line)).map(([, advice]) => `${file}:${i + 1} ${advice}`),
    );
}

describe('no test depends on time or load', () => {
  const files = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[jt]sx?$/.test(name) && !/\b(?:node_modules|documented)\//.test(name))
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
    'const clock = { now: Date.now };',
    'const began = new Date;',
    'expect(statSync(file).mtimeMs).toBe(before);',
    'const before = process.memoryUsage().rss;',
    'signal: AbortSignal.timeout(5_000),',
    "const child = spawn('sleep', ['1000']);",
    "execFileSync('sh', ['-c', 'riskgraph serve & sleep 1; kill $!']);",
    '  }, 20_000);',
    'jest.setTimeout(60_000);',
    'const PATIENCE_MS = 20_000;',
    "await page.waitForSelector('a', { timeout: 500 });",
    "const child = spawn(process.execPath, ['bin/riskgraph.js', 'serve']);",
  ])('finds %s', (line) => {
    expect(faultsIn('a.ts', `first\n${line}`)).toEqual([expect.stringMatching(/^a\.ts:2 .+: .+/)]);
  });

  it.each([
    'jest.setTimeout(600_000);',
    '  }, 3_600_000);',
    "import { setImmediate } from 'node:timers/promises';",
    "const at = new Date('2026-01-01');",
    "const clock = jest.spyOn(performance, 'now').mockImplementation(() => now);",
  ])('lets be %s', (line) => {
    expect(faultsIn('a.ts', line)).toEqual([]);
  });
});
