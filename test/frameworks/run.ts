/**
 * The widget's package as applications use it: installed from its tarball, built by Vite with React, Vue and Svelte,
 * rendered on a server, hydrated while its terms are being marked, and changed afterwards.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Browsing, startBrowsing } from '../browser/browsing.ts';
import { describeWithBrowser } from '../support/conditions.ts';
import { ROOT, temporaryFolder } from '../support/program.ts';
import { FIRST, type Harness } from './harness.ts';

const HERE = join(ROOT, 'test', 'frameworks');
/** Name of each framework's component language, in the documentation and as a file extension. */
const LANGUAGES: Record<string, string> = { react: 'tsx', vue: 'vue', svelte: 'svelte' };
const TYPES: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript' };

/** An application's folder, with the package installed from its tarball. */
const folder = temporaryFolder();
afterAll(folder.remove);
const installed = join(folder.path, 'node_modules', 'riskgraph-widget');

beforeAll(() => {
  node(join(ROOT, 'scripts', 'widget-package.js'), folder.path);
  mkdirSync(installed, { recursive: true });
  const [tarball = ''] = readdirSync(folder.path).filter((name) => name.endsWith('.tgz'));
  execFileSync('tar', ['-xzf', join(folder.path, tarball), '-C', installed, '--strip-components=1']);
  for (const name of readdirSync(join(HERE, 'node_modules'))) {
    symlinkSync(join(HERE, 'node_modules', name), join(folder.path, 'node_modules', name));
  }
  for (const name of readdirSync(HERE)) {
    if (name !== 'node_modules') cpSync(join(HERE, name), join(folder.path, name), { recursive: true });
  }
  writeComponents('https://risk.example');
});

describe('the package of the widget', () => {
  it('has at most 60 kB and no dependency', () => {
    const sizes = readdirSync(installed).map((name) => readFileSync(join(installed, name)).length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(60_000);
    const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    expect(Object.keys(manifest).filter((key) => /dependencies/i.test(key))).toEqual([]);
    expect(readFileSync(join(installed, manifest.customElements), 'utf8')).toContain('"tagName":"term-cards"');
    for (const name of ['README.md', 'LICENSE']) expect(readdirSync(installed)).toContain(name);
  });

  it('does nothing on a server', () => {
    const imports = ['', '/term-card', '/term-lookup'].map((part) => `await import('riskgraph-widget${part}');`);
    expect(node('--input-type=module', '--eval', imports.join('\n'))).toBe('');
  });

  it('types its elements in the templates of React, Preact, Vue and Svelte', () => {
    for (const framework of ['react', 'preact']) bin('tsc', '--project', framework);
    bin('vue-tsc', '--project', 'vue');
    process.env.FRAMEWORK = 'svelte';
    bin('svelte-check', '--workspace', 'svelte', '--tsconfig', './tsconfig.json', '--fail-on-warnings');
  });
});

describeWithBrowser('an application beside the service', () => {
  let browsing: Browsing;
  let server: Server;
  let address = '';
  beforeAll(async () => {
    browsing = await startBrowsing();
    writeComponents(browsing.url);
    server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '', 'http://localhost');
      response.setHeader('content-type', TYPES[extname(pathname)] ?? 'text/plain');
      response.end(readFileSync(join(folder.path, 'built', pathname)));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server?.close();
    await browsing?.stop();
  });

  it.each(Object.keys(LANGUAGES))(
    'of %s is hydrated over marked terms, and marks what it renders later',
    async (framework) => {
      build(framework);
      const { page, complaints } = await browsing.open(`${address}/${framework}/index.html`);
      page.on('console', (message) => {
        if (message.type() === 'warning') complaints.push(message.text());
      });
      await terms(page, ['margin call', 'collateral', 'slippage']);
      const [first = '', second = ''] = FIRST;

      await page.evaluate(() => (globalThis as unknown as Harness).hydrate());
      await page.waitForFunction(() => 'show' in globalThis);
      await show(page, ['Contagion came first.', second, first]);
      await terms(page, ['Contagion', 'margin call', 'slippage', 'collateral']);
      await show(page, [first]);
      await terms(page, ['margin call', 'collateral']);

      const card = page.locator('term-cards [part=card]');
      await page.mouse.move(...(await middleOfTerm(page)));
      await card.getByText('A demand by a broker').waitFor();
      await page.mouse.move(0, 0);
      await card.waitFor({ state: 'hidden' });
      await page.keyboard.press('Tab');
      await card.waitFor();
      await page.keyboard.press('ArrowDown');
      await card.getByText('Term 2 of 2').waitFor();
      await page.evaluate(() => addEventListener('click', (event) => event.preventDefault()));
      await card.getByRole('link').click();
      expect(await page.evaluate(() => (globalThis as unknown as Harness).chosen)).toEqual(['collateral']);

      await show(page, []);
      await terms(page, []);
      await page.evaluate(() => (globalThis as unknown as Harness).unmount());
      await page.waitForFunction(() => document.querySelector('#root')?.textContent?.trim() === '');
      expect(complaints).toEqual([]);
    },
  );
});

/** Writes the components from the documentation to files. */
function writeComponents(service: string): void {
  const docs = readFileSync(join(ROOT, 'docs', 'widget.md'), 'utf8');
  for (const [framework, language] of Object.entries(LANGUAGES)) {
    const [, snippet] = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(docs) ?? [];
    expect(snippet).toContain('https://risk.example');
    writeFileSync(
      join(folder.path, framework, `Article.${language}`),
      `${snippet}`.replace('https://risk.example', service),
    );
  }
}

/** Builds the application for both sides in development mode, in which frameworks report warnings. */
function build(framework: string): void {
  const script = framework === 'react' ? 'tsx' : 'ts';
  const vite = (...args: string[]) => {
    const said = bin('vite', 'build', '--mode', 'development', ...args);
    expect(said).not.toMatch(/riskgraph-widget|warn/i);
  };
  process.env.FRAMEWORK = framework;
  vite('--ssr', `${framework}/server.${script}`, '--outDir', `server/${framework}`);
  const server = join(folder.path, 'server', framework, 'server.js');
  const html = node('--input-type=module', '--eval', `console.log((await import('${server}')).html)`).trimEnd();
  writeFileSync(
    join(folder.path, 'index.html'),
    `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>${framework}</title>
    <script type="module" src="./${framework}/client.${script}"></script><div id="root">${html}</div></html>`,
  );
  vite('--outDir', `built/${framework}`, '--base', './');
}

function bin(name: string, ...args: string[]): string {
  return node(join(HERE, 'node_modules', '.bin', name), ...args);
}

/** A program's output, from both streams; throws an error with that output if it fails. */
function node(...args: string[]): string {
  const env = { ...process.env, NODE_ENV: 'development' };
  const command = [process.execPath, ...args].map((part) => `'${part.replaceAll("'", "'\\''")}'`).join(' ');
  try {
    return execFileSync('sh', ['-c', `${command} 2>&1`], { cwd: folder.path, encoding: 'utf8', env });
  } catch (error) {
    throw new Error((error as { stdout: string }).stdout);
  }
}

async function show(page: Page, texts: string[]): Promise<void> {
  await page.evaluate((next) => (globalThis as unknown as Harness).show(next), texts);
  await page.waitForFunction(
    (expected) =>
      [...document.querySelectorAll('term-cards p:not(.aside)')].map((p) => p.textContent).join('|') === expected,
    texts.join('|'),
  );
}

/** Waits until exactly these terms are marked. */
async function terms(page: Page, expected: readonly string[]): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      [...(document.querySelector('term-cards')?.shadowRoot?.querySelectorAll('[role=option]') ?? [])]
        .map((option) => option.textContent)
        .join('|') === wanted,
    expected.join('|'),
  );
}

/** The centre of the first term. */
function middleOfTerm(page: Page): Promise<[number, number]> {
  return page.evaluate(() => {
    const [range] = CSS.highlights.get('riskgraph-term') as unknown as Set<Range>;
    const { x, y, width, height } = (range as Range).getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  });
}
