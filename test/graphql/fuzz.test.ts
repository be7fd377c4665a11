/** Random requests: each gets either the requested data or a refusal that says why. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DocumentNode, parse, validate } from 'graphql';
import { createSchema } from '../../src/graphql/schema.ts';
import { page } from '../support/pages.ts';
import { randomQuery } from '../support/random-queries.ts';
import { startTestService, type TestService } from '../support/service.ts';

/** .ci/run sets more. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 300);

const SLUGS = ['margin-call', 'leverage', 'liquidation-cascade', 'fire-sale', 'contagion', 'constructor'];
const WORDS = [
  ...SLUGS,
  'Margin Call',
  'fire sal',
  'liquidation-cascade',
  'what is a margin call',
  'Q29uY2VwdDpsZXZlcmFnZQ',
];
const PAGES = SLUGS.map((slug, i) =>
  page('definition', slug, {
    meaning: `What ${slug} means.`,
    body: [`A ${slug} follows from a margin call.`],
    links: { RELATED: SLUGS.filter((_, j) => j !== i && (i + j) % 3 !== 0), LINKS_TO: ['unknown-so-far'] },
  }),
);

/** The only codes that a request may get. */
const CODES = [
  'BAD_USER_INPUT',
  'QUERY_TOO_DEEP',
  'QUERY_TOO_EXPENSIVE',
  'TOO_LARGE_ANSWER',
  'TOO_MANY_ALIASES',
  'TOO_MANY_DIRECTIVES',
  'TIMEOUT',
  'OVERLOADED',
];

describe('a request at random', () => {
  // Includes the scalars' own checks, such as for a literal that is not a valid time.
  const schema = createSchema();
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(PAGES, (store) => store, { timeLimit: 2_000 });
  });
  afterAll(() => service.stop());

  /** The error code that a document deserves according to the reference implementation; null for a valid one. */
  function fault(text: string): string | null {
    let document: DocumentNode;
    try {
      document = parse(text);
    } catch {
      return 'GRAPHQL_PARSE_FAILED';
    }
    return validate(schema, document).length > 0 ? 'GRAPHQL_VALIDATION_FAILED' : null;
  }

  it(`is answered or refused by its fault, the same way each time, and never by one of ours (${RUNS} requests)`, async () => {
    const outcomes = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (draw) => {
        const { document, variables } = randomQuery(draw, schema, WORDS);
        const { status, body } = await service.query(document, variables);
        const codes = body.errors?.map(({ extensions }) => extensions.code) ?? [];
        const expected = fault(document);
        if (expected !== null) {
          expect([status, ...new Set(codes)]).toEqual([400, expected]);
        } else {
          expect([200, 400]).toContain(status);
          expect(codes.filter((code) => !CODES.includes(code))).toEqual([]);
          expect('data' in body).toBe(status === 200);
        }
        expect(service.errors).toEqual([]);
        // A request that timed out or was refused for overload may succeed the next time.
        const again = await service.query(document, variables);
        const isLate = [body, again.body].some(({ errors }) =>
          errors?.some(({ extensions }) => ['TIMEOUT', 'OVERLOADED'].includes(extensions.code)),
        );
        if (!isLate) expect(again).toEqual({ status, body });
        for (const outcome of codes.length > 0 ? codes : ['answered']) {
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        }
      }),
      { numRuns: RUNS },
    );
    // The generator must reach both sides of every limit.
    expect(outcomes.get('answered')).toBeGreaterThan(RUNS / 4);
    for (const code of ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']) {
      expect([code, outcomes.get(code) ?? 0]).toEqual([code, expect.any(Number)]);
      expect(outcomes.get(code) ?? 0).toBeGreaterThan(0);
    }
  }, 600_000);
});
