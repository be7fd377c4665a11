/** The package as users get it: packed, then unpacked elsewhere with its runtime dependencies and no others. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { copyDependencies } from './support/installed.ts';
import { ROOT, run, start, temporaryFolder } from './support/program.ts';

const folder = temporaryFolder();
afterAll(folder.remove);
/** The layout that `npm install` of the package creates. */
const installed = join(folder.path, 'node_modules', 'riskgraph');
let files: string[] = [];

beforeAll(() => {
  // The package was built before the tests: rebuilding it would remove files that other tests use.
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder.path];
  const said = execFileSync('npm', pack, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' });
  const [{ filename, files: packed }] = JSON.parse(said) as [{ filename: string; files: { path: string }[] }];
  files = packed.map(({ path }) => path);
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder.path, filename), '-C', installed, '--strip-components=1']);
  copyDependencies(folder.path);
});

describe('the package', () => {
  it('holds what package.json names, and nothing that only its build needs', () => {
    const { bin, exports, customElements } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    const named = [bin, exports, customElements].flatMap(paths);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((path) => !existsSync(join(installed, path)))).toEqual([]);
    expect(files.filter((path) => /\.map$|(?<!\.d)\.ts$|\.test\./.test(path))).toEqual([]);
  });

  it('serves its glossary and calculates, with only its dependencies beside it', async () => {
    expect(existsSync(join(folder.path, 'node_modules', 'graphql'))).toBe(false);
    const program = join(installed, 'bin', 'riskgraph.js');
    const store = `file:${join(folder.path, 'riskgraph.db')}`;
    const options = { cwd: folder.path, program, env: { NODE_ENV: 'production' } };
    const service = start(['serve', '--demo', '--port', '0', '--store', store], options);
    const [, url = ''] = await service.says(/^GraphQL +(http:\S+)$/m);
    const query =
      '{ concept(slug: "margin-call") { name } calculate { liquidationCascade(input: { shock: 0.1 }) { status } } }';
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    expect(await response.json()).toEqual({
      data: { concept: { name: 'Margin Call' }, calculate: { liquidationCascade: { status: 'CONVERGED' } } },
    });
    for (const path of ['/', '/explorer', '/widget/term-lookup.js']) {
      expect([path, (await fetch(new URL(path, url))).status]).toEqual([path, 200]);
    }
    service.child.kill('SIGTERM');
    expect((await service.ended).status).toBe(0);
    expect(await run(['verify', '--store', store], options)).toMatchObject({ status: 0 });
  });
});

/** All paths in a value of package.json. */
function paths(value: unknown): string[] {
  return typeof value === 'string' ? [value] : Object.values(value as object).flatMap(paths);
}
