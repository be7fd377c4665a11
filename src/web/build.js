/**
 * Builds the files for browsers in `dist/public`: the custom elements with their parts, the pages and the explorer.
 *
 * `dist/public.json` lists each file with its path; nothing else is ever served. Entry modules keep their names; parts
 * loaded later have a hash in theirs. The explorer's large files are compressed here, once, and the service keeps them
 * in memory as they are.
 */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { build, transform } from 'esbuild';

const PAGES = [
  ['/', 'landing.html'],
  ['/docs', 'docs.html'],
  ['/explorer', 'explorer.html'],
];
const EXPLORER_PACKAGES = ['graphiql', '@graphiql/react', 'monaco-editor', 'monaco-graphql', 'graphql', 'react'];
const WORKERS = {
  'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
  'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
  'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
};

export const BROWSER = {
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  minify: true,
  metafile: true,
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: { '.woff2': 'file', '.ttf': 'file' },
};

/** The extension of files compressed by Brotli. */
const PACKED = /\.br$/;

/** Style sheets of the elements are loaded as text and become constructed sheets, which a strict policy allows. */
export const styleText = {
  name: 'style text',
  setup({ onLoad }) {
    onLoad({ filter: /src\/widget\/.*\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true });
      return { contents: code.trim(), loader: 'text' };
    });
    onLoad({ filter: /uPlot\.min\.css$/ }, async ({ path }) => ({ contents: await readFile(path), loader: 'text' }));
  },
};

/**
 * @param {string} root - the package's folder.
 * @returns {Promise<string[]>} the packages bundled, named as by `packagesIn`.
 */
export async function buildPublic(root) {
  const folder = join(root, 'dist', 'public');
  await mkdir(folder, { recursive: true });
  const outputs = [
    await buildElements(root, folder),
    await buildPages(root, folder),
    await buildExplorer(root, folder),
  ];
  const files = outputs.flatMap((output) => output.files).sort();
  const manifest = [
    ...PAGES.map(([path, file]) => ({ path, file, isHashed: false })),
    ...files.map((file) => {
      const path = `/${file.replace(PACKED, '')}`;
      return { path, file, isHashed: /-[A-Z0-9]{8}\.\w+$/.test(path) };
    }),
  ];
  await writeFile(join(root, 'dist', 'public.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await removeOthers(folder, new Set(manifest.map(({ file }) => file)));
  return outputs.flatMap(({ packages }) => packages);
}

/** Packages with code or assets in the outputs, as folders: `node_modules/react`. */
export function packagesIn({ outputs }) {
  const inputs = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const folders = inputs.map(([path, { bytesInOutput }]) =>
    bytesInOutput > 0 ? /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] : undefined,
  );
  return [...new Set(folders)].filter((folder) => folder !== undefined);
}

async function buildElements(root, folder) {
  const { metafile } = await build({
    ...BROWSER,
    entryPoints: { 'widget/term-lookup': 'src/widget/term-lookup.ts', 'widget/term-card': 'src/widget/term-card.ts' },
    outdir: folder,
    chunkNames: 'widget/[name]-[hash]',
    splitting: true,
    legalComments: 'eof',
    plugins: [styleText],
    absWorkingDir: root,
  });
  for (const name of ['term-lookup', 'term-card']) {
    await copyFile(join(root, 'src', 'widget', 'elements.d.ts'), join(folder, 'widget', `${name}.d.ts`));
  }
  await copyFile(join(root, 'src', 'widget', 'custom-elements.json'), join(folder, 'widget', 'custom-elements.json'));
  return { files: [...made(metafile, root, folder), 'widget/custom-elements.json'], packages: packagesIn(metafile) };
}

async function buildPages(root, folder) {
  const { metafile } = await build({
    ...BROWSER,
    entryPoints: {
      'pages/site': 'src/web/site.css',
      'pages/reading': 'src/web/reading.css',
      'pages/own-address': 'src/web/own-address.ts',
    },
    outdir: folder,
    assetNames: 'pages/[name]-[hash]',
    absWorkingDir: root,
  });
  const source = join(root, 'src', 'web');
  const examples = JSON.parse(await readFile(join(source, 'examples.json'), 'utf8'));
  for (const [, file] of PAGES) {
    const page = await readFile(join(source, file), 'utf8');
    await writeFile(
      join(folder, file),
      page.replace('<!-- examples -->', () =>
        examples
          .filter((example) => example.isOnLandingPage)
          .map(exampleMarkup)
          .join('\n'),
      ),
    );
  }
  await copyFile(join(source, 'mark.svg'), join(folder, 'pages', 'mark.svg'));
  const parts = (await readdir(join(root, 'schema'), { recursive: true }))
    // The subgraph itself serves the federation part.
    .filter((part) => part.endsWith('.graphql') && !part.startsWith('federation'))
    .sort();
  const sdl = await Promise.all(parts.map((part) => readFile(join(root, 'schema', part), 'utf8')));
  await writeFile(join(folder, 'schema.graphql'), sdl.join('\n'));
  return {
    files: [...made(metafile, root, folder), 'pages/mark.svg', 'schema.graphql'],
    packages: packagesIn(metafile),
  };
}

function exampleMarkup({ name, title, text, query }) {
  const escaped = query.trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<article>
  <h3>${title}</h3>
  <p>${text}</p>
  <pre><code>${escaped}</code></pre>
  <p><a href="/explorer?example=${name}">Open in the explorer</a></p>
</article>`;
}

/** The explorer is large and its packages seldom change, so it is rebuilt only if its inputs changed. */
async function buildExplorer(root, folder) {
  const stamp = join(root, 'dist', 'explorer.json');
  const key = await explorerKey(root);
  const last = await readFile(stamp, 'utf8').then(JSON.parse, () => ({}));
  if (last.key === key && (await allExist(folder, last.files))) return last;
  const options = { ...BROWSER, outdir: folder, absWorkingDir: root, legalComments: 'linked', external: [] };
  const [page, workers] = await Promise.all([
    build({
      ...options,
      entryPoints: { 'explorer/explorer': 'src/web/explorer.ts' },
      assetNames: 'explorer/[name]-[hash]',
      chunkNames: 'explorer/[name]-[hash]',
      splitting: true,
    }),
    build({
      ...options,
      entryPoints: Object.fromEntries(Object.entries(WORKERS).map(([name, path]) => [`explorer/${name}`, path])),
      format: 'iife',
    }),
  ]);
  const files = await packed(folder, [...made(page.metafile, root, folder), ...made(workers.metafile, root, folder)]);
  const packages = [...new Set([...packagesIn(page.metafile), ...packagesIn(workers.metafile)])];
  await writeFile(stamp, JSON.stringify({ key, files, packages }));
  return { files, packages };
}

/** Compresses files of a folder; returns their new names. */
function packed(folder, files) {
  // The highest quality saves another twelfth but takes ten times as long.
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  return Promise.all(
    files.map(async (file) => {
      const bytes = await promisify(brotliCompress)(await readFile(join(folder, file)), { params });
      await writeFile(join(folder, `${file}.br`), bytes);
      await rm(join(folder, file));
      return `${file}.br`;
    }),
  );
}

async function explorerKey(root) {
  const sources = (await readdir(join(root, 'src', 'web')))
    .filter((name) => /^(build|examples|explorer)/.test(name))
    .sort();
  const paths = [
    ...sources.map((name) => join(root, 'src', 'web', name)),
    ...EXPLORER_PACKAGES.map((name) => join(root, 'node_modules', name, 'package.json')),
  ];
  const hash = createHash('sha256');
  for (const path of paths) hash.update(await readFile(path));
  return hash.digest('hex');
}

async function allExist(folder, files) {
  const present = new Set(await filesBelow(folder));
  return files.every((file) => present.has(file));
}

function made(metafile, root, folder) {
  return Object.keys(metafile.outputs).map((path) => relative(folder, join(root, path)));
}

async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

async function removeOthers(folder, kept) {
  for (const file of await filesBelow(folder)) {
    const isDeclaration = file.endsWith('.d.ts') && dirname(file) === 'widget';
    if (!kept.has(file) && !isDeclaration) await rm(join(folder, file), { force: true });
  }
}
