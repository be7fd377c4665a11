/** The names of the export formats. */
export const EXPORT_NAMES = ['turtle', 'jsonld', 'csv', 'ndjson', 'graphml'] as const;
export type ExportName = (typeof EXPORT_NAMES)[number];

const NAME_BY_ENDING: Readonly<Record<string, ExportName>> = {
  ttl: 'turtle',
  jsonld: 'jsonld',
  csv: 'csv',
  ndjson: 'ndjson',
  graphml: 'graphml',
};

/** The format for a file extension; undefined for an unknown one. */
export function exportNameOf(file: string): ExportName | undefined {
  const ending = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(NAME_BY_ENDING, ending) ? NAME_BY_ENDING[ending] : undefined;
}
