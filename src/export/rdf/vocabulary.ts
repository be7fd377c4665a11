/** The RDF vocabulary: prefixes, properties, and subjects with their types and values. */

export const PREFIXES = {
  skos: 'http://www.w3.org/2004/02/skos/core#',
  schema: 'https://schema.org/',
  prov: 'http://www.w3.org/ns/prov#',
  dcterms: 'http://purl.org/dc/terms/',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

/** The kind of value of each property: an address, a text, or a date and time. */
export const PROPERTIES = {
  'skos:inScheme': 'address',
  'skos:topConceptOf': 'address',
  'skos:prefLabel': 'text',
  'skos:altLabel': 'text',
  'skos:definition': 'text',
  'skos:note': 'text',
  'skos:broader': 'address',
  'skos:narrower': 'address',
  'skos:related': 'address',
  'skos:closeMatch': 'address',
  'dcterms:title': 'text',
  'dcterms:hasPart': 'address',
  'dcterms:references': 'address',
  'dcterms:relation': 'address',
  'rdfs:seeAlso': 'address',
  'prov:wasDerivedFrom': 'address',
  'schema:name': 'text',
  'schema:description': 'text',
  'schema:termCode': 'text',
  'schema:inDefinedTermSet': 'address',
  'schema:subjectOf': 'address',
  'schema:about': 'address',
  'schema:author': 'text',
  'schema:publisher': 'text',
  'schema:articleSection': 'text',
  'schema:image': 'address',
  'schema:datePublished': 'date',
  'schema:dateModified': 'date',
} as const satisfies Record<string, 'address' | 'text' | 'date'>;

export type Property = keyof typeof PROPERTIES;
export type Type = `${'skos' | 'schema' | 'prov'}:${string}`;

/** Everything stated about one subject; a property has no duplicate values. */
export interface Subject {
  id: string;
  types: readonly Type[];
  values: Partial<Record<Property, readonly string[]>>;
}

/** The full IRI of a name such as `skos:related`. */
export function expanded(name: Property | Type): string {
  const [prefix, local = ''] = name.split(':');
  return PREFIXES[prefix as keyof typeof PREFIXES] + local;
}

/** Characters that the path, query and fragment of an IRI must encode (RFC 3987), although web URLs may have them. */
const NOT_IN_IRI =
  /[^!$%&-;=?-Z_a-z~\u{A0}-\u{D7FF}\u{F900}-\u{FDCF}\u{FDF0}-\u{FFEF}\u{10000}-\u{EFFFD}]|%(?![\da-f]{2})/giu;

/** Encodes a web address as an IRI that every RDF reader accepts. */
export function iriOf(url: string): string {
  const path = url.indexOf('/', url.indexOf('//') + 2);
  if (path < 0) return url;
  const sign = url.indexOf('#', path);
  const end = sign < 0 ? url.length : sign;
  const encoded = (text: string) => text.replace(NOT_IN_IRI, (character) => encodeURIComponent(character));
  return url.slice(0, path) + encoded(url.slice(path, end)) + (sign < 0 ? '' : `#${encoded(url.slice(sign + 1))}`);
}
