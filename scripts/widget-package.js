/**
 * Builds and packs the npm package of the widget alone: `npm run pack:widget -- [FOLDER]`, by default into this one.
 *
 * It is for sites that bundle their scripts. Graphs and calculators are links to the service's pages there: their code
 * would be four fifths of the package.
 */
import { execFileSync } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { BROWSER, styleText } from '../src/web/build.js';

const root = join(import.meta.dirname, '..');
const source = join(root, 'src', 'widget');
const FRAMEWORKS = ['react', 'preact', 'vue', 'svelte'];
const ENTRIES = { index: 'package/index.ts', 'term-card': 'term-card.ts', 'term-lookup': 'term-lookup.ts' };

const linksForParts = {
  name: 'links for parts',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/further-parts\.ts$/ }, () => ({ path: join(source, 'further-links.ts') }));
  },
};

async function write(folder) {
  await build({
    ...BROWSER,
    entryPoints: Object.fromEntries(Object.entries(ENTRIES).map(([name, path]) => [name, join(source, path)])),
    outdir: folder,
    chunkNames: '[name]-[hash]',
    splitting: true,
    plugins: [styleText, linksForParts],
    absWorkingDir: root,
  });
  const { version, license } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const entry = (name) => ({ types: './elements.d.ts', default: `./${name}.js` });
  const manifest = {
    name: 'riskgraph-widget',
    version,
    description: 'Custom elements that explain terms of market risk on any page, from a Riskgraph service.',
    license,
    type: 'module',
    exports: {
      '.': entry('index'),
      './term-card': entry('term-card'),
      './term-lookup': entry('term-lookup'),
      ...Object.fromEntries(FRAMEWORKS.map((name) => [`./${name}`, { types: `./${name}.d.ts` }])),
      './custom-elements.json': './custom-elements.json',
      './package.json': './package.json',
    },
    customElements: 'custom-elements.json',
    keywords: ['web-components', 'custom-elements', 'glossary', 'market-risk'],
  };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const elements = JSON.parse(await readFile(join(source, 'custom-elements.json'), 'utf8'));
  await writeFile(join(folder, 'custom-elements.json'), JSON.stringify(elements));
  await copyFile(join(source, 'elements.d.ts'), join(folder, 'elements.d.ts'));
  await copyFile(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  for (const name of await readdir(join(source, 'package'))) {
    if (name !== 'index.ts') await copyFile(join(source, 'package', name), join(folder, name));
  }
}

const folder = await mkdtemp(join(tmpdir(), 'riskgraph-widget-'));
try {
  await write(folder);
  const destination = resolve(process.argv[2] ?? '.');
  const said = execFileSync('npm', ['pack', '--json', '--pack-destination', destination], {
    cwd: folder,
    encoding: 'utf8',
  });
  const [{ filename, unpackedSize }] = JSON.parse(said);
  process.stdout.write(`${join(destination, filename)}: ${(unpackedSize / 1000).toFixed(1)} kB unpacked\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
