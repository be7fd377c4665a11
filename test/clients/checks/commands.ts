/** Shell snippets: curl, and Python with the packages that the documentation installs. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { CLIENTS, DOCUMENTED, documentedBlocks } from '../documented';

const blocks = documentedBlocks(process.env.SERVICE ?? '');
const isThere = (program: string) => spawnSync(program, ['--version']).status === 0;
/** With NO_SKIPS, nothing may be skipped. */
const unless = (program: string) => !process.env.NO_SKIPS && !isThere(program) && `there is no ${program}`;

test('curl gets the answers that are printed', { skip: unless('curl') }, () => {
  const asked = blocks.flatMap(({ language, code }, i) => (language === 'sh' && code.startsWith('curl') ? [i] : []));
  assert.equal(asked.length, 2);
  for (const i of asked) {
    const printed = execFileSync('sh', ['-c', blocks[i]?.code ?? ''], { encoding: 'utf8' });
    assert.deepEqual(JSON.parse(printed), JSON.parse(blocks[i + 1]?.code ?? ''));
  }
});

test('Python gets the figure that is printed', { skip: unless('python3') }, () => {
  const venv = mkdtempSync(join(tmpdir(), 'riskgraph-'));
  try {
    execFileSync('python3', ['-m', 'venv', venv]);
    execFileSync(join(venv, 'bin', 'pip'), [
      ...[
        'install',
        '--quiet',
        '--disable-pip-version-check',
        '--no-compile',
        '--requirement',
        join(CLIENTS, 'requirements.txt'),
      ],
    ]);
    const printed = execFileSync(join(venv, 'bin', 'python'), ['impact.py'], { cwd: DOCUMENTED, encoding: 'utf8' });
    assert.equal(printed, '0.002\n');
  } finally {
    rmSync(venv, { recursive: true, force: true });
  }
});
