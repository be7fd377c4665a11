/** RDF/XML: loaded when a file wants it. */
import { RdfXmlParser } from 'rdfxml-streaming-parser';

export const rdfXmlParser = (baseIRI: string) => new RdfXmlParser({ baseIRI });
