/** The custom elements in the format that editors and catalogues read, from the comments in their sources. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, ts } from '@custom-elements-manifest/analyzer/index.js';

const FOLDER = join(import.meta.dirname, '..', 'src', 'widget');
export const MANIFEST = join(FOLDER, 'custom-elements.json');

interface Declaration {
  members?: { privacy?: string }[];
  superclass?: object;
}

/** The manifest as it should lie in the folder. */
export function elementsManifest(): string {
  const modules = ['term-card', 'term-lookup'].map((name) =>
    ts.createSourceFile(`${name}.js`, readFileSync(join(FOLDER, `${name}.ts`), 'utf8'), ts.ScriptTarget.ES2022, true),
  );
  const manifest = create({ modules, plugins: [], dev: false }) as { modules: { declarations: Declaration[] }[] };
  for (const declaration of manifest.modules.flatMap(({ declarations }) => declarations)) {
    if (declaration.members) declaration.members = declaration.members.filter(({ privacy }) => privacy !== 'private');
    // In a browser, which is where there are elements.
    declaration.superclass = { name: 'HTMLElement' };
  }
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
