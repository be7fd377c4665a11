import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { elementsManifest, MANIFEST } from '../../scripts/elements-manifest.ts';
import { ROOT } from '../support/program.ts';

it('describes the elements as they are: npm run elements writes it anew', () => {
  expect(readFileSync(MANIFEST, 'utf8')).toBe(elementsManifest());
});

it('ships beside them, with types for TypeScript', () => {
  const { exports, customElements } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    exports: Record<string, { types: string; default: string }>;
    customElements: string;
  };
  expect(readFileSync(join(ROOT, customElements), 'utf8')).toContain('"tagName": "term-lookup"');
  for (const name of ['term-lookup', 'term-card']) {
    const entry = exports[`./widget/${name}.js`];
    expect(readFileSync(join(ROOT, entry?.types ?? ''), 'utf8')).toContain(`'${name}': Term`);
    expect(readFileSync(join(ROOT, entry?.default ?? ''), 'utf8')).toContain(name);
  }
});
