/**
 * GraphML: concepts as nodes, relations as edges, for Gephi and yEd (http://graphml.graphdrawing.org/). All edges are
 * directed, SIMILAR in both directions, because NetworkX refuses a mixed graph.
 *
 * yEd shows only labels in a node's own graphics, so each node has some. Their key must be `d3`, as in yEd's own files:
 * Gephi reads `d3` as a label, and would complain about graphics under another key.
 */
import type { GraphReader } from '../graph/reader.ts';
import type { Concept } from '../model/types.ts';
import { eachConcept, statedBy } from './concepts.ts';
import type { ExportSource } from './source.ts';

const GRAPHICS = 'd3';
const NODE_KEYS = {
  label: 'string',
  slug: 'string',
  meaning: 'string',
  synonyms: 'string',
  stub: 'boolean',
  relations: 'int',
  calculators: 'string',
  url: 'string',
} as const;
const EDGE_KEYS = { kind: 'string' } as const;

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd">
  <key id="${GRAPHICS}" for="node" yfiles.type="nodegraphics"/>
`;

export async function* graphml(source: ExportSource): AsyncGenerator<string> {
  const keys = [
    ...Object.entries(NODE_KEYS).map(([name, type]) => key(name, 'node', type)),
    ...Object.entries(EDGE_KEYS).map(([name, type]) => key(name, 'edge', type)),
  ];
  yield `${HEAD}${keys.join('')}  <graph id="riskgraph" edgedefault="directed">\n`;
  for (const make of [node, edges]) {
    for await (const elements of eachConcept(source, { make, hasTexts: false })) yield elements.join('');
  }
  yield '  </graph>\n</graphml>\n';
}

function key(name: string, on: 'node' | 'edge', type: string): string {
  return `  <key id="${name}" for="${on}" attr.name="${name}" attr.type="${type}"/>\n`;
}

async function node(reader: GraphReader, concept: Concept): Promise<string> {
  const { slug, name, alternateNames, meaning, isStub } = concept;
  const relations = await reader.countRelations(slug, { kinds: null, direction: 'BOTH' });
  const values: Record<keyof typeof NODE_KEYS, string | number | boolean | undefined> = {
    label: name,
    slug,
    meaning: meaning ?? undefined,
    synonyms: alternateNames.join('; ') || undefined,
    stub: isStub,
    relations,
    calculators: (await reader.calculatorsOf(slug)).join('; ') || undefined,
    url: (await reader.whereToRead(slug))?.url ?? undefined,
  };
  const graphics = `<data key="${GRAPHICS}"><y:ShapeNode><y:NodeLabel>${escaped(name)}</y:NodeLabel></y:ShapeNode></data>`;
  return `    <node id="${nodeId(slug)}">${graphics}${Object.entries(values).map(datum).join('')}</node>\n`;
}

async function edges(reader: GraphReader, { slug }: Concept): Promise<string> {
  const source = nodeId(slug);
  let text = '';
  for await (const { kind, concept } of statedBy(reader, slug)) {
    text += `    <edge source="${source}" target="${nodeId(concept.slug)}">${datum(['kind', kind])}</edge>\n`;
  }
  return text;
}

function datum([name, value]: [string, string | number | boolean | undefined]): string {
  return value === undefined ? '' : `<data key="${name}">${escaped(String(value))}</data>`;
}

/** Characters that XML 1.0 forbids, even escaped. */
const NOT_IN_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

function escaped(text: string): string {
  return text.replace(NOT_IN_XML, '\uFFFD').replace(/[&<>"\r]/g, (sign) => ENTITIES[sign] as string);
}

/** Characters that an XML name token cannot have, and text that looks like their escapes. */
const NOT_IN_TOKEN =
  /[^\w\-.:\u00B7\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u037D\u037F-\u1FFF\u203F\u2040\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{EFFFF}]|_(?=x[0-9a-f]+_)/gu;

/** Encodes a slug as a name token, the id of its node. */
function nodeId(slug: string): string {
  return slug.replace(NOT_IN_TOKEN, (sign) => `_x${(sign.codePointAt(0) as number).toString(16)}_`);
}
