/** The table of concepts as spreadsheets and CSV parsers read it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { kept } from '../ingest/kept.ts';
import { page } from '../support/pages.ts';
import { temporaryFolder } from '../support/program.ts';
import { exportOfGlossary, exportOfPages, HOSTILE_PAGES } from './export-of.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const rowsOf = (text: string): Record<string, string>[] => parse(text, { bom: true, columns: true });

const PAGES = [
  page('definition', 'repo', {
    name: 'Repo',
    alternateNames: ['RP', 'Repurchase Agreement'],
    meaning: 'A loan, "secured".',
    publishedAt: '2026-01-02T00:00:00Z',
    links: { RELATED: ['haircut', 'margin'], HAS_PART: ['term-repo'], NARROWER: ['reverse-repo'] },
  }),
];

describe('the table of concepts', () => {
  it('has a row for each, stubs included, in order of name', async () => {
    const text = await exportOfPages('csv', PAGES);
    expect(text.startsWith('\ufeffterm,slug,definition,')).toBe(true);
    expect(text.split('\r\n')).toHaveLength(7);
    const rows = rowsOf(text);
    expect(rows.map(({ slug }) => slug)).toEqual(['haircut', 'margin', 'repo', 'reverse-repo', 'term-repo']);
    expect(rows[2]).toEqual({
      term: 'Repo',
      slug: 'repo',
      definition: 'A loan, "secured".',
      synonyms: 'RP; Repurchase Agreement',
      parent: '',
      related: 'haircut; margin',
      parts: 'term-repo',
      recommends: '',
      mentions: '',
      'links to': '',
      calculators: '',
      published: '2026-01-02T00:00:00Z',
      modified: '',
      url: 'https://glossary.example/definition/repo/',
    });
    expect(rows[3]).toMatchObject({ term: 'Reverse Repo', parent: 'repo', definition: '', url: '' });
  });

  it('says which calculators a concept has', async () => {
    const row = rowsOf(await exportOfGlossary('csv')).find(({ slug }) => slug === 'liquidation-cascade');
    expect(row?.calculators?.split('; ')).toContain('liquidation-cascade');
  });

  it('has no cell that a spreadsheet takes for a formula, and no row that a text has torn', async () => {
    const text = await exportOfPages('csv', HOSTILE_PAGES);
    const rows = rowsOf(text);
    const cells = parse(text, { bom: true }).slice(1).flat();
    expect(cells.filter((cell) => /^[=+\-@\t\r\0]/.test(cell))).toEqual([]);
    const names = new Set(HOSTILE_PAGES.map(({ name }) => name));
    for (const { term } of rows) names.delete((term ?? '').replace(/^'(?=[=+\-@])/, ''));
    // A lone surrogate cannot be written to a file.
    expect([...names].filter((name) => !/\p{Cs}/u.test(name))).toEqual([]);
    expect(rows.some(({ term }) => term === "'-1")).toBe(true);
  });

  it('is a table of terms that is read in again', async () => {
    writeFileSync(join(folder.path, 'graph.csv'), await exportOfPages('csv', PAGES));
    const { pages } = await kept(join(folder.path, 'graph.csv'), { base: 'https://desk.example/' });
    expect(pages.find(({ concept }) => concept === 'repo')).toMatchObject({
      url: 'https://glossary.example/definition/repo/',
      name: 'Repo',
      alternateNames: ['RP', 'Repurchase Agreement'],
      meaning: 'A loan, "secured".',
      relations: [
        ['RELATED', 'haircut'],
        ['RELATED', 'margin'],
        ['NARROWER', 'reverse-repo'],
      ],
    });
  });
});
