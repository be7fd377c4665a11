import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { byCodePoint, precedenceBeforeUrl, precedenceNumber } from '../../src/model/orders.ts';

const date = fc.oneof(
  fc.constantFrom(null, '0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', 'soon'),
  fc
    .date({ noInvalidDate: true, min: new Date('2025-01-01T00:00:00Z'), max: new Date('2025-01-01T00:00:05Z') })
    .map((at) => at.toISOString()),
);
const page = fc.record({
  kind: fc.constantFrom('DEFINITION' as const, 'TERM' as const, 'AREA' as const, 'DOCUMENT' as const),
  resource: fc.constantFrom(null, 1, 12),
  modifiedAt: date,
  publishedAt: date,
});

describe('the precedence of pages', () => {
  it('is never against its number', () => {
    fc.assert(
      fc.property(page, page, (a, b) => {
        const byNumber = Math.sign(precedenceNumber(a) - precedenceNumber(b));
        const byText = Math.sign(byCodePoint(precedenceBeforeUrl(a), precedenceBeforeUrl(b)));
        expect([0, byText]).toContain(byNumber);
      }),
      { numRuns: 2_000 },
    );
  });

  it('has numbers of its own for each kind and each second', () => {
    const at = (modifiedAt: string, kind: 'TERM' | 'AREA' = 'TERM') =>
      precedenceNumber({ kind, resource: null, modifiedAt, publishedAt: null });
    expect(at('2025-01-01T00:00:01Z')).toBeLessThan(at('2025-01-01T00:00:00Z'));
    expect(at('0001-01-01T00:00:00Z')).toBeLessThan(at('2025-01-01T00:00:00Z', 'AREA'));
  });
});
