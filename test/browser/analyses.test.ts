/** The analyses below a calculator's form: keyboard use, their tables, lazy loading, and reopening by a link. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { describeWithBrowser } from '../support/conditions.ts';
import { axeFindings, type Browsing, LONG_MS, overflow, startBrowsing } from './browsing.ts';

const PLACE = '/#concept=liquidation-cascade&calculator=liquidation-cascade';
const ANALYSES = ['curve', 'limit', 'tornado', 'outcomes', 'comparison'];
/** One isolated long: liquidated once the price has fallen by 1 - (1 - 1/L)/(1 - m). */
const ACCOUNT = {
  collateral: 0,
  symbols: [{ markPrice: 100, maintenanceMarginRate: 0.005 }],
  positions: [{ symbol: 0, size: 100, marginMode: 'isolated', leverage: 10 }],
};
const LIMIT = { path: 'positions[0].leverage', output: 'positionResults[0].distance', from: 1, to: 100, value: -0.2 };
/** The largest leverage that survives a fall of 20 %: 1 - 1/L = 0.8 × 0.995. */
const LARGEST_LEVERAGE = 1 / (1 - 0.8 * 0.995);

const placeOf = (concept: string, calculator: string, parameters: object, ask: object) =>
  `/#${new URLSearchParams({
    concept,
    calculator,
    parameters: JSON.stringify(parameters),
    ask: JSON.stringify(ask),
  })}`;

describeWithBrowser('the analyses of a calculator', () => {
  let browsing: Browsing;
  beforeAll(async () => {
    browsing = await startBrowsing();
  });
  afterAll(() => browsing?.stop());

  const part = (page: Page, name: string) => page.locator(`[data-analysis=${name}]`);
  const verdict = (of: Locator) => of.locator('.verdict');
  const cells = (of: Locator) =>
    of
      .locator('.behind tbody tr')
      .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));

  async function open(page: Page, name: string): Promise<Locator> {
    const opened = part(page, name);
    await opened.locator('summary').first().press('Enter');
    await opened.locator('.sentence').first().waitFor();
    return opened;
  }

  it('are loaded one by one when they are opened', async () => {
    const { page, requests, complaints } = await browsing.open(PLACE);
    await part(page, 'comparison').waitFor();
    const loaded = () => ANALYSES.filter((name) => requests.some((url) => url.includes(`/widget/${name}-view-`)));
    expect(loaded()).toEqual([]);
    await verdict(await open(page, 'curve')).waitFor();
    expect(loaded()).toEqual(['curve']);
    await verdict(await open(page, 'tornado')).waitFor();
    expect(loaded()).toEqual(['curve', 'tornado']);
    expect(requests.filter((url) => /\/widget\/(png|code)-/.test(url))).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(browsing.url))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  describe('a curve', () => {
    it('is read off along its slider by keyboard, and what was read off is computed', async () => {
      const { page, complaints } = await browsing.open(PLACE);
      const curve = await open(page, 'curve');
      await curve.getByLabel('and watch').selectOption({ label: 'Total move' });
      const last = curve.getByLabel('to its last value');
      expect(await last.inputValue()).toMatch(/^\d+ %$/);
      await last.fill('20 %');
      await page.getByRole('img', { name: /^Line: Total move by shock\./ }).waitFor();
      await curve.locator('.behind tr').nth(61).waitFor({ state: 'attached' });
      const slider = curve.getByRole('slider', { name: 'Read values along the curve' });
      const said = () => slider.getAttribute('aria-valuetext');
      await slider.focus();
      await page.keyboard.press('Home');
      expect(await said()).toMatch(/^Shock 0 %: total move 0 %$/);
      await page.keyboard.press('End');
      expect(await said()).toMatch(/^Shock 20 %: total move 2\d/);
      expect(await curve.locator('output').textContent()).toBe(await said());
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.locator('.run-link[href*="%22shock%22%3A0.2%2C"]').waitFor();
      expect(await page.getByLabel('Shock', { exact: false }).first().inputValue()).toBe('0.2');
      expect(complaints).toEqual([]);
    });

    it('has its numbers in a table, and its jumps in words', async () => {
      const { page } = await browsing.open(
        placeOf(
          'liquidation-cascade',
          'liquidation-cascade',
          { shock: 0.05 },
          { name: 'curve', path: 'shock', from: 0, to: 0.3, output: 'liquidatedShare' },
        ),
      );
      const curve = part(page, 'curve');
      await verdict(curve).waitFor();
      expect(await curve.getByLabel('to its last value').inputValue()).toBe('30 %');
      const rows = await cells(curve);
      // 61 values, plus both ends of each jump.
      const jumps = await curve.locator('svg .line.jump').count();
      expect(rows).toHaveLength(61 + 2 * jumps);
      expect([rows[0]?.[0], rows.at(-1)?.[0]]).toEqual(['0', '0.3']);
      expect(await curve.locator('.answer').textContent()).toMatch(/jump/);
      await curve.getByText(/^Table, \d+ rows?$/).click();
      await curve.getByRole('columnheader', { name: 'Liquidated share fraction' }).waitFor();
    });

    it('says what is missing for it, and what the calculator refuses', async () => {
      const { page } = await browsing.open(PLACE);
      const curve = await open(page, 'curve');
      await verdict(curve).waitFor();
      await curve.getByLabel('to its last value').fill('');
      await curve.getByText('Enter the first and the last value of the parameter.').waitFor();
      await curve.getByLabel('to its last value').fill('2');
      await curve.getByText(/points are outside what the calculator takes \(shock\)/).waitFor();
    });
  });

  describe('a limit', () => {
    it('is found by keyboard: the largest leverage that survives a fall of 20 %', async () => {
      const { page, complaints } = await browsing.open(
        `/#${new URLSearchParams({ concept: 'leverage', calculator: 'account-liquidation', parameters: JSON.stringify(ACCOUNT) })}`,
      );
      const limit = await open(page, 'limit');
      await verdict(limit).waitFor();
      const type = async (text: string) => {
        await page.keyboard.press('Tab');
        await page.keyboard.press('ControlOrMeta+a');
        await page.keyboard.type(text);
      };
      const find = limit.getByLabel('Find the end that is wanted');
      await find.focus();
      expect(await find.inputValue()).toBe('LARGEST');
      await page.keyboard.press('Tab');
      await page.keyboard.type('Leverage of position 1');
      await type('1');
      await type('100');
      await page.keyboard.press('Tab');
      await page.keyboard.type('Distance of position 1');
      await page.keyboard.press('Tab');
      await type('-0.2');
      const words = verdict(limit).filter({
        hasText: '× is the largest leverage of position 1 for which distance of position 1 is at most -0.2 (-20 %).',
      });
      await words.waitFor();
      const found = /^(\d+\.\d+)\s×/.exec((await words.textContent()) ?? '')?.[1];
      expect(Number(found)).toBeCloseTo(LARGEST_LEVERAGE, 4);
      await limit.getByRole('button', { name: 'Compute with this value' }).press('Enter');
      await page.locator('[data-parameter=positions] input').first().waitFor();
      await page.locator('.run-link[href*="4.90"]').waitFor();
      expect(complaints).toEqual([]);
    });

    it('that always or never holds says so', async () => {
      const { page } = await browsing.open(
        placeOf('leverage', 'account-liquidation', ACCOUNT, {
          name: 'limit',
          ...LIMIT,
          comparison: 'AT_MOST',
          value: 0.5,
        }),
      );
      const limit = part(page, 'limit');
      await verdict(limit)
        .filter({ hasText: /^100\s× is the largest|^Always: / })
        .waitFor();
      await limit.getByLabel('Value to compare the result with').fill('-2');
      await verdict(limit)
        .filter({ hasText: /^Never: .* at none of the 61 points between 1 and 100\s×/ })
        .waitFor();
      expect(await limit.getByRole('button', { name: 'Compute with this value' }).count()).toBe(0);
    });
  });

  it('say what matters most, the largest swing first, with the numbers in a table', async () => {
    const { page } = await browsing.open(PLACE);
    const tornado = await open(page, 'tornado');
    await verdict(tornado).waitFor();
    const swings = (await cells(tornado)).map((row) => Number((row[5] ?? '').replace('–', 'NaN')));
    const known = swings.filter((swing) => !Number.isNaN(swing));
    expect(known.length).toBeGreaterThan(5);
    expect(known).toEqual([...known].sort((a, b) => b - a));
    const before = await verdict(tornado).textContent();
    await tornado.getByLabel('What moves this result').selectOption({ label: 'Bad debt' });
    await verdict(tornado)
      .filter({ hasText: /^Bad debt depends most on/ })
      .waitFor();
    expect(await verdict(tornado).textContent()).not.toBe(before);
  });

  it('draw the same outcomes from the same seed, and others from the next', async () => {
    const { page } = await browsing.open(PLACE);
    const outcomes = await open(page, 'outcomes');
    const answer = outcomes.locator('.answer');
    await verdict(outcomes).waitFor();
    const first = (await answer.textContent()) ?? '';
    const seed = outcomes.getByLabel('from seed of the random numbers');
    expect(await seed.inputValue()).toBe('1');
    const told = () => page.waitForResponse((response) => response.url().endsWith('/graphql'));
    await Promise.all([told(), outcomes.getByRole('button', { name: 'Draw anew' }).press('Enter')]);
    expect(await seed.inputValue()).toBe('2');
    await outcomes.locator('.answer').filter({ hasNotText: first }).waitFor();
    await seed.fill('1');
    await answer.filter({ hasText: first }).waitFor();
    const counts = (await cells(outcomes)).map((row) => Number(row[2]));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1000);
  });

  it('set the run that was kept beside the present one, and tell what each change brought', async () => {
    const { page, complaints } = await browsing.open(PLACE);
    const comparison = await open(page, 'comparison');
    await comparison.getByRole('button', { name: 'Keep this run' }).press('Enter');
    await comparison.getByText('The run is kept.').waitFor();
    await page.getByLabel('Shock').first().fill('0.1');
    await page.getByLabel('Open interest').first().fill('800000');
    await comparison.getByText('Changed since: shock, open interest.').waitFor();
    await comparison.getByLabel('What caused the difference in').selectOption({ label: 'Final price' });
    await verdict(comparison)
      .filter({ hasText: /^Final price went from 94\.64/ })
      .waitFor();
    const row = (await cells(comparison)).find(([name]) => name === 'Final price') ?? [];
    const [kept, now, difference] = row.slice(2, 5).map(Number) as [number, number, number];
    expect(kept).toBeCloseTo(94.6422, 4);
    expect(now - kept).toBeCloseTo(difference, 3);
    await comparison.getByRole('button', { name: 'Back to the kept run' }).press('Enter');
    await page.locator('[data-output=finalPrice] .number').filter({ hasText: '94.6422' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it(
    'are reopened by their links as they were',
    async () => {
      const parameters = { shock: 0.08, openInterest: 700000 };
      const asked: Record<string, object> = {
        curve: { path: 'leverageMax', from: 5, to: 60, output: 'totalMove', at: 60 },
        limit: {
          path: 'shock',
          from: 0,
          to: 0.5,
          output: 'totalMove',
          comparison: 'AT_LEAST',
          value: 0.15,
          find: 'SMALLEST',
        },
        tornado: { output: 'finalPrice', percent: 25 },
        outcomes: {
          output: 'finalPrice',
          runs: 1000,
          seed: 7,
          disturbances: [
            { path: 'shock', percent: 20 },
            { path: 'dailyVolume', percent: 30 },
          ],
        },
        comparison: { output: 'finalPrice', kept: { shock: 0.02 } },
      };
      for (const name of ANALYSES) {
        const { page, complaints } = await browsing.open(
          placeOf('liquidation-cascade', 'liquidation-cascade', parameters, { name, ...asked[name] }),
        );
        await verdict(part(page, name)).waitFor();
        const words = await part(page, name).locator('.answer').textContent();
        const link = (await part(page, name).locator('.ask-link').getAttribute('href')) ?? '';
        const { ask, parameters: run } = Object.fromEntries(new URLSearchParams(new URL(link).hash.slice(1)));
        expect(JSON.parse(ask ?? '')).toEqual({ name, ...asked[name] });
        expect(JSON.parse(run ?? '')).toMatchObject(parameters);
        const again = await browsing.open(link);
        await verdict(part(again.page, name)).waitFor();
        expect(await part(again.page, name).locator('.answer').textContent()).toBe(words);
        expect(
          await part(again.page, name).evaluate((element) => element.getBoundingClientRect().top < innerHeight),
        ).toBe(true);
        expect(complaints).toEqual([]);
        await page.context().close();
        await again.page.context().close();
      }
    },
    LONG_MS,
  );

  it('leave what a link says wrongly as it usually is', async () => {
    const wrong = {
      name: 'limit',
      path: 'nothing',
      output: 7,
      from: 'x',
      to: null,
      value: [],
      find: 'BEST',
      comparison: '<',
    };
    const { page, complaints } = await browsing.open(placeOf('liquidation-cascade', 'liquidation-cascade', {}, wrong));
    const limit = part(page, 'limit');
    await verdict(limit).waitFor();
    expect(await limit.getByLabel('Find the end that is wanted').inputValue()).toBe('LARGEST');
    expect(complaints).toEqual([]);
  });

  it('are taken along as CSV, as PNG and as code', async () => {
    const { page, complaints } = await browsing.open(
      placeOf('leverage', 'account-liquidation', ACCOUNT, {
        name: 'limit',
        ...LIMIT,
        comparison: 'AT_MOST',
        find: 'LARGEST',
      }),
    );
    const limit = part(page, 'limit');
    await verdict(limit).waitFor();
    const save = async (name: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        limit.getByRole('button', { name }).click(),
      ]);
      return { name: download.suggestedFilename(), content: readFileSync(await download.path()) };
    };
    const csv = await save('Download as CSV');
    expect(csv.name).toBe('account-liquidation-limit.csv');
    expect(csv.content.toString().split('\r\n')[0]).toBe(
      'Leverage of position 1 [x],Distance of position 1 [fraction],Holds',
    );
    const png = await save('Save as PNG');
    expect(png.name).toBe('account-liquidation-limit.png');
    expect(png.content.subarray(1, 4).toString()).toBe('PNG');
    const [width, height] = [png.content.readUInt32BE(16), png.content.readUInt32BE(20)];
    expect(width).toBeGreaterThan(height);

    // Headless pages may be denied the clipboard: the text is shown for manual copying.
    await limit.getByRole('button', { name: 'Copy as Python' }).click();
    await limit.getByText(/^(Copied as Python|Not copied)/).waitFor();
    expect(await limit.locator('pre').textContent()).toContain(`"${browsing.url}/graphql"`);
    await limit.getByRole('button', { name: 'Copy as GraphQL' }).click();
    await limit.locator('pre').filter({ hasText: 'solve(input: {' }).waitFor();
    const query = (await limit.locator('pre').textContent()) ?? '';
    const answer = await fetch(`${browsing.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const { data } = (await answer.json()) as { data: { solve: { value: number } } };
    expect(data.solve.value).toBeCloseTo(LARGEST_LEVERAGE, 6);
    expect(complaints).toEqual([]);
  });

  it('leave a result’s chart as PNG and its run as code', async () => {
    const { page, complaints } = await browsing.open(PLACE);
    await page.locator('.plot .u-over').first().waitFor();
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'PNG of Price' }).click();
    expect(
      readFileSync(await (await saving).path())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    await page.locator('.outcome').getByRole('button', { name: 'Copy as cURL' }).click();
    await page.locator('.outcome pre').filter({ hasText: 'runCalculator' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('say that the service is away, and ask again', async () => {
    const { page } = await browsing.open(PLACE);
    await part(page, 'curve').waitFor();
    await page.route('**/graphql', (route) => route.abort());
    const curve = await open(page, 'curve');
    await curve.getByText('The service is not responding.').waitFor();
    await page.unroute('**/graphql');
    const slow = { data: { sweep: null }, errors: [{ message: 'slow', extensions: { code: 'TIMEOUT' } }] };
    await page.route('**/graphql', (route) => route.fulfill({ json: slow }));
    await curve.getByRole('button', { name: 'Try again' }).click();
    await curve.getByText('This takes longer than the service allows.').waitFor();
    await page.unroute('**/graphql');
    await curve.getByRole('button', { name: 'Try again' }).click();
    await verdict(curve).waitFor();
  });

  it.each([
    ['light', 320],
    ['dark', 1280],
  ] as const)(
    'have nothing that axe objects to and fit, %s on %i pixels',
    async (colorScheme, width) => {
      const place = { name: 'comparison', kept: { shock: 0.05 }, output: 'totalMove' };
      const { page } = await browsing.open(
        placeOf('liquidation-cascade', 'liquidation-cascade', { shock: 0.1 }, place),
        { colorScheme, viewport: { width, height: 900 } },
      );
      await verdict(part(page, 'comparison')).waitFor();
      for (const name of ['curve', 'limit', 'tornado', 'outcomes']) await verdict(await open(page, name)).waitFor();
      await part(page, 'tornado').locator('.behind > summary').click();
      await part(page, 'curve').getByRole('button', { name: 'Copy as cURL' }).click();
      await part(page, 'curve').locator('pre').waitFor();
      expect(await axeFindings(page, '.questions')).toEqual([]);
      expect(await overflow(page)).toBe(0);
    },
    LONG_MS,
  );

  it('stand beside documented crashes, whose inputs can be loaded, where the calculator retells any', async () => {
    const { page, complaints } = await browsing.open('/#concept=order-book-pressure&calculator=price-impact');
    const episodes = part(page, 'episodes');
    await episodes.locator('summary').first().press('Enter');
    const crash = episodes.locator('section').filter({ hasText: '2010-05-06' });
    await crash.getByRole('rowheader', { name: 'Price impact' }).waitFor();
    expect(await crash.locator('tbody tr').first().textContent()).toMatch(/misses by \d+(\.\d+)? %$/);
    await crash.getByText('Where the figures come from').click();
    await crash.getByText(/^Order quantity: 75,000 base$/).waitFor();
    await crash.getByRole('button', { name: 'Load these inputs' }).press('Enter');
    await page.locator('.run-link[href*="%22orderQuantity%22%3A75000%2C"]').waitFor();
    expect(await axeFindings(page, '.questions')).toEqual([]);
    expect(complaints).toEqual([]);

    const without = await browsing.open('/#concept=platform-solvency&calculator=clearing-vector');
    await part(without.page, 'comparison').waitFor();
    expect(await part(without.page, 'episodes').count()).toBe(0);
  });

  it('are a link away from the landing page', async () => {
    const { page } = await browsing.open('/');
    await page.getByRole('link', { name: 'the largest leverage that survives a fall of 20 %' }).press('Enter');
    await verdict(part(page, 'limit'))
      .filter({ hasText: /^4\.90\d*\s× is the largest leverage of position 1 / })
      .waitFor();
  });
});
