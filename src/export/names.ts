/** What the formats are called by those who ask for them. */
export const EXPORT_NAMES = ['turtle', 'jsonld', 'csv', 'ndjson', 'graphml'] as const;
export type ExportName = (typeof EXPORT_NAMES)[number];
