/** What `npm install --omit=dev` would put beside the package, taken from what `npm ci` installed here. */
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './program.ts';

/** Copies the package's runtime dependencies into `folder`/node_modules. */
export function copyDependencies(folder: string): void {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  for (const [path, { dev, optional }] of Object.entries<{ dev?: boolean; optional?: boolean }>(lock.packages)) {
    const isForAnotherPlatform = optional && !existsSync(join(ROOT, path));
    if (path !== '' && !dev && !isForAnotherPlatform) {
      cpSync(join(ROOT, path), join(folder, path), { recursive: true });
    }
  }
}
