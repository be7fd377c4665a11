/** RDF/XML; loaded only when a file needs it. */
import { RdfXmlParser } from 'rdfxml-streaming-parser';

export const rdfXmlParser = (baseIRI: string) => new RdfXmlParser({ baseIRI });
