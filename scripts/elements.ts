/** Writes the manifest of the custom elements: run `npm run elements` after changing their attributes or events. */
import { writeFileSync } from 'node:fs';
import { elementsManifest, MANIFEST } from './elements-manifest.ts';

writeFileSync(MANIFEST, elementsManifest());
