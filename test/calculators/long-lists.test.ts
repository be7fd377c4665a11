/** The longest lists of trades and of order book levels are accepted over HTTP, both typed and as JSON. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '../support/service.ts';

const MOST = 5_000;
const levels = (start: number, step: number) =>
  Array.from({ length: MOST }, (_, i) => ({
    price: Math.round((start + i * step) * 100) / 100,
    quantity: 1 + (i % 5),
  }));
const BOOK = { side: 'sell', orderQuantity: 15_000, bids: levels(100, -0.01), asks: levels(100.01, 0.01) };
const TIMES = Array.from({ length: MOST }, (_, i) => 10 * i + (i % 7));

describe('a list of 5,000 entries', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  it('is taken by a typed run', async () => {
    const book = await service.query(
      `query ($input: OrderBookWalkInput!) { calculate { orderBookWalk(input: $input) { filledQuantity } } }`,
      { input: { ...BOOK, side: 'SELL' } },
    );
    // All bids: 1 + 2 + 3 + 4 + 5, a thousand times.
    expect(book.body).toEqual({ data: { calculate: { orderBookWalk: { filledQuantity: 15_000 } } } });
    const times = await service.query(
      `query ($input: HawkesCalibrationInput!) { calculate { hawkesCalibration(input: $input) { eventCount } } }`,
      { input: { timestamps: TIMES } },
    );
    expect(times.body).toEqual({ data: { calculate: { hawkesCalibration: { eventCount: MOST - 1 } } } });
  });

  it('is taken as JSON, and one entry more is refused', async () => {
    const run = async (parameters: object) =>
      (
        await service.query(
          `query ($parameters: JSON) { runCalculator(slug: "order-book-walk", parameters: $parameters) { outputs } }`,
          { parameters },
        )
      ).body;
    expect((await run(BOOK)).data).toMatchObject({ runCalculator: { outputs: { filledQuantity: 15_000 } } });
    const { errors } = await run({ ...BOOK, bids: [...BOOK.bids, { price: 1, quantity: 1 }] });
    expect(errors?.[0]?.extensions.problems?.[0]).toMatchObject({ parameter: 'bids', code: 'TOO_LARGE' });
  });
});
