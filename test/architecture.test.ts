/** The house's architecture: imports run one way only, without cycles. */
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from './support/program.ts';

/** Floors from the top; a file may import from its own floor and those below. */
const FLOORS: [RegExp, number][] = [
  [/^src\/cli(\/|\.ts)/, 8],
  [/^src\/server\//, 7],
  [/^ingest\//, 6],
  [/^src\/(graphql|mcp|site)\//, 6],
  [/^src\/(analyses|episodes|export|search)\//, 5],
  [/^src\/(calculators|graph)\//, 4],
  [/^src\/(store|numerics)\//, 3],
  [/^src\/model\//, 2],
  // Files directly in src that are on no other floor are open to all.
  [/^src\/[\w-]+\.ts$/, 1],
  // Browser code imports nothing from the service, and vice versa.
  [/^src\/(widget|web)\//, 0],
];
/** A file of one calculator. */
const CALCULATOR = /^src\/calculators\/(?!(?:kit|run|market)\/)([^/]+)\//;
/** Rooms that must not import from each other, though their floors would allow it. */
const APART: [RegExp, RegExp][] = [
  [/^(?!src\/(widget|web)\/)/, /^src\/(widget|web)\//],
  [/^src\/widget\//, /^src\/web\//],
  [/^ingest\//, /^src\/graphql\//],
  [/^src\/graphql\//, /^ingest\//],
  // Agents and reading pages query the schema like any client; the site is handed whole pages besides.
  [/^src\/(mcp|site)\//, /^(ingest|src\/(?!(mcp|site)\/)[^/]+)\//],
  [/^src\/(graph|search)\//, /^src\/calculators\//],
  [/^src\/calculators\//, /^src\/graph\//],
  [/^src\/graph\//, /^src\/store\/(sqlite|neo4j|open)/],
  // The calculator kit knows no finance and no calculator, and no calculator knows another or how it is run.
  [/^src\/calculators\/kit\//, /^src\/calculators\/(?!kit\/)/],
  // An analysis works on calculators alone, never on the graph.
  [/^src\/analyses\//, /^src\/(graph|search|store)\//],
  [/^src\/(graph|search)\//, /^src\/analyses\//],
  // A documented crash is data for a calculator; it names outputs as analyses do, and its neighbours do not know of it.
  [/^src\/episodes\//, /^src\/(analyses\/(?!kit\/)|graph|search|store)\//],
  [/^src\/(analyses|graph|search)\//, /^src\/episodes\//],
  // An export reads the graph alone, and its neighbours do not know of it.
  [/^src\/export\//, /^src\/(analyses|calculators|episodes|search)\//],
  [/^src\/(analyses|episodes|search)\//, /^src\/export\//],
  [/^(ingest|src\/graphql)\//, /^src\/export\//],
  [/^src\/calculators\/market\//, /^src\/calculators\/(?!(kit|market)\/)/],
  [CALCULATOR, /^src\/calculators\/(run\/|[^/]*$)/],
  // A format knows no site; sites and other sources of pages know neither each other nor the run that reads them.
  [/^ingest\/formats\//, /^ingest\/(?!formats\/)/],
  [/^ingest\/(pages|sources)\//, /^ingest\/run\//],
  [/^ingest\/pages\//, /^ingest\/sources\//],
  [/^ingest\/sources\//, /^ingest\/pages\//],
  [/^src\/store\/sqlite\//, /^src\/store\/neo4j\//],
  [/^src\/store\/neo4j\//, /^src\/store\/sqlite\//],
];

const files = ['src', 'ingest'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`),
);
const named = new Map(
  files.map((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    return [file, [...text.matchAll(/(?:from|import\()\s*'([^'\s]+)'/g)].map(([, name = '']) => name)];
  }),
);
const imports = new Map(
  [...named].map(([file, names]) => [
    file,
    names.filter((name) => name.startsWith('.')).map((name) => relative(ROOT, join(ROOT, dirname(file), name))),
  ]),
);
const floorOf = (file: string) => FLOORS.find(([pattern]) => pattern.test(file))?.[1];

describe('the house', () => {
  it('has a floor for every file', () => {
    expect(files.length).toBeGreaterThan(40);
    expect(files.filter((file) => floorOf(file) === undefined)).toEqual([]);
  });

  it('lets imports run downwards only', () => {
    const wrong = [...imports].flatMap(([file, targets]) =>
      targets
        .filter((target) => {
          const apart = APART.some(([from, to]) => from.test(file) && to.test(target));
          const folder = CALCULATOR.exec(file)?.[1];
          const neighbour = CALCULATOR.exec(target)?.[1];
          const other = folder !== undefined && neighbour !== undefined && folder !== neighbour;
          return apart || other || (floorOf(target) ?? 0) > (floorOf(file) ?? 0);
        })
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('imports only packages that package.json names', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const known = new Set(Object.keys({ ...dependencies, ...devDependencies }));
    const packageOf = (name: string) => (name.startsWith('@') ? /^[^/]+\/[^/]+/ : /^[^/]+/).exec(name)?.[0] ?? name;
    // The types of the published widget name the frameworks of those who install it.
    const own = [...named].filter(([file]) => !file.startsWith('src/widget/package/'));
    const unknown = own.flatMap(([file, names]) =>
      names
        .filter((name) => !name.startsWith('.') && !isBuiltin(name) && !known.has(packageOf(name)))
        .map((name) => `${file} imports ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it('has no circle of imports', () => {
    const done = new Set<string>();
    const visit = (file: string, above: readonly string[]): string[] => {
      if (above.includes(file)) return [[...above.slice(above.indexOf(file)), file].join(' → ')];
      if (done.has(file)) return [];
      const circles = (imports.get(file) ?? []).flatMap((target) => visit(target, [...above, file]));
      done.add(file);
      return circles;
    };
    expect(files.flatMap((file) => visit(file, []))).toEqual([]);
  });
});
