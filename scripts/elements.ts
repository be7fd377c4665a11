/** Writes the manifest of the custom elements: `npm run elements`, after a change to what they take or tell. */
import { writeFileSync } from 'node:fs';
import { elementsManifest, MANIFEST } from './elements-manifest.ts';

writeFileSync(MANIFEST, elementsManifest());
