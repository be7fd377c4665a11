/** The output printed in the README is what a reader gets. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ROOT, run, start, temporaryFolder } from './support/program.ts';

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const folder = temporaryFolder();
afterAll(folder.remove);

/** The fenced blocks of a section, in order, by language. */
function blocks(section: string, language: string): string[] {
  const text = README.split(/^## /m).find((part) => part.startsWith(section)) ?? '';
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, name]) => name === language)
    .map(([, , code = '']) => code);
}

/** JSON with numbers to ten digits: the last bits of a power differ between versions of Node. */
function rounded(json: string): unknown {
  return JSON.parse(json, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(10)) : value));
}

describe('the documentation', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
  const documents = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));

  it.each(['README.md', ...documents.map((name) => `docs/${name}`)])(
    'is whole, and names commands and files that are there: %s',
    (name) => {
      const text = readFileSync(join(ROOT, name), 'utf8');
      const commands = [...text.matchAll(/\bnpm run ([\w:]+)/g)].map(([, command = '']) => command);
      expect(commands.filter((command) => !(command in scripts))).toEqual([]);
      const prose = text.replace(/^( *)```.*?^\1```$/gms, '').replace(/`[^`\n]*`/g, '');
      expect(text).not.toMatch(/^(?:<{7}|>{7}) /m); // conflict markers
      const links = [...prose.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, path = '']) => path);
      expect(links.filter((path) => !existsSync(join(ROOT, dirname(name), path)))).toEqual([]);
    },
  );
});

describe('the README', () => {
  it('names the two commands of package.json', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    expect(blocks('Run it', 'sh')).toEqual(['npm ci && npm start\n']);
    expect(scripts.start).toContain('serve --demo');
    expect(README).toContain('npm ci && npm test');
  });

  it.each(['One query', 'Search and navigate', 'Analyse a model'])(
    'prints the answers that its queries get: %s',
    async (section) => {
      const service = start(['serve', '--demo', '--port', '0', '--store', `file:${folder.path}/demo.db`]);
      const [, url = ''] = await service.says(/^GraphQL +(http:\S+)$/m);
      const [query] = blocks(section, 'graphql');
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      const [answer = ''] = blocks(section, 'json');
      expect(rounded(await response.text())).toEqual(rounded(answer));
      service.child.kill('SIGTERM');
      await service.ended;
    },
  );

  it('prints the result of its calculation', async () => {
    const [command = ''] = blocks('Run a calculator', 'sh');
    const [, input, args = ''] = /^echo '(.*)' \| npx riskgraph (.*)\n$/.exec(command) ?? [];
    const { stdout } = await run(args.split(' '), { input: input ?? '' });
    const [outputs = ''] = blocks('Run a calculator', 'json');
    expect(rounded(stdout)).toMatchObject({ outputs: rounded(outputs) });
  });

  it('shows a widget whose script is served where it says, and a picture that is there', async () => {
    const [page = ''] = blocks('The widget', 'html');
    const [, path = ''] = /src="http:\/\/127\.0\.0\.1:4000(\/\S+)"/.exec(page) ?? [];
    const service = start(['serve', '--port', '0', '--store', 'memory:']);
    const [, url = ''] = await service.says(/^Riskgraph +(http:\S+)\/$/m);
    const script = await fetch(url + path);
    expect([script.status, script.headers.get('content-type')]).toEqual([200, expect.stringContaining('javascript')]);
    expect(await script.text()).toContain('term-lookup');
    service.child.kill('SIGTERM');
    await service.ended;
    for (const [, file = ''] of README.matchAll(/\]\((?!http)([^)#]+)\)/g))
      expect([file, existsSync(join(ROOT, file))]).toEqual([file, true]);
  });

  it('ingests and serves as its commands say', async () => {
    const commands = blocks('Your own glossary', 'sh')[0]?.trim().split('\n') ?? [];
    expect(commands).toHaveLength(2);
    const [ingest = '', serve = ''] = commands.map((line) => line.replace(/^npx riskgraph /, ''));
    const pages = join(ROOT, 'ingest', 'glossary');
    const ended = await run(ingest.replace('path/to/pages', pages).split(' '), { cwd: folder.path });
    expect(ended.status).toBe(0);
    const service = start([...serve.split(' '), '--port', '0'], { cwd: folder.path });
    const [, url = ''] = await service.says(/^GraphQL +(http:\S+)\/graphql$/m);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    // The default store may contain the bundled glossary.
    expect(existsSync(join(folder.path, 'data/riskgraph.db'))).toBe(false);
    service.child.kill('SIGTERM');
    expect((await service.ended).status).toBe(0);
  });
});
