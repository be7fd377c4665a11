/** The triples of a vocabulary, in each syntax. */
import { describe, expect, it } from '@jest/globals';
import { type RdfSyntax, readTriples } from '../../../ingest/sources/skos/rdf.ts';

const SKOS = 'http://www.w3.org/2004/02/skos/core#';
/** A concept with as many labels. */
const WRITTEN: Readonly<Record<RdfSyntax, (labels: readonly string[]) => string>> = {
  turtle: (labels) => `<http://a.example/x> <${SKOS}altLabel> ${labels.map((label) => `"${label}"@en`).join(', ')} .`,
  'rdf-xml': (labels) => `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="${SKOS}">
    <rdf:Description rdf:about="http://a.example/x">
      ${labels.map((label) => `<skos:altLabel xml:lang="en">${label}</skos:altLabel>`).join('\n')}
    </rdf:Description></rdf:RDF>`,
  'json-ld': (labels) =>
    JSON.stringify({
      '@id': 'http://a.example/x',
      [`${SKOS}altLabel`]: labels.map((label) => ({ '@value': label, '@language': 'en' })),
    }),
};

describe.each(Object.entries(WRITTEN))('%s', (syntax, written) => {
  it('keeps every character, wherever the text is divided for the parser', async () => {
    // One unit more before characters of two: one of the two texts would be divided within a character.
    for (const shift of ['', 'x']) {
      const labels = ['', '', ''].map((_, i) => `${i === 0 ? shift : ''}${i}${'😀'.repeat(50_000)}`);
      const found = await readTriples(written(labels), syntax as RdfSyntax, null);
      expect(found.map(({ object }) => object.value)).toEqual(labels);
    }
  });

  it('is rejected if it has more statements than are read', async () => {
    const labels = Array.from({ length: 11 }, (_, i) => `label ${i}`);
    expect(await readTriples(written(labels), syntax as RdfSyntax, null, 11)).toHaveLength(11);
    await expect(readTriples(written(labels), syntax as RdfSyntax, null, 10)).rejects.toThrow(
      `its ${syntax} cannot be read: it has more than 10 statements`,
    );
  });
});
