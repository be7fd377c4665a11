/** A table with one term per row. Columns are found by their usual titles, or by the titles that the caller gives. */
import { parse } from 'csv-parse/sync';
import { slugOf } from '../../../src/model/address.ts';
import type { Statement } from '../../../src/model/types.ts';
import { PageMalformed, PageRejected, type PageWarning } from '../../formats/faults.ts';
import { documentUrl } from '../../formats/file-target.ts';
import { excerpt, inShort, plainName, plainText } from '../../formats/plain-text.ts';
import {
  documentPage,
  fragmentUrl,
  namesIn,
  repeatedIn,
  type SourceFile,
  type SourcePage,
  slugs,
  statement,
} from '../document-page.ts';
import { COLUMNS, type Column, columnKey, isNamed, several } from './columns.ts';

type Row = Readonly<Record<Column, string>>;

/**
 * A page for each row, and one for each parent that has no row.
 *
 * @param named - column titles that the caller gives, by what the columns hold.
 * @returns null if a row has no address and neither has the file.
 * @throws PageRejected NOT_A_PAGE if there is no column of terms; PageMalformed if it is not a table.
 */
export function readCsv(
  source: string,
  file: SourceFile,
  named: Partial<Readonly<Record<Column, string>>> = {},
): SourcePage[] | null {
  const { rows, warnings } = rowsOf(source, named);
  const slugFor = slugs();
  const found: { row: Row; name: string; others: string[]; slug: string }[] = [];
  const nameless: string[] = [];
  for (const row of rows) {
    const { name, others } = namesIn(plainName(row.term));
    const slug = slugFor(name);
    const text = textOf(row);
    if (slug !== null) found.push({ row, name, others, slug });
    else if (text !== null) nameless.push(text);
  }
  const [first] = nameless;
  if (first !== undefined) {
    const count = nameless.length === 1 ? '1 row without a term is' : `${nameless.length} rows without a term are`;
    const which = nameless.length === 1 ? 'that' : 'the first';
    warnings.push({ code: 'LEFT_OUT', message: `${count} left out, ${which} with "${excerpt(first)}"` });
  }
  warnings.push(...repeatedIn(found, 'row'));
  const urls = new Map<string, string | null>();
  for (const { row, slug } of found) urls.set(slug, documentUrl(row.url) ?? placeIn(file, slug));
  const noAddress = found.map(({ row }) => row.url).filter((url) => url !== '' && documentUrl(url) === null);
  if (noAddress[0] !== undefined) {
    const count = noAddress.length === 1 ? '1 value' : `${noAddress.length} values`;
    const message = `${count} in the address column left out, because not an address: "${excerpt(noAddress[0])}"`;
    warnings.push({ code: 'LEFT_OUT', message });
  }
  const parts = new Map<string, Statement[]>();
  const parents = new Map<string, string>();
  for (const { row, name, slug } of found) {
    for (const parent of several(row.parent)) {
      const above = slugOf(parent);
      if (above === null || above === slug) continue;
      parents.set(above, parent);
      const below = parts.get(above) ?? [];
      below.push(statement('NARROWER', slug, name, urls.get(slug) ?? null));
      parts.set(above, below);
    }
  }
  const pages: SourcePage[] = [];
  for (const { row, name, others, slug } of found) {
    const url = urls.get(slug) ?? null;
    if (url === null) return null;
    const related = several(row.related).flatMap((other): Statement[] => {
      const target = slugOf(other);
      return target === null ? [] : [statement('RELATED', target, other, urls.get(target) ?? null)];
    });
    const page = documentPage({
      url,
      slug,
      name,
      names: [...others, ...several(row.synonyms)],
      meaning: row.definition,
      body: [row.notes],
      statements: [...related, ...(parts.get(slug) ?? [])],
    });
    pages.push({ page, warnings: [] });
  }
  for (const [slug, name] of parents) {
    const url = urls.has(slug) ? null : placeIn(file, slug);
    if (url !== null) {
      pages.push({
        page: documentPage({ url, slug, name: plainName(name), statements: parts.get(slug) ?? [] }),
        warnings: [],
      });
    }
  }
  pages[0]?.warnings.push(...warnings);
  return pages;
}

function placeIn({ url }: SourceFile, slug: string): string | null {
  return url === null ? null : fragmentUrl(url, slug);
}

/** The first text in a row, in the order of {@link COLUMNS}; null if it has none. */
function textOf(row: Row): string | null {
  return COLUMNS.map((column) => row[column]).find((text) => text !== '') ?? null;
}

function rowsOf(file: string, named: Partial<Readonly<Record<Column, string>>>) {
  // Spreadsheets may declare the delimiter in a first line, such as `sep=;`.
  const [line = '', sign] = /^\ufeff?sep=([,;|\t])\r?\n/i.exec(file) ?? [];
  const source = file.slice(line.length);
  const delimiter = sign ?? delimiterOf(source, named.term);
  // Check the header first: without a column of terms, an error further down does not matter.
  const [header = []] = recordsOf(source, delimiter, 1);
  const places = placesOf(header, named);
  const [, ...lines] = recordsOf(source, delimiter);
  const leftOut = header.filter((title, place) => title.trim() !== '' && !Object.values(places).includes(place));
  const warnings: PageWarning[] =
    leftOut.length === 0 ? [] : [{ code: 'LEFT_OUT', message: `columns are left out: ${excerpt(leftOut.join(', '))}` }];
  const beyond = lines.flatMap((cells) => cells.slice(header.length).filter((cell) => cell.trim() !== ''));
  const [first] = beyond;
  if (first !== undefined) {
    const count =
      beyond.length === 1 ? '1 cell past the last column is' : `${beyond.length} cells past the last column are`;
    const which = beyond.length === 1 ? '' : ', the first';
    warnings.push({ code: 'LEFT_OUT', message: `${count} left out${which}: "${excerpt(first)}"` });
  }
  const rows = lines.map((cells): Row => {
    const cell = (column: Column): string => plainText(withoutGuard(cells[places[column] ?? -1] ?? ''));
    return Object.fromEntries(COLUMNS.map((column) => [column, cell(column)])) as Record<Column, string>;
  });
  return { rows, warnings };
}

/** The records of a table, or the first `count` of them. */
function recordsOf(source: string, delimiter: string, count = -1): string[][] {
  try {
    return parse(source, {
      bom: true,
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: 1_000_000,
      to: count,
    });
  } catch (error) {
    throw new PageMalformed(`it is not a table: ${inShort((error as Error).message)}`);
  }
}

/** The index of each column: by the title that the caller gives, else by one that tables commonly have. */
function placesOf(
  header: readonly string[],
  named: Partial<Readonly<Record<Column, string>>>,
): Partial<Record<Column, number>> {
  const keys = header.map(columnKey);
  const places: Partial<Record<Column, number>> = {};
  for (const column of COLUMNS) {
    const wanted = named[column];
    const place =
      wanted === undefined ? header.findIndex((title) => isNamed(title, column)) : keys.indexOf(columnKey(wanted));
    if (place >= 0) places[column] = place;
    else if (wanted !== undefined)
      throw new PageRejected(
        'NOT_A_PAGE',
        `it has no column "${excerpt(wanted)}": its columns are ${excerpt(header.join(', '))}`,
      );
  }
  // In a list of abbreviations, the abbreviations are the terms.
  if (places.term === undefined && places.definition !== undefined && places.synonyms !== undefined) {
    return { ...places, term: places.synonyms, synonyms: -1 };
  }
  if (places.term === undefined) {
    throw new PageRejected(
      'NOT_A_PAGE',
      `none of the columns ${excerpt(header.join(', '))} is known to hold terms; name it with --columns term=…`,
    );
  }
  return places;
}

/** The delimiter that splits the first line into the most titles; those that yield a column of terms come first. */
function delimiterOf(source: string, term: string | undefined): string {
  const [line = ''] = source.replace(/^\ufeff/, '').split(/[\r\n]/, 1);
  const isTerm = (title: string): boolean =>
    term === undefined ? isNamed(title, 'term') : columnKey(title) === columnKey(term);
  const counts = [',', ';', '\t', '|'].map((sign) => {
    const titles = line.split(sign).map((title) => title.trim().replace(/^"|"$/g, ''));
    return { sign, hasTerm: titles.length > 1 && titles.some(isTerm), count: titles.length };
  });
  const known = counts.filter(({ hasTerm }) => hasTerm);
  return (known.length > 0 ? known : counts).reduce((best, next) => (next.count > best.count ? next : best)).sign;
}

/** Removes the quote that keeps a spreadsheet from evaluating a cell as a formula. */
function withoutGuard(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}
