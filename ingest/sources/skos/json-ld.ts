/** JSON-LD as RDF; loaded only when a file needs it. No context is fetched. */
import { JsonLdParser } from 'jsonld-streaming-parser';

export const jsonLdParser = (baseIRI: string) => new JsonLdParser({ baseIRI, documentLoader: { load: refuse } });

function refuse(address: string): Promise<never> {
  return Promise.reject(new Error(`it requires ${address}, which is not fetched`));
}
