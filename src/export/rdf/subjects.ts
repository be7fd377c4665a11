/** All RDF subjects of a graph, in batches, for any syntax. */
import { eachConcept } from '../concepts.ts';
import type { ExportSource } from '../source.ts';
import { scheme, subjectsOf } from './skos.ts';
import type { Subject } from './vocabulary.ts';

export async function* subjectsIn(source: ExportSource): AsyncGenerator<Subject[]> {
  const { site } = source;
  yield [scheme(site)];
  const concepts = eachConcept(source, {
    make: (reader, concept) => subjectsOf(reader, concept, site),
    hasTexts: true,
  });
  for await (const subjects of concepts) yield subjects.flat();
}
