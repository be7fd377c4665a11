/** `npm ci` installs the same on every machine, and users install only what the service imports. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from './support/program.ts';

interface Locked {
  version?: string;
  resolved?: string;
  link?: boolean;
  dev?: boolean;
  engines?: Record<string, string> | string[];
  optionalDependencies?: Record<string, string>;
}

const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> };
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

describe('the dependencies', () => {
  const read = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
  const {
    dependencies = {},
    optionalDependencies = {},
    peerDependencies = {},
    peerDependenciesMeta = {},
  } = read('package.json');
  const { bundled, imported } = read('dist/packages.json') as Record<'bundled' | 'imported', string[]>;

  it('are what the bundle imports from beside it, no more and no less', () => {
    const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
    const declared = [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers];
    expect(declared.sort()).toEqual([...imported].sort());
  });

  it('leave their licences with the bundle that holds them', () => {
    const text = readFileSync(join(ROOT, 'dist', 'licences.txt'), 'utf8');
    const versions = bundled.map(
      (path) => `${path.replace(/^.*node_modules\//, '')} ${lock.packages[path]?.version}: `,
    );
    expect(versions.filter((line) => !text.includes(`\n${line}`))).toEqual([]);
    expect(text).toMatch(/\ngraphql [\d.]+: MIT\n\nMIT License\n\nCopyright \(c\) GraphQL Contributors\n/);
    expect(text).not.toMatch(/: undefined\n/);
  });

  it('leave out what the bundle holds', () => {
    expect(bundled).toContain('node_modules/graphql');
    expect(bundled.filter((path) => lock.packages[path]?.dev !== true)).toEqual([]);
  });
});

describe('the bundle', () => {
  it('holds graphql once, which would not know the types of another copy as types', () => {
    const parts = readdirSync(join(ROOT, 'dist')).filter((name) => name.endsWith('.js'));
    const files = parts.flatMap((name) => [
      ...readFileSync(join(ROOT, 'dist', name), 'utf8').matchAll(/^\s*(?:\/\/ )?"?(node_modules\/graphql\/[\w/.-]+)/gm),
    ]);
    const modules = files.map(([, file = '']) => file);
    expect(modules).toContain('node_modules/graphql/type/definition.mjs');
    expect(modules.filter((file) => !file.endsWith('.mjs'))).toEqual([]);
  });
});

describe('a start of the service', () => {
  /** The packages in a part of the bundle, and in its static imports. */
  function packagesOf(part: string, seen = new Set<string>()): string[] {
    if (seen.has(part)) return [];
    seen.add(part);
    const text = readFileSync(join(ROOT, 'dist', part), 'utf8');
    const own = [...text.matchAll(/^\/\/ node_modules\/((?:@[^/]+\/)?[^/]+)/gm)].map(([, name = '']) => name);
    const imported = [...text.matchAll(/^(?:import|export)[^;]*? from "\.\/([^"]+)"|^import "\.\/([^"]+)"/gm)];
    return [...own, ...imported.flatMap(([, from, alone]) => packagesOf(from ?? alone ?? '', seen))];
  }

  it('loads nothing that reads pages, draws equations or speaks to Neo4j', () => {
    const parts = readdirSync(join(ROOT, 'dist')).filter((name) =>
      /^(?:cli|serve-\w+|sqlite-store-\w+)\.js$/.test(name),
    );
    const loaded = new Set(parts.flatMap((part) => packagesOf(part)));
    expect([...loaded]).toEqual(expect.arrayContaining(['graphql', '@apollo/server', 'commander']));
    const later = ['cheerio', 'htmlparser2', 'yaml', 'n3', 'jsonld-streaming-parser', 'temml', 'neo4j-driver'];
    expect(later.filter((name) => loaded.has(name))).toEqual([]);
  });
});

describe('the lock file', () => {
  it('has the binaries of every platform, not only of the one it was made on', () => {
    const names = new Set(packages.map(([path]) => path.replace(/^.*node_modules\//, '')));
    const missing = packages.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !names.has(name))
        .map((name) => `${name} of ${path}`),
    );
    expect(missing).toEqual([]);
  });

  it('names no address to download from', () => {
    expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  it('has nothing that wants a newer Node than 20.19', () => {
    const newer = packages.filter(([, { engines }]) => {
      const range = Array.isArray(engines) ? '' : (engines?.node ?? '');
      return range !== '' && !range.split('||').some((part) => oldest(part) <= 20.19);
    });
    expect(newer.map(([path, { engines }]) => [path, engines])).toEqual([]);
  });
});

/** The oldest version of a range such as `>=18.12.0` or `^20.17`, as major.minor in one number. */
function oldest(range: string): number {
  const [, major = '0', minor = '0'] = /(\d+)(?:\.(\d+))?/.exec(range) ?? [];
  return Number(major) + Number(minor) / 100;
}
