#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';

// From Node 22 on, caches compiled code, so that the next start is faster.
module.enableCompileCache?.();

const program = new URL('../dist/cli.js', import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  process.stderr.write('riskgraph is not built yet: run `npm run build` in its folder first.\n');
  process.exitCode = 1;
}
