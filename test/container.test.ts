/** The image, as far as it shows without an engine: what the Dockerfile copies is all that the service needs. */
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ROOT, start, temporaryFolder } from './support/program.ts';

const folder = temporaryFolder();
afterAll(folder.remove);
const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');

describe('the image', () => {
  const [, , last = ''] = dockerfile.split(/^FROM .*$/m);
  const copies = [...last.matchAll(/^COPY --from=build \/app\/(\S+) \.\/(\S*)$/gm)].map(([, from = '', to = '']) => [
    from,
    to.endsWith('/') || to === '' ? from : to,
  ]);

  it('has what the service runs with, and serves from nothing else', async () => {
    expect(copies.length).toBeGreaterThan(5);
    for (const [from = '', to = ''] of copies)
      cpSync(join(ROOT, from), join(folder.path, 'app', to), { recursive: true });
    expect(existsSync(join(folder.path, 'app', 'node_modules', 'graphql'))).toBe(false);
    const service = start(['serve', '--demo', '--port', '0', '--store', `file:${folder.path}/data/riskgraph.db`], {
      cwd: folder.path,
      program: join(folder.path, 'app', 'bin', 'riskgraph.js'),
      env: { NODE_ENV: 'production' },
    });
    const [, url = ''] = await service.says(/^GraphQL +(http:\S+)\/graphql$/m);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    service.child.kill('SIGTERM');
    expect((await service.ended).status).toBe(0);
  });

  it('runs as an ordinary user', () => {
    expect(last).toMatch(/^USER node$/m);
    expect(last.indexOf('USER node')).toBeLessThan(last.indexOf('ENTRYPOINT'));
  });
});
