/** Tables of terms in a page: the header row says which column holds what, as in a CSV file. */
import { inlinesOf, withoutEmptyStart } from '../../formats/link-lists.ts';
import { type Inline, type Outline, soleLink } from '../../formats/outline.ts';
import { COLUMNS, type Column, isNamed, several } from '../csv/columns.ts';
import { headingsOf, type Terms } from './terms.ts';

/** Separates two cells, either of which may be empty. */
const BAR = /(?<= )\| /;
/** Columns that hold a term's texts. */
const TEXTS = ['definition', 'notes'] as const;

/** The rows of all tables that have a column of terms and one of definitions; all other text goes to `rest`. */
export function fromTables({ sections }: Outline): Terms {
  const terms: Terms = { entries: [], rest: [], headings: headingsOf(sections) };
  for (const block of sections.flatMap(({ blocks }) => blocks)) {
    const [head, ...rows] = block.kind === 'list' && block.isTable ? block.items : [];
    const columns = head === undefined ? null : columnsOf(head);
    if (columns === null) terms.rest.push(...inlinesOf(block));
    else for (const row of rows) addRow(row, columns, terms);
  }
  return terms;
}

/** What each column of a table holds; null if it is not a table of terms. */
function columnsOf(head: Inline): (Column | null)[] | null {
  const columns = cellsOf(head).map(
    (title) => COLUMNS.find((column) => isNamed(title.replace(/[*:]/g, ''), column)) ?? null,
  );
  if (!columns.includes('definition')) return null;
  // In a list of abbreviations, the abbreviations are the terms.
  if (!columns.includes('term') && columns.includes('synonyms')) columns[columns.indexOf('synonyms')] = 'term';
  return columns.includes('term') ? columns : null;
}

function cellsOf({ text }: Inline): string[] {
  return ` ${text} `.split(BAR).map((cell) => cell.trim());
}

function addRow(row: Inline, columns: readonly (Column | null)[], { entries, rest }: Terms): void {
  const cells = cellsOf(row);
  // A bar in the last cell is part of its text.
  const last = cells.slice(columns.length - 1).join(' | ');
  const cell = (column: Column): string => {
    const place = columns.indexOf(column);
    return place === columns.length - 1 ? last : place < 0 ? '' : (cells[place] ?? '');
  };
  const name = cell('term');
  const others = columns.flatMap((column, place) => (column === null ? (cells[place] ?? '') : []));
  const texts = [...TEXTS.map(cell), ...others].filter((text) => text !== '');
  if (name === '' || texts.length === 0) {
    if (row.text !== '') rest.push(withoutEmptyStart(row));
    return;
  }
  const links = soleLink(row) === null ? row.links.filter((link) => link.text !== name) : [];
  entries.push({
    names: [name, ...several(cell('synonyms'))],
    anchors: [...(row.anchors ?? [])],
    texts: texts.map((text, place) => ({ text, links: place === 0 ? links : [], bolds: [], isCut: row.isCut })),
  });
}
