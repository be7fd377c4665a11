/** Random glossaries written in each multi-term format: every format reads back as the same terms. */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFile } from '../../../ingest/run/read-file.ts';
import { slugOf } from '../../../src/model/address.ts';

const word = fc.constantFrom('repo', 'Haircut', 'bank run', 'Itô', 'gamma', 'carry', 'Basis', 'skew', 'vega', 'short');
const sign = fc.constantFrom('falls', '5 %', 'a < b', 'R&D', '“so”', 'it’s', 'Größe', 'one; two');
const sentence = fc.array(fc.oneof(word, sign), { minLength: 2, maxLength: 6 }).map((all) => `It ${all.join(' ')}.`);
const glossary = fc
  .uniqueArray(fc.tuple(word, word), { minLength: 3, maxLength: 6, selector: (pair) => slugOf(pair.join(' ')) })
  .chain((pairs) =>
    fc.tuple(
      ...pairs.map((pair) => fc.record({ name: fc.constant(pair.join(' ')), meaning: sentence, code: fc.nat(99) })),
    ),
  )
  .map((terms) => terms.map(({ code, ...term }, i) => ({ ...term, other: `T${i}${code}` })));
type Glossary = typeof glossary extends fc.Arbitrary<infer Value> ? Value : never;

const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const SKOS = 'http://www.w3.org/2004/02/skos/core#';
const quoted = (text: string) => JSON.stringify(text);

const WRITERS: Readonly<Record<string, (terms: Glossary) => string>> = {
  'words.csv': (terms) =>
    [
      'term,definition,synonyms',
      ...terms.map((term) =>
        Object.values(term)
          .map((cell) => `"${cell}"`)
          .join(','),
      ),
    ].join('\n'),
  'words.html': (terms) =>
    `<h1>Glossary</h1><dl>${terms.map(({ name, other, meaning }) => `<dt>${xml(name)}</dt><dt>${other}</dt><dd>${xml(meaning)}</dd>`).join('')}</dl>`,
  'words.jsonld': (terms) =>
    JSON.stringify({
      '@context': 'https://schema.org',
      '@type': 'DefinedTermSet',
      name: 'Glossary',
      hasDefinedTerm: terms.map(({ name, other, meaning }) => ({
        ...{ '@type': 'DefinedTerm', name, termCode: other, description: xml(meaning) },
      })),
    }),
  'words.ttl': (terms) =>
    `@prefix skos: <${SKOS}> .\n${terms.map(({ name, other, meaning }, i) => `<#${i}> a skos:Concept ; skos:prefLabel ${quoted(name)}@en ; skos:altLabel ${quoted(other)}@en ; skos:definition ${quoted(meaning)}@en .`).join('\n')}`,
  'skos.jsonld': (terms) =>
    JSON.stringify(
      terms.map(({ name, other, meaning }, i) => ({
        ...{ '@id': `https://desk.example/${i}`, '@type': [`${SKOS}Concept`] },
        ...{ [`${SKOS}prefLabel`]: [{ '@value': name }], [`${SKOS}altLabel`]: [{ '@value': other }] },
        [`${SKOS}definition`]: [{ '@value': meaning }],
      })),
    ),
  'words.rdf': (terms) =>
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="${SKOS}">${terms
      .map(
        ({ name, other, meaning }, i) =>
          `<skos:Concept rdf:about="https://desk.example/${i}"><skos:prefLabel>${xml(name)}</skos:prefLabel><skos:altLabel>${other}</skos:altLabel><skos:definition>${xml(meaning)}</skos:definition></skos:Concept>`,
      )
      .join('')}</rdf:RDF>`,
};

it.each(Object.entries(WRITERS))('%s reads back as the terms that were written', async (name, write) => {
  const formats = { csv: 'csv', html: 'html', jsonld: 'json-ld', ttl: 'turtle', rdf: 'rdf-xml' } as const;
  const format = formats[name.slice(name.indexOf('.') + 1) as keyof typeof formats];
  const file = { path: name, source: name, format, isMeant: true };
  await fc.assert(
    fc.asyncProperty(glossary, async (terms) => {
      const bytes = new TextEncoder().encode(write(terms));
      const read = await readFile(bytes, file, {
        program: null,
        base: 'https://desk.example/',
        language: 'en',
        columns: {},
      });
      const found = read.filter(({ page }) => page.statements.every(({ kind }) => kind !== 'HAS_PART'));
      const shown = found.map(({ page }) => [
        ...[page.concept, page.name, ...page.alternateNames],
        ...page.definitions.map(({ kind, text }) => `${kind} ${text}`),
      ]);
      const wanted = terms.map(({ name: own, other, meaning }) => [slugOf(own), own, other, `MEANING ${meaning}`]);
      expect(shown.sort()).toEqual(wanted.sort());
      expect(read.flatMap(({ warnings }) => warnings)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
