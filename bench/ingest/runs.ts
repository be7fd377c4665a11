/** Runs of `riskgraph ingest` over the pages of a synthetic glossary. */
import { join } from 'node:path';
import { type GlossaryConcept, syntheticConcepts } from '../glossary/concepts.ts';
import { writePages } from '../glossary/pages.ts';
import { type Environment, runRiskgraph } from '../programs.ts';
import { type Reads, readBeside } from './beside.ts';

/** Two editions of the same pages; in the later one every first paragraph is different. */
export interface Editions {
  concepts: readonly GlossaryConcept[];
  earlier: string;
  later: string;
}

/** One run over all pages. */
export interface Run {
  title: 'new' | 'unchanged' | 'replaced';
  pages: number;
  seconds: number;
  /** CPU time of the command, and of the store's server if there is one [µs]. */
  cpu: number;
  serverCpu: number;
  /** Peak resident memory of the command [bytes]. */
  peak: number;
}

export interface Measured {
  store: string;
  runs: Run[];
  alone: Reads;
  beside: Reads;
}

export async function writeEditions(folder: string, size: number): Promise<Editions> {
  const earlier = join(folder, 'earlier');
  const later = join(folder, 'later');
  const glossary = syntheticConcepts(size);
  await writePages(earlier, glossary, 'most');
  for (const concept of glossary.concepts) concept.paragraphs[0] += ' It was looked at again since.';
  await writePages(later, glossary, 'most');
  return { concepts: glossary.concepts, earlier, later };
}

/**
 * Fills an empty store, then writes into it again with concurrent readers.
 *
 * @param serverCpu - CPU time of the store's server so far [µs].
 */
export async function ingestInto(
  store: string,
  environment: Environment,
  { concepts, earlier, later }: Editions,
  serverCpu: () => number = () => 0,
): Promise<Measured> {
  const runs: Run[] = [];
  const ingest = (folder: string) => runRiskgraph(['ingest', folder], environment);
  for (const [title, folder] of [
    ['new', earlier],
    ['unchanged', earlier],
    ['replaced', later],
  ] as const) {
    console.error(`Ingesting ${concepts.length} ${title} pages into ${store}`);
    const before = serverCpu();
    const { seconds, cpu, peak } = await ingest(folder);
    runs.push({ title, pages: concepts.length, seconds, cpu, serverCpu: serverCpu() - before, peak });
  }
  console.error(`Reading from ${store} beside an ingest`);
  const reads = await readBeside(environment, concepts, () => ingest(earlier));
  return { store, runs, ...reads };
}
