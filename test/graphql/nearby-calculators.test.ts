import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { page } from '../support/pages.ts';
import { startTestService, type TestService } from '../support/service.ts';

// Which calculators attach to a concept, and in which order, follows from their definitions: liquidation-cascade has
// four; volatility-clustering three, hawkes-clustering first; margin-call two, account-liquidation first.
const PAGES = [
  page('definition', 'volatility-clustering'),
  page('definition', 'liquidation-cascade', { links: { RELATED: ['three', 'margin-call'] } }),
  page('definition', 'three', { links: { LINKS_TO: ['two'] } }),
  page('definition', 'one', { links: { MENTIONS: ['two'], RELATED: ['zero'] } }),
  page('definition', 'between', {
    links: { MENTIONS: ['liquidation-cascade'], RECOMMENDS: ['volatility-clustering'] },
  }),
  page('definition', 'lonely'),
];

describe('nearby calculators', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(PAGES);
  });
  afterAll(() => service.stop());

  const FIELDS = '{ calculator { slug } concept { slug } distance }';
  interface Found {
    calculator: { slug: string };
    concept: { slug: string };
    distance: number;
  }
  async function nearby(slug: string, first?: number | null) {
    const { status, body } = await service.query(
      `query($slug: String!, $first: Int) { concept(slug: $slug) { nearbyCalculators(first: $first) ${FIELDS} } }`,
      { slug, ...(first === undefined ? {} : { first }) },
    );
    expect([status, body.errors]).toEqual([200, undefined]);
    const found = body.data?.concept as { nearbyCalculators: Found[] };
    return found.nearbyCalculators.map(
      ({ calculator, concept, distance }) => `${distance} ${concept.slug}: ${calculator.slug}`,
    );
  }

  const OF_CASCADE = [
    'liquidation-cascade',
    'insurance-fund-adl',
    'open-interest-collapse',
    'defi-collateral-contagion',
  ];
  const onCascade = (distance: number) => OF_CASCADE.map((slug) => `${distance} liquidation-cascade: ${slug}`);

  it('are a concept’s own first, in their order', async () => {
    expect(await nearby('liquidation-cascade', 2)).toEqual(onCascade(0).slice(0, 2));
    const { body } = await service.query('{ concept(slug: "liquidation-cascade") { calculators { slug } } }');
    expect(body.data?.concept).toEqual({ calculators: OF_CASCADE.map((slug) => ({ slug })) });
  });

  it('go on with those of the nearest concepts, over the strongest link first, each calculator once', async () => {
    const all = [
      '1 volatility-clustering: hawkes-clustering',
      '1 volatility-clustering: volatility-targeting',
      '1 volatility-clustering: hawkes-calibration',
      ...onCascade(1), // margin-call also has liquidation-cascade, further away
      '2 margin-call: account-liquidation',
    ];
    expect(await nearby('between', 100)).toEqual(all);
    expect(await nearby('between')).toEqual(all.slice(0, 3));
    expect(await nearby('between', null)).toEqual(all.slice(0, 3));
    expect(await nearby('margin-call', 3)).toEqual([
      '0 margin-call: account-liquidation',
      '0 margin-call: liquidation-cascade',
      '1 liquidation-cascade: insurance-fund-adl',
    ]);
  });

  it('are at most three relations away, in either direction', async () => {
    expect(await nearby('three', 4)).toEqual(onCascade(1));
    expect(await nearby('two', 4)).toEqual(onCascade(2));
    expect(await nearby('one', 100)).toEqual(onCascade(3));
    expect(await nearby('zero', 100)).toEqual([]);
    expect(await nearby('lonely', 100)).toEqual([]);
  });

  it('count towards the cost', async () => {
    const document =
      '{ concept(slug: "one") { nearbyCalculators(first: 10) { calculator { slug } concept { slug } } } }';
    const { body } = await service.query(document, {}, { cost: true });
    expect(body.extensions?.cost).toBe(1 + 50 + 10 * (1 + 1 + 1)); // the concept, the walk, and its results
  });
});
