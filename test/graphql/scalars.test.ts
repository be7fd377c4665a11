import { describe, expect, it } from '@jest/globals';
import { graphql } from 'graphql';
import { createSchema } from '../../src/graphql/schema.ts';

const WANTED =
  'DateTime must be a date, or a date and time with its offset from UTC, such as 2026-01-31 or 2026-01-31T12:00:00Z';

describe('a DateTime', () => {
  const asked = async (source: string, variableValues: Record<string, unknown> = {}) => {
    const { errors = [] } = await graphql({ schema: createSchema(), source, variableValues });
    return errors.map(({ message, locations }) => ({ message, locations }));
  };

  it.each([
    ['"x"', 'x'],
    ['""', ''],
    ['"2026-02-30"', '2026-02-30'],
    ['"2026-13-01"', '2026-13-01'],
    ['"2026-11-28T00:00:00"', '2026-11-28T00:00:00'],
    ['"2026-11-28T00:00:00+25:00"', '2026-11-28T00:00:00+25:00'],
    ['5', 5],
    ['true', true],
    ['a list of 0', []],
    ['an object', {}],
    [`"${'x'.repeat(58)}…`, 'x'.repeat(10_000)],
  ])('is refused with what is wanted and what came: %s', async (came, since) => {
    const [error] = await asked('query($since: DateTime) { changes(since: $since) { totalCount } }', { since });
    expect(error?.message).toMatch(/^Variable "\$since" got invalid value /);
    expect(error?.message.endsWith(`; ${WANTED}, but got ${came}`)).toBe(true);
  });

  it('is refused in a document, too, with its place', async () => {
    for (const [literal, came] of [
      ['"2026-02-30"', '"2026-02-30"'],
      ['5', '5'],
      ['TODAY', 'TODAY'],
      ['{}', '{}'],
    ]) {
      expect(await asked(`{ changes(since: ${literal}) { totalCount } }`)).toEqual([
        { message: `${WANTED}, but got ${came}`, locations: [{ line: 1, column: 18 }] },
      ]);
    }
  });
});
