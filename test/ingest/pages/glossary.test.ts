import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type PageFormat, readPage } from '../../../ingest/pages/read-page.ts';
import { findPageFiles } from '../../../ingest/run/files.ts';
import type { Fields } from '../../../src/calculators/kit/input.ts';
import { CALCULATORS } from '../../../src/calculators/registry.ts';
import { nameKey } from '../../../src/model/names.ts';
import type { PageContent } from '../../../src/model/types.ts';
import { ROOT } from '../../support/program.ts';

const FOLDER = join(ROOT, 'ingest', 'glossary');

describe('the bundled glossary', () => {
  const pages: PageContent[] = [];
  const warnings: string[] = [];
  let slugs: Set<string>;

  beforeAll(async () => {
    for (const { path, source, format } of await findPageFiles([FOLDER])) {
      const read = readPage(readFileSync(path), { format: format as PageFormat, fallbackUrl: null });
      expect(`${new URL(read.page.url).pathname.slice(1, -1)}.md`).toBe(source);
      pages.push(read.page);
      warnings.push(...read.warnings.map(({ code, message }) => `${source}: ${code}: ${message}`));
    }
    slugs = new Set(pages.map((page) => page.concept));
  });

  it('has pages of every kind, on its own site', () => {
    expect(pages.length).toBeGreaterThanOrEqual(80);
    expect(new Set(pages.map(({ kind }) => kind))).toEqual(new Set(['DEFINITION', 'AREA', 'TERM']));
    expect(new Set(pages.map(({ site }) => site))).toEqual(new Set(['https://riskgraph.example']));
  });

  it('reads without a warning: text and JSON-LD agree, nothing is cut', () => {
    expect(warnings).toEqual([]);
  });

  it('leads nowhere that it does not explain', () => {
    const dangling = pages.flatMap(({ concept, statements }) =>
      statements.filter(({ target }) => !slugs.has(target)).map(({ target }) => `${concept} → ${target}`),
    );
    expect(dangling).toEqual([]);
  });

  it('gives every concept one page, a name of its own and a meaning', () => {
    expect(slugs.size).toBe(pages.length);
    expect(new Set(pages.map(({ name }) => nameKey(name))).size).toBe(pages.length);
    const meanings = pages.map(({ definitions }) => definitions.find(({ kind }) => kind === 'MEANING')?.text);
    expect(meanings.filter((text) => text === undefined || !/^\p{Lu}.{30,300}\.$/u.test(text))).toEqual([]);
    expect(new Set(meanings).size).toBe(pages.length);
  });

  it('says of another concept what that concept’s own page says it means', () => {
    const meaningOf = new Map(
      pages.map(({ concept, definitions }) => [concept, definitions.find(({ kind }) => kind === 'MEANING')?.text]),
    );
    const other = pages.flatMap(({ concept, statements }) =>
      statements
        .filter(({ gloss, facet, target }) => gloss !== null && facet === null && gloss !== meaningOf.get(target))
        .map(({ target }) => `${concept} on ${target}`),
    );
    expect(other).toEqual([]);
  });

  it('links every concept from at least two others', () => {
    const sources = new Map<string, Set<string>>();
    for (const { concept, statements } of pages) {
      for (const { target } of statements) sources.set(target, (sources.get(target) ?? new Set()).add(concept));
    }
    expect([...slugs].filter((slug) => (sources.get(slug)?.size ?? 0) < 2)).toEqual([]);
  });

  it('explains what calculators attach to and what their parameters link to', () => {
    const conceptsOf = (fields: Fields): string[] =>
      Object.values(fields).flatMap((parameter) => [
        ...(parameter.concept === undefined ? [] : [parameter.concept]),
        ...(parameter.type === 'OBJECT_LIST' ? conceptsOf(parameter.fields) : []),
      ]);
    const wanted = CALCULATORS.flatMap(({ concepts, parameters }) => [...concepts, ...conceptsOf(parameters)]);
    expect(wanted.length).toBeGreaterThan(20);
    expect([...new Set(wanted)].filter((slug) => !slugs.has(slug))).toEqual([]);
  });
});
