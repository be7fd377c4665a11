/**
 * Bundles the service into `dist`, as one file and its lazily loaded chunks: importing one file starts three times
 * faster. Files for browsers go to `dist/public`. `dist/packages.json` lists the bundled packages (as their folders in
 * package-lock.json) and those that are imported at run time; `dist/licences.txt` has the licences of the bundled ones.
 */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildPublic, packagesIn } from './src/web/build.js';

const root = import.meta.dirname;
/** The contents of `dist` besides the bundles. */
const KEPT = ['public', 'public.json', 'explorer.json', 'packages.json', 'licences.txt'];
const { metafile } = await build({
  // Worker threads, for slow runs and analyses and for reading pages, start from separate files.
  entryPoints: { cli: 'src/cli.ts', worker: 'src/analyses/worker.ts', reader: 'ingest/run/reader.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Without this, esbuild turns each pattern with a Unicode property into a `new RegExp` that is compiled at every use.
  supported: { 'regexp-unicode-property-escapes': true },
  // ES modules load faster and are smaller: tree shaking drops unused code, and calls are direct.
  mainFields: ['module', 'main'],
  sourcemap: true,
  // The database driver loads native binaries from its own package folder.
  external: ['@photostructure/sqlite'],
  // In development mode graphql adds checks that a tested service does not need.
  define: { 'globalThis.process.env.NODE_ENV': '"production"', 'process.env.NODE_ENV': '"production"' },
  alias: {
    // Apollo hashes every document; when bundled, its hash package falls back to JavaScript.
    '@apollo/utils.createhash': 'node:crypto',
    // The ES modules of graphql's internal files: their CommonJS versions would load graphql twice, which breaks its
    // type checks.
    'graphql/execution/collectFields.js': 'graphql/execution/collectFields.mjs',
    'graphql/jsutils/suggestionList.js': 'graphql/jsutils/suggestionList.mjs',
  },
  // CommonJS packages call `require`, which does not exist in an ES module.
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

// Files of an earlier build are deleted last, so a program that is running or starting never finds the folder empty.
const made = new Set([...Object.keys(metafile.outputs), ...KEPT.map((name) => `dist/${name}`)]);
for (const name of await readdir(join(root, 'dist'))) {
  if (!made.has(`dist/${name}`)) await rm(join(root, 'dist', name));
}

/** Excludes Node's own modules and esbuild's `<runtime>`, which is listed as an import too. */
function isPackage(name) {
  return !isBuiltin(name) && !name.startsWith('<');
}

/** A package's name, version and licence, with the licence texts that every copy must include. */
async function licenceOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
  const files = (await readdir(join(root, folder))).filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file));
  const texts = await Promise.all(files.map((file) => readFile(join(root, folder, file), 'utf8')));
  return [`${'='.repeat(80)}\n${name} ${version}: ${license}\n`, ...texts].join('\n');
}
