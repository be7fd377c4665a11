/** RDF as JSON-LD, one line per subject. The context is inline, so that readers need not fetch it. */
import type { ExportSource } from '../source.ts';
import { subjectsIn } from './subjects.ts';
import { PREFIXES, PROPERTIES, type Subject } from './vocabulary.ts';

const COERCED = { address: '@id', date: 'xsd:dateTime' } as const;

function context(): object {
  const coerced = Object.entries(PROPERTIES).flatMap(([property, kind]) =>
    kind === 'text' ? [] : [[property, { '@type': COERCED[kind] }]],
  );
  return { ...PREFIXES, ...Object.fromEntries(coerced) };
}

export async function* jsonLd(source: ExportSource): AsyncGenerator<string> {
  let before = `{"@context":${JSON.stringify(context())},"@graph":[\n`;
  for await (const subjects of subjectsIn(source)) {
    yield before + subjects.map(lineOf).join(',\n');
    before = ',\n';
  }
  yield '\n]}\n';
}

/** A single value is not wrapped in a list, as is usual in JSON-LD. */
function lineOf({ id, types, values }: Subject): string {
  const properties = Object.entries(values).map(([property, all]) => [property, all.length === 1 ? all[0] : all]);
  return JSON.stringify({ '@id': id, '@type': types, ...Object.fromEntries(properties) });
}
