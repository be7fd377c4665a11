/** Prints what follows from the calculator folders: the registry, then the GraphQL types of all calculators. */
import { writeFileSync } from 'node:fs';
import { registrySource } from './registry.ts';

const calculators = new URL('../src/calculators/', import.meta.url);
writeFileSync(new URL('registry.ts', calculators), registrySource(calculators.pathname));

// Imported only now: the registry just written decides which calculators there are.
const { CALCULATORS } = await import('../src/calculators/registry.ts');
const { calculatorSdl } = await import('../src/graphql/calculator-sdl.ts');
writeFileSync(new URL('../schema/calculators.graphql', import.meta.url), calculatorSdl(CALCULATORS));
