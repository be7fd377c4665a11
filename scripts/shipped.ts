/** The packages that users get: bundled ones and runtime dependencies. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../src/package-root.ts';

export interface Shipped {
  /** Folder in package-lock.json, such as `node_modules/graphql`. */
  path: string;
  /** `name@version`. */
  id: string;
}

/** Reads package-lock.json and the last build's list of bundled packages. */
export function shippedPackages(): Shipped[] {
  const read = (file: string) => JSON.parse(readFileSync(join(PACKAGE_ROOT, file), 'utf8'));
  const locked: Record<string, { version: string; name?: string; dev?: boolean }> = read('package-lock.json').packages;
  const bundled = new Set<string>(read('dist/packages.json').bundled);
  return Object.entries(locked)
    .filter(([path, { dev }]) => path !== '' && (!dev || bundled.has(path)))
    .map(([path, { version, name }]) => ({ path, id: `${name ?? path.replace(/^.*node_modules\//, '')}@${version}` }));
}
