/** Parses RDF in three syntaxes. Nothing is fetched: no context, no schema, no import. */
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
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

/** Maximum triples of a file: real vocabularies have a few hundred thousand in the largest file that is read. */
const TRIPLES = 1_000_000;
/** UTF-16 units that a parser gets at a time, so that it can be stopped in between. */
const PIECE = 2 ** 16;

/**
 * Reads all triples of a file.
 * @param most - the file is rejected if it has more.
 * @throws PageMalformed if it cannot be read.
 */
export async function readTriples(
  source: string,
  syntax: RdfSyntax,
  base: string | null,
  most = TRIPLES,
): Promise<Triple[]> {
  const found: Triple[] = [];
  try {
    const parser = (await parserOf(syntax, base ?? '')) as Transform;
    await pipeline(piecesOf(source), parser, async (triples: AsyncIterable<Triple>) => {
      for await (const triple of triples) {
        if (found.length === most) throw new Error(`it has more than ${most} statements`);
        found.push(triple);
      }
    });
    return found;
  } catch (error) {
    throw new PageMalformed(`its ${syntax} cannot be read: ${inShort((error as Error).message)}`);
  }
}

/** Loads a parser on demand: few glossaries need one, and every program starts faster without them. */
async function parserOf(syntax: RdfSyntax, baseIRI: string): Promise<unknown> {
  if (syntax === 'turtle') return (await import('./turtle.ts')).turtleParser(baseIRI);
  if (syntax === 'rdf-xml') return (await import('./rdf-xml.ts')).rdfXmlParser(baseIRI);
  return (await import('./json-ld.ts')).jsonLdParser(baseIRI);
}

function* piecesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const end = from + PIECE;
    // Both halves of a character outside the basic plane stay together.
    const to = /[\ud800-\udbff]/.test(text.charAt(end - 1)) ? end + 1 : end;
    yield text.slice(from, to);
    from = to;
  }
}
