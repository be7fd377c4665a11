/** The image and its compose file, as far as they can be tested without a container engine. */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { openStore } from '../src/store/open.ts';
import { copyDependencies } from './support/installed.ts';
import { ROOT, start, temporaryFolder } from './support/program.ts';

const folder = temporaryFolder();
afterAll(folder.remove);
const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
const compose = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
const { services, secrets } = parse(compose, { merge: true });
const [, build = '', last = ''] = dockerfile.split(/^FROM /m);

/** Exit status of the image's health check, in the image's environment plus these variables. */
function health(env: Record<string, string>): Promise<number> {
  const [, json = '[]'] = /^HEALTHCHECK [^\n]*\\\n +CMD (\[.*\])$/m.exec(last) ?? [];
  const [program, ...args] = JSON.parse(json) as string[];
  expect(program).toBe('node');
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { env }, () => resolve(child.exitCode ?? -1));
  });
}

describe('the image', () => {
  const copies = [...last.matchAll(/^COPY --from=build \/app\/(\S+) \.\/(\S*)$/gm)].map(([, from = '', to = '']) => [
    from,
    to.endsWith('/') || to === '' ? from : to,
  ]);

  it('has what the service runs with, serves from nothing else, and knows on its port whether it does', async () => {
    expect(copies.length).toBeGreaterThan(5);
    for (const [from = '', to = ''] of copies) {
      if (from === 'node_modules') copyDependencies(join(folder.path, 'app'));
      else cpSync(join(ROOT, from), join(folder.path, 'app', to), { recursive: true });
    }
    expect(existsSync(join(folder.path, 'app', 'node_modules', 'graphql'))).toBe(false);
    const service = start(['serve', '--demo', '--port', '0', '--store', `file:${folder.path}/data/riskgraph.db`], {
      cwd: folder.path,
      program: join(folder.path, 'app', 'bin', 'riskgraph.js'),
      env: { NODE_ENV: 'production' },
    });
    const [, url = ''] = await service.says(/^GraphQL +(http:\S+)\/graphql$/m);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const env = { RISKGRAPH_PORT: new URL(url).port };
    expect(await health(env)).toBe(0);
    service.child.kill('SIGTERM');
    expect((await service.ended).status).toBe(0);
    expect(await health(env)).toBe(1);
  });

  it('is built from the lock file without running scripts of packages, on an image that cannot change', () => {
    expect(dockerfile).toMatch(/^ARG NODE=node:\d+\.\d+\.\d+-\S+@sha256:[0-9a-f]{64}$/m);
    for (const stage of [build, last]) expect(stage).toMatch(/^\$\{NODE\}\s/);
    expect(build).toMatch(/^RUN npm ci --ignore-scripts/m);
    expect(build).toMatch(/npm prune --omit=dev --ignore-scripts$/m);
  });

  it('runs as an ordinary user', () => {
    expect(last).toMatch(/^USER node$/m);
    expect(last.indexOf('USER node')).toBeLessThan(last.indexOf('ENTRYPOINT'));
  });
});

describe('the compose file', () => {
  it('takes from the service what it does not need', () => {
    expect(services.riskgraph).toMatchObject({
      read_only: true,
      tmpfs: [expect.stringMatching(/^\/tmp:.*size=\d+m.*noexec/)],
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      mem_limit: expect.stringMatching(/^\d+[mg]$/),
      pids_limit: expect.any(Number),
    });
    expect(compose).not.toMatch(/docker\.sock|privileged: *true|network_mode|cap_add/);
  });

  it.each(Object.keys(services))(
    'bounds the memory, the processes and the logs of %s, and lets it end in order',
    (name) => {
      expect(services[name]).toMatchObject({
        security_opt: ['no-new-privileges:true'],
        mem_limit: expect.any(String),
        pids_limit: expect.any(Number),
        stop_grace_period: expect.any(String),
        logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '5' } },
      });
      for (const port of services[name].ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    },
  );

  it('pins the images that it does not build', () => {
    const images = Object.values<{ image?: string }>(services).flatMap(({ image }) => image ?? []);
    expect(images).toEqual([expect.stringMatching(/^neo4j:5\.26\.\d+-community@sha256:[0-9a-f]{64}$/)]);
  });

  it('keeps the password in a file that neither git nor the image gets', () => {
    expect(secrets['neo4j-password'].file).toMatch(/^\$\{NEO4J_PASSWORD_FILE:-\.\/neo4j-password\}$/);
    expect(readFileSync(join(ROOT, '.gitignore'), 'utf8').split('\n')).toContain('neo4j-password');
    expect(readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n')[0]).toBe('*');
    for (const service of Object.values<{ environment: object; secrets: string[] }>(services)) {
      expect(service.secrets).toEqual(['neo4j-password']);
      expect(Object.keys(service.environment)).not.toContain('NEO4J_PASSWORD');
    }
    expect(services.riskgraph.environment.NEO4J_PASSWORD_FILE).toBe('/run/secrets/neo4j-password');
  });
});

describe('NEO4J_PASSWORD_FILE', () => {
  const at = (name: string) => join(folder.path, name);
  const open = (environment: object) => openStore('bolt://127.0.0.1:1', environment);

  it('names a file with a password, or the program says what is wrong with it', async () => {
    writeFileSync(at('empty'), '\n');
    await expect(open({ NEO4J_PASSWORD_FILE: at('nowhere') })).rejects.toThrow(
      `NEO4J_PASSWORD_FILE: ${at('nowhere')} cannot be read: no such file or directory`,
    );
    await expect(open({ NEO4J_PASSWORD_FILE: at('empty') })).rejects.toThrow(
      `NEO4J_PASSWORD_FILE: ${at('empty')} is empty, but must hold a password`,
    );
    await expect(open({ NEO4J_PASSWORD_FILE: at('empty'), NEO4J_PASSWORD: 'secret' })).rejects.toThrow(
      'NEO4J_PASSWORD and NEO4J_PASSWORD_FILE are both set, but only one of them may be',
    );
  });
});
