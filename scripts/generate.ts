/**
 * Generates everything derived from the calculator folders: the registry, the GraphQL types, the catalogue and the
 * documented crashes; also the table of limits from its values.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { calculatorSdl } from '../src/graphql/calculator-sdl.ts';
import { catalogue } from './catalogue.ts';
import { schemaWithLimits, securityWithLimits } from './limits.ts';
import { registrySource } from './registry.ts';

const calculators = new URL('../src/calculators/', import.meta.url);
writeFileSync(new URL('registry.ts', calculators), registrySource(calculators.pathname));

// Imported only now, as the registry that was just written determines the calculators.
const { CALCULATORS } = await import('../src/calculators/registry.ts');
writeFileSync(new URL('../schema/calculators.graphql', import.meta.url), calculatorSdl(CALCULATORS));
writeFileSync(new URL('../docs/calculators.md', import.meta.url), catalogue(CALCULATORS));
const { documentedCrashes } = await import('./episodes.ts');
writeFileSync(new URL('../docs/episodes.md', import.meta.url), documentedCrashes());

for (const [file, printed] of [
  ['../SECURITY.md', securityWithLimits],
  ['../schema/query.graphql', schemaWithLimits],
] as const) {
  const address = new URL(file, import.meta.url);
  writeFileSync(address, printed(readFileSync(address, 'utf8')));
}
