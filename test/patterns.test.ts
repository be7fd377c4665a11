/**
 * Every regular expression takes linear time in the length of its text: none can match a run of the same units in two
 * ways, and no search rescans a run from each of its positions.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseSync } from '@swc/core';
import { analyse } from 'scslre';
import { ROOT } from './support/program.ts';

/** Patterns that take quadratic time, and why their texts are short. */
const SHORT_TEXTS: Record<string, string> = {
  '/\\/+$/': 'an address that an operator writes',
  "/^(?:['’]s?)?(?:[^\\S\\n]*\\n?[^\\S\\n]*|[-‐‑/](?:\\r?\\n[^\\S\\n]*)?|[‒–_.]|\\s?&\\s?)$/u":
    '64 units between words',
  '/#(?:.*&)?concept=([^&\\s]+)/': '2,048 units of a lookup',
  '/\\/\\/.*@/s': 'the address of a store',
  '/[\\p{L}\\p{N}]*$/u': '12 units before a full stop',
  '/\\s*⎊\\s*/g': 'a title that the service gives',
  '/^(\\w+)(.*)$/': 'the path of a parameter',
  '/([\\w:-]+)="([^"]*)"/g': 'MathML that the service gives',
};

function patternsIn(text: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, pattern, flags } = node as { type?: string; pattern?: string; flags?: string };
    if (type === 'RegExpLiteral') found.push(`/${pattern}/${flags}`);
    for (const part of Object.values(node)) visit(part);
  };
  visit(parseSync(text, { syntax: 'typescript', target: 'es2023' }));
  return found;
}

function isLinear(literal: string): boolean {
  const end = literal.lastIndexOf('/');
  const { reports } = analyse(
    { source: literal.slice(1, end), flags: literal.slice(end + 1) },
    { reportTypes: { Self: true, Trade: true, Move: true } },
  );
  return reports.length === 0;
}

describe('every pattern', () => {
  const patterns = new Set(
    ['src', 'ingest'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .flatMap((name) => patternsIn(readFileSync(join(ROOT, folder, name), 'utf8'))),
    ),
  );

  it('is linear, or is given short texts only', () => {
    expect(patterns.size).toBeGreaterThan(100);
    expect([...patterns].filter((pattern) => !isLinear(pattern)).sort()).toEqual(Object.keys(SHORT_TEXTS).sort());
  });

  it.each([
    '/^ {0,3}(~{3,})([^`]*)$/', // ambiguous at its start
    '/^#(?:[ \\t]+(.*))?$/',
    '/\\s+$/', // restarts at each position
    '/(?:a+)+b/',
  ])('that is %s is found', (pattern) => {
    expect(isLinear(pattern)).toBe(false);
  });
});
