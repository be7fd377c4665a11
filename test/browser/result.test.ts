/** The result of a run: values come first, lists are drawn, and small tables start open. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWithBrowser } from '../support/conditions.ts';
import { axeFindings, type Browsing, overflow, startBrowsing } from './browsing.ts';

describeWithBrowser('the result of a run', () => {
  let browsing: Browsing;
  beforeAll(async () => {
    browsing = await startBrowsing();
  });
  afterAll(() => browsing?.stop());

  it('draws series as lines and values per institution as bars, each with a table', async () => {
    const { page, complaints } = await browsing.open('/#concept=contagion&calculator=clearing-vector');
    await page
      .getByRole('img', { name: /^Bars: .*by institution$/ })
      .first()
      .waitFor();
    await page
      .getByRole('img', { name: /^Lines: .*by round$/ })
      .or(page.locator('.lists'))
      .first()
      .waitFor();
    const chart = page.locator('term-lookup .plot .u-over').first();
    await chart.waitFor();
    await chart.hover();
    await page.locator('.tooltip:not([hidden])').first().waitFor();
    const row = page.locator('.lists table tbody tr').first();
    await row.waitFor();
    expect(await row.locator('td').count()).toBeGreaterThan(1);
    expect(complaints).toEqual([]);
  });

  it('shows the one isolated position of an account, and folds what its empty cross account does not define', async () => {
    const parameters = {
      collateral: 0,
      symbols: [{ markPrice: 100 }],
      positions: [{ symbol: 0, size: 100, marginMode: 'isolated', leverage: 10 }],
    };
    const run = new URLSearchParams({ calculator: 'account-liquidation', parameters: JSON.stringify(parameters) });
    const { page, complaints } = await browsing.open(`/#concept=leverage&${run}`, {
      viewport: { width: 375, height: 800 },
    });
    const tables = page.locator('.lists');
    // The cross account has no liquidation price for the symbol, so that table is empty.
    await tables
      .getByText(/^Table, 1 row, \d+ columns$/)
      .nth(1)
      .waitFor();
    expect(await tables.locator('h5').allTextContents()).toEqual(['Position results', 'Symbol results']);
    const isOpen = await tables
      .locator('details')
      .evaluateAll((all) => all.map((details) => (details as HTMLDetailsElement).open));
    expect(isOpen).toEqual([true, false]);
    await page.locator('[data-output=nearestDistance] .number').filter({ hasText: '9.54774' }).waitFor();
    // Numbers come before tables and charts.
    const parts = await page.locator('.outcome > *').evaluateAll((all) => all.map(({ className }) => className));
    expect(parts.indexOf('numbers')).toBeLessThan(parts.indexOf('lists'));
    // All twelve columns can be scrolled to, with the row headings in view.
    const frame = tables.first().locator('.scroll');
    const head = frame.locator('tbody th').first();
    const before = await head.boundingBox();
    const isWider = await frame.evaluate((element) => {
      element.scrollLeft = element.scrollWidth;
      return element.scrollWidth > element.clientWidth;
    });
    expect([isWider, await head.boundingBox()]).toEqual([true, before]);
    const last = await frame.locator('thead th').last().boundingBox();
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(375);
    const folded = page.locator('details.missing');
    expect(await page.locator('.outcome > .numbers').getByText('not defined', { exact: true }).count()).toBe(0);
    expect(await folded.locator('[data-output=marginRatio]').isVisible()).toBe(false);
    await folded.getByText('Not defined here (8)').click();
    expect(await folded.getByText('not defined', { exact: true }).count()).toBe(8);
    await folded.locator('[data-output=marginRatio]').waitFor();
    expect([await axeFindings(page, '.outcome'), await overflow(page), complaints]).toEqual([[], 0, []]);
  });
});
