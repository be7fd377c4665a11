/**
 * Runs every snippet of docs/clients.md against the built service on a free port: writes them out, runs the clients'
 * compilers, checks all types, and runs `checks/`. Exits with the status of the first step that fails.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { transformFileSync } from '@babel/core';
import { CLIENTS, DOCUMENTED, ROOT, writeDocumented } from './documented.ts';

const PROGRAM = join(ROOT, 'bin', 'riskgraph.js');
const bare = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('RISKGRAPH_')));
const service = spawn(process.execPath, [PROGRAM, 'serve', '--demo', '--store', 'memory:', '--port', '0'], {
  env: bare,
});
process.once('exit', () => service.kill());

const env = { ...bare, PATH: [join(CLIENTS, 'node_modules', '.bin'), process.env.PATH].join(delimiter) };

/** Runs a command to its end; if it fails, exits with its status. */
function step(name: string, command: string, args: readonly string[], options: object = {}): string {
  process.stdout.write(`${name}\n`);
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: DOCUMENTED,
    env,
    encoding: 'utf8',
    ...options,
  });
  if (status === 0) return stdout;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error ?? ''}\n!! ${name} failed\n`);
  process.exit(status ?? 1);
}

const origin = await new Promise<string>((resolve, reject) => {
  let said = '';
  service.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    const [, found] = /^GraphQL +(http:\S+)\/graphql$/m.exec(said) ?? [];
    if (found !== undefined) resolve(found);
  });
  service.on('close', () => reject(new Error(`the service ended: ${said}`)));
});

writeDocumented(origin);
const schema = step('riskgraph schema', process.execPath, [PROGRAM, 'schema']);
writeFileSync(join(DOCUMENTED, 'schema.graphql'), schema);
const relay = JSON.parse(readFileSync(join(DOCUMENTED, 'relay.config.json'), 'utf8'));
// Without this it would stage its output in git.
writeFileSync(join(DOCUMENTED, 'relay.test.json'), JSON.stringify({ ...relay, noSourceControl: true }));
step('relay-compiler', 'relay-compiler', ['relay.test.json']);
step('graphql-codegen', 'graphql-codegen', ['--config', 'codegen.ts']);
step('gql.tada', 'gql.tada', ['generate-output']);
step('tsc', 'tsc', ['--project', CLIENTS]);
compileRelayTags();
const checks = readdirSync(join(CLIENTS, 'checks')).map((name) => join(CLIENTS, 'checks', name));
// Relay caches what it fetched for minutes, and its timers would keep the process alive.
step('checks', process.execPath, ['--import', 'tsx', '--test', '--test-force-exit', ...checks], {
  cwd: ROOT,
  env: { ...env, SERVICE: origin, TSX_TSCONFIG_PATH: join(CLIENTS, 'tsconfig.json') },
  stdio: 'inherit',
});
process.exit(0);

/** Like babel-plugin-relay in an application's build: replaces each `graphql` tag with the compiler's output. */
function compileRelayTags(): void {
  const folder = join(DOCUMENTED, 'relay');
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.tsx'))) {
    const { code } =
      transformFileSync(join(folder, name), {
        cwd: CLIENTS,
        babelrc: false,
        configFile: false,
        parserOpts: { plugins: ['typescript', 'jsx'] },
        plugins: [['relay', { eagerEsModules: true }]],
      }) ?? {};
    writeFileSync(join(folder, name), code ?? '');
  }
}
