/** The custom elements manifest for editors and catalogues, from the comments in the elements' sources. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, ts } from '@custom-elements-manifest/analyzer/index.js';

const FOLDER = join(import.meta.dirname, '..', 'src', 'widget');
export const MANIFEST = join(FOLDER, 'custom-elements.json');

interface Declaration {
  members?: { privacy?: string }[];
  superclass?: object;
}

/** The up-to-date content of the manifest. */
export function elementsManifest(): string {
  const modules = ['term-card', 'term-lookup'].map((name) =>
    ts.createSourceFile(`${name}.js`, readFileSync(join(FOLDER, `${name}.ts`), 'utf8'), ts.ScriptTarget.ES2022, true),
  );
  const manifest = create({ modules, plugins: [], dev: false }) as { modules: { declarations: Declaration[] }[] };
  for (const declaration of manifest.modules.flatMap(({ declarations }) => declarations)) {
    if (declaration.members) declaration.members = declaration.members.filter(({ privacy }) => privacy !== 'private');
    // The sources extend `ElementBase`, which is `HTMLElement` in a browser.
    declaration.superclass = { name: 'HTMLElement' };
  }
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
