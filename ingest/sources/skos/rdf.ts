/** Parses RDF in three syntaxes. Nothing is fetched: no context, no schema, no import. */
import type { EventEmitter } from 'node:events';
import { PageMalformed } from '../../formats/faults.ts';
import { inShort } from '../../formats/plain-text.ts';

export type RdfSyntax = 'turtle' | 'json-ld' | 'rdf-xml';

/** The parts of an RDF term that are used; it is an IRI, a literal with a language, or a blank node. */
export interface RdfTerm {
  termType: string;
  value: string;
  language?: string;
}
export interface Triple {
  subject: RdfTerm;
  predicate: RdfTerm;
  object: RdfTerm;
}

/** A streaming parser: takes a text and emits triples. */
type RdfParser = Pick<EventEmitter, 'on'> & { end(text: string): unknown; destroy(error: Error): unknown };

/** Maximum triples of a file that is parsed as a stream; a vocabulary of ten thousand terms has about a tenth of it. */
const TRIPLES = 2_000_000;

/**
 * Reads all triples of a file.
 * @throws PageMalformed if it cannot be read.
 */
export async function readTriples(source: string, syntax: RdfSyntax, base: string | null): Promise<Triple[]> {
  try {
    if (syntax === 'turtle') {
      const { parseTurtle } = await import('./turtle.ts');
      return parseTurtle(source, base ?? '') as Triple[];
    }
    return await collect(await parserOf(syntax, base ?? ''), source);
  } catch (error) {
    throw new PageMalformed(`its ${syntax} cannot be read: ${inShort((error as Error).message)}`);
  }
}

/** Loads a parser on demand: few glossaries need one, and every program starts faster without them. */
async function parserOf(syntax: 'rdf-xml' | 'json-ld', baseIRI: string): Promise<RdfParser> {
  if (syntax === 'rdf-xml') return (await import('./rdf-xml.ts')).rdfXmlParser(baseIRI);
  return (await import('./json-ld.ts')).jsonLdParser(baseIRI);
}

function collect(parser: RdfParser, source: string): Promise<Triple[]> {
  return new Promise((resolve, reject) => {
    const found: Triple[] = [];
    parser.on('data', (triple: Triple) => {
      found.push(triple);
      if (found.length > TRIPLES) parser.destroy(new Error(`it has more than ${TRIPLES} statements`));
    });
    parser.on('error', reject);
    parser.on('end', () => resolve(found));
    parser.end(source);
  });
}
