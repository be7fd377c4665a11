/** Fails on a known advisory of high severity in a package that users get; says so if the check is impossible. */
import { spawnSync } from 'node:child_process';
import { PACKAGE_ROOT } from '../src/package-root.ts';
import { verdictOn } from './advisories.ts';
import { shippedPackages } from './shipped.ts';

const { stdout } = spawnSync('npm', ['audit', '--json'], { cwd: PACKAGE_ROOT, encoding: 'utf8', maxBuffer: 2 ** 26 });
const { lines, isRefused } = verdictOn(JSON.parse(stdout || '{}'), shippedPackages());
for (const line of lines) console.log(line);
process.exitCode = isRefused ? 1 : 0;
