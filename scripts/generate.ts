/** Prints what follows from the calculator folders: the registry, then the GraphQL types and the catalogue. */
import { writeFileSync } from 'node:fs';
import { calculatorSdl } from '../src/graphql/calculator-sdl.ts';
import { catalogue } from './catalogue.ts';
import { registrySource } from './registry.ts';

const calculators = new URL('../src/calculators/', import.meta.url);
writeFileSync(new URL('registry.ts', calculators), registrySource(calculators.pathname));

// Imported only now: the registry just written decides which calculators there are.
const { CALCULATORS } = await import('../src/calculators/registry.ts');
writeFileSync(new URL('../schema/calculators.graphql', import.meta.url), calculatorSdl(CALCULATORS));
writeFileSync(new URL('../docs/calculators.md', import.meta.url), catalogue(CALCULATORS));
