/**
 * Bundles the service into `dist`, one file and its lazily loaded parts: imports from one file start three times faster.
 * What browsers load goes to `dist/public`. `dist/packages.json` says which packages are in the bundles, as their folders
 * in package-lock.json, and which are imported from beside them; `dist/licences.txt` has the licences of the former.
 */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildPublic, packagesIn } from './src/web/build.js';

const root = import.meta.dirname;
/** What `dist` holds beside the bundles. */
const KEPT = ['public', 'public.json', 'explorer.json', 'packages.json', 'licences.txt'];
const { metafile } = await build({
  // Slow runs and analyses have threads of their own, which start from a file of their own.
  entryPoints: { cli: 'src/cli.ts', worker: 'src/analyses/worker.ts', reader: 'ingest/run/reader.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // As ES modules packages load faster and smaller: what nobody calls is left out, and calls go straight.
  mainFields: ['module', 'main'],
  sourcemap: true,
  // The database driver carries binaries that it finds beside itself.
  external: ['@photostructure/sqlite'],
  // graphql checks what it is given far more often than a service needs that runs what its tests have run.
  define: { 'globalThis.process.env.NODE_ENV': '"production"', 'process.env.NODE_ENV': '"production"' },
  alias: {
    // Apollo hashes every document: bundled, its package does so in JavaScript.
    '@apollo/utils.createhash': 'node:crypto',
    // The parts that graphql does not export stand beside those that it does: twice, it does not know its own types.
    'graphql/execution/collectFields.js': 'graphql/execution/collectFields.mjs',
    'graphql/jsutils/suggestionList.js': 'graphql/jsutils/suggestionList.mjs',
  },
  // Packages in CommonJS call require, which an ES module has to be given.
  banner: {
    js: "import { createRequire as riskgraphRequire } from 'node:module'; const require = riskgraphRequire(import.meta.url);",
  },
  absWorkingDir: root,
  metafile: true,
  logLevel: 'warning',
});

const inPublic = await buildPublic(root);
const imports = Object.values(metafile.outputs).flatMap(({ imports }) => imports);
const packages = {
  bundled: [...new Set([...packagesIn(metafile), ...inPublic])].sort(),
  imported: [...new Set(imports.filter(({ external }) => external).map(({ path }) => path))].filter(isPackage).sort(),
};
await writeFile(join(root, 'dist', 'packages.json'), `${JSON.stringify(packages, null, 2)}\n`);
await writeFile(join(root, 'dist', 'licences.txt'), (await Promise.all(packages.bundled.map(licenceOf))).join('\n'));

// Parts of an earlier build go last, so that a program that is running or starting never finds the folder empty.
const made = new Set([...Object.keys(metafile.outputs), ...KEPT.map((name) => `dist/${name}`)]);
for (const name of await readdir(join(root, 'dist'))) {
  if (!made.has(`dist/${name}`)) await rm(join(root, 'dist', name));
}

/** esbuild's own `<runtime>` is an import too. */
function isPackage(name) {
  return !isBuiltin(name) && !name.startsWith('<');
}

/** A package's name, version and licence, with the texts that its copies have to carry. */
async function licenceOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
  const files = (await readdir(join(root, folder))).filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file));
  const texts = await Promise.all(files.map((file) => readFile(join(root, folder, file), 'utf8')));
  return [`${'='.repeat(80)}\n${name} ${version}: ${license}\n`, ...texts].join('\n');
}
