/** What a page pays for the elements: the entry and its static imports, compressed. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from '../support/program.ts';

const WIDGET = join(ROOT, 'dist', 'public', 'widget');

/** The files that a module loads before it runs, itself first. */
function loadedAtOnce(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, path = ''] of text.matchAll(/(?:from|import)"(\.\/[^"]+)"/g)) {
    loadedAtOnce(join(dirname(file), path), seen);
  }
  return seen;
}

function kilobytes(entry: string): number {
  const files = [...loadedAtOnce(join(WIDGET, entry))];
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0) / 1000;
}

it('keeps the lookup within 12 kB and the card within 6 kB', () => {
  expect(kilobytes('term-lookup.js')).toBeLessThanOrEqual(12);
  expect(kilobytes('term-card.js')).toBeLessThanOrEqual(6);
});

it('loads charts, graph layout and calculators only when they are needed', () => {
  const core = [...loadedAtOnce(join(WIDGET, 'term-lookup.js'))].map((file) => readFileSync(file, 'utf8')).join('');
  for (const part of ['runCalculator(', 'neighbourhood(slugs', 'u-wrap']) expect(core).not.toContain(part);
  expect([...core.matchAll(/import\("\.\/[\w.-]+-[A-Z0-9]{8}\.js"\)/g)].length).toBeGreaterThanOrEqual(2);
});

it('loads what reads files only when one is given', () => {
  const form = readdirSync(WIDGET).find((name) => /^calculator-\w+\.js$/.test(name)) as string;
  const atOnce = [...loadedAtOnce(join(WIDGET, form))].map((file) => readFileSync(file, 'utf8')).join('');
  expect(atOnce).toContain('runCalculator(');
  expect(atOnce).toMatch(/import\("\.\/csv-list-\w+\.js"\)/);
  expect(atOnce).not.toContain('must have a header row');
});

describe('an analysis', () => {
  const part = (name: string) =>
    readdirSync(WIDGET).find((file) => new RegExp(`^${name}-[A-Z0-9]{8}\\.js$`).test(file)) as string;
  const filesOf = (file: string) => loadedAtOnce(join(WIDGET, file));
  const VIEWS = ['curve', 'limit', 'tornado', 'outcomes', 'comparison'];

  it('is loaded when it is opened, and costs no more than the lookup beside its calculator, 12 kB', () => {
    const calculator = filesOf(part('calculator'));
    for (const view of VIEWS) {
      const files = [...filesOf(part(`${view}-view`))].filter((file) => !calculator.has(file));
      const size = files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0) / 1000;
      expect([view, size <= 12, files.length > 0]).toEqual([view, true, true]);
    }
  });

  it('brings neither the other analyses nor what makes pictures and code, and no chart library', () => {
    const others = [...VIEWS.map((view) => `${view}-view`), 'png', 'code', 'uPlot.esm'].map((name) => [
      name,
      part(name),
    ]);
    for (const view of ['calculator', ...VIEWS.map((name) => `${name}-view`)]) {
      const names = [...filesOf(part(view))].map((file) => basename(file));
      expect(others.filter(([name, file]) => name !== view && names.includes(file as string))).toEqual([]);
    }
  });
});
