import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeWithBrowser } from '../support/conditions.ts';
import { axeFindings, type Browsing, LONG_MS, overflow, startBrowsing } from './browsing.ts';

const PLACE = '/#concept=liquidation-cascade&calculator=liquidation-cascade';

describeWithBrowser('a calculator in <term-lookup>', () => {
  let browsing: Browsing;
  beforeAll(async () => {
    browsing = await startBrowsing();
  });
  afterAll(() => browsing?.stop());

  const number = (page: Page, output: string) => page.locator(`[data-output=${output}] .number`);
  const finalPrice = (page: Page, value: string) =>
    page.locator('[data-output=finalPrice] .number').filter({ hasText: value }).waitFor();

  it('runs when it opens and on every change, and shows numbers with their units', async () => {
    const { page, complaints } = await browsing.open(PLACE);
    await finalPrice(page, '94.6422'); // matches the command line and the catalogue's case
    expect(await page.locator('[data-output=finalPrice] .unit').textContent()).toBe(' quote/base');
    await page.getByLabel('Shock').fill('0.1');
    await finalPrice(page, '89.4486');
    expect(await number(page, 'rounds').textContent()).toBe('2');
    expect(await page.locator('[data-parameter=shock] label').textContent()).toContain('= 10 %');
    expect(complaints).toEqual([]);
  });

  it('shows formulas as MathML and what a parameter means, with its range', async () => {
    const { page } = await browsing.open(PLACE);
    await page.locator('term-lookup math mfrac').first().waitFor({ state: 'attached' });
    const namespaces = await page
      .locator('term-lookup math')
      .evaluateAll((all) => all.map((math) => math.namespaceURI));
    expect(new Set(namespaces)).toEqual(new Set(['http://www.w3.org/1998/Math/MathML']));
    const hint = await page.locator('[data-parameter=shock] .hint').textContent();
    expect(hint).toContain('Initial adverse move s as a fraction of the reference price');
    expect(hint).toContain('From 0, below 1.');
  });

  it('keeps the result in view beside a form that is longer', async () => {
    const size = { width: 1_280, height: 900 };
    const place = '/#concept=margin-call&calculator=account-liquidation';
    const { page } = await browsing.open(place, { viewport: size });
    await page.locator('[data-output=nearestDistance]').waitFor();
    const top = async (place: string) => page.locator(place).evaluate((element) => element.getBoundingClientRect().top);
    await page.locator('[data-parameter=brackets]').evaluate((list) => list.scrollIntoView());
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(1_000);
    for (const output of ['status', 'nearestDistance']) {
      expect(await top(`[data-output=${output}]`)).toBeGreaterThan(0);
      expect(await top(`[data-output=${output}]`)).toBeLessThan(size.height);
    }
    await page.setViewportSize({ width: 375, height: 900 });
    expect(await overflow(page)).toBe(0);
  });

  it('says beside the field what is wrong with it, and keeps the last result as such', async () => {
    const { page } = await browsing.open(PLACE);
    await finalPrice(page, '94.6422');
    const shock = page.getByLabel('Shock');
    await shock.fill('2');
    await page.locator('[data-parameter=shock] .problem').filter({ hasText: 'below 1' }).waitFor();
    expect(await shock.getAttribute('aria-invalid')).toBe('true');
    expect(await shock.getAttribute('aria-describedby')).toContain('liquidation-cascade-shock-problem');
    expect(await page.locator('.stale').count()).toBe(1);
    await shock.fill('0.05');
    await page.locator('.stale').waitFor({ state: 'detached' });
    expect(await shock.getAttribute('aria-invalid')).toBeNull();
  });

  it('takes lists of objects as a table, and points at the cell that is wrong', async () => {
    const { page } = await browsing.open(PLACE);
    await finalPrice(page, '94.6422');
    await page.getByLabel('Example').selectOption({ label: 'A rise of 6 % meets a ladder of shorts' });
    const rows = page.locator('[data-parameter=positions] tbody tr');
    await rows.nth(3).waitFor();
    expect(await page.getByLabel('Open interest').inputValue()).toBe('0'); // the demo's value is not in this book
    const leverage = rows.nth(1).locator('td').nth(3).locator('input');
    await leverage.fill('0.5');
    await page
      .locator('[data-parameter=positions] .problem')
      .filter({ hasText: /^Row 2, leverage must/ })
      .waitFor();
    expect(await leverage.getAttribute('aria-invalid')).toBe('true');
    await page.getByRole('button', { name: 'Remove row 2' }).click();
    await page.locator('.stale').waitFor({ state: 'detached' });
    expect(await rows.count()).toBe(3);
  });

  const csv = (text: string) => ({ name: 'book.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

  it('fills a list from a file that a button chooses, and names its wrong cells without filling in any', async () => {
    const { page, complaints, requests } = await browsing.open(
      '/#concept=order-book-pressure&calculator=order-book-walk',
    );
    const part = page.locator('[data-calculator=order-book-walk]');
    await part.locator('.outcome').waitFor();
    const list = part.locator('[data-parameter=asks]');
    const rows = list.locator('tbody tr');
    const choose = async (text: string) => {
      const chooser = page.waitForEvent('filechooser');
      await list.getByRole('button', { name: 'Fill asks from a CSV file' }).press('Enter');
      await (await chooser).setFiles(csv(text));
    };
    expect(requests.filter((request) => request.includes('/csv-list-'))).toEqual([]);
    await choose('Price;Quantity\r\n100;3\r\n101;4\r\n');
    await list.getByText('2 rows from book.csv.').waitFor();
    expect(
      await rows.locator('input').evaluateAll((all) => all.map((input) => (input as HTMLInputElement).value)),
    ).toEqual(['100', '3', '101', '4']);
    const link = part.locator('.run-link');
    await part.locator(`.run-link[href*="${encodeURIComponent('"price":101,"quantity":4')}"]`).waitFor();
    const before = await link.getAttribute('href');

    await choose('price,quantity\n100,3\n101,x\n-1,5\n');
    await list.getByText('book.csv: row 4, column Price: must be').waitFor();
    expect(await list.getByRole('alert').locator('p').first().textContent()).toBe(
      'book.csv: row 3, column Quantity: must be a number with a decimal point, but got "x"',
    );
    expect([await rows.count(), await link.getAttribute('href')]).toEqual([2, before]);
    expect(await axeFindings(page)).toEqual([]);

    await rows.first().locator('input').last().fill('2');
    await list.locator('.problem:not([hidden])').waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('counts no open interest of an example beside positions from a file', async () => {
    const { page } = await browsing.open(PLACE);
    await finalPrice(page, '94.6422');
    const list = page.locator('[data-parameter=positions]');
    const chooser = page.waitForEvent('filechooser');
    await list.getByRole('button', { name: 'Fill positions from a CSV file' }).click();
    await (await chooser).setFiles(csv('Side,Quantity,Entry price,Leverage\nlong,10,100,10\nlong,20,100,20\n'));
    await list.getByText('Cleared, as it belonged to the example: open interest.').waitFor();
    // 10 + 20, by hand
    await page.locator('[data-output=atRiskSize] .number').filter({ hasText: /^30$/ }).waitFor();
    expect(await page.locator('[data-parameter=openInterest] input').inputValue()).toBe('0');
  });

  it('fills a list from a file that is dropped on it', async () => {
    const { page } = await browsing.open('/#concept=hawkes-process&calculator=hawkes-calibration');
    const list = page.locator('[data-parameter=timestamps]');
    await list.getByText('with the column Timestamps', { exact: true }).waitFor();
    const dropped = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['timestamps\n1\n2.5\n4\n'], 'times.csv', { type: 'text/csv' }));
      return transfer;
    });
    await list.dispatchEvent('drop', { dataTransfer: dropped });
    await list.getByText('3 rows from times.csv.').waitFor();
    expect(await list.locator('textarea').inputValue()).toBe('1, 2.5, 4');
  });

  it('keeps a long list in a frame that scrolls to a row that is added, and stays where one is removed', async () => {
    const { page } = await browsing.open('/#concept=order-book-pressure&calculator=order-book-walk');
    const list = page.locator('[data-parameter=asks]');
    const chooser = page.waitForEvent('filechooser');
    await list.getByRole('button', { name: 'Fill asks from a CSV file' }).click();
    const levels = Array.from({ length: 100 }, (_, i) => `${100 + i},1`);
    await (await chooser).setFiles(csv(['price,quantity', ...levels].join('\n')));
    await list.getByText('100 rows from book.csv.').waitFor();
    const frame = list.locator('.scroll');
    const scrolled = () =>
      frame.evaluate((element) => [element.scrollTop, element.scrollHeight - element.clientHeight]);
    expect((await scrolled())[1]).toBeGreaterThan(1000);
    await list.getByRole('button', { name: 'Add a row' }).click();
    const [atEnd, most] = await scrolled();
    expect(atEnd).toBeCloseTo(most as number, -1);
    await frame.evaluate((element) => element.scrollTo(0, 1000));
    await list.getByRole('button', { name: 'Remove row 30', exact: true }).click();
    expect((await scrolled())[0]).toBe(1000);
    expect(await list.locator('tbody tr').count()).toBe(100);
  });

  it('reopens exactly the run that its link names', async () => {
    const first = await browsing.open(PLACE);
    await finalPrice(first.page, '94.6422');
    await first.page.getByLabel('Shock').fill('0.123');
    await first.page.locator('.run-link[href*="0.123"]').waitFor();
    const wanted = await first.page.locator('.numbers').textContent();
    const link = (await first.page.locator('.run-link').getAttribute('href')) ?? '';
    const { page } = await browsing.open(link);
    await page.locator('[data-output=totalMove]').waitFor();
    expect(await page.locator('.numbers').textContent()).toBe(wanted);
    expect(await page.getByLabel('Shock').inputValue()).toBe('0.123');
  });

  it('lands on the run of a link, which copies itself and gives the page its title and address', async () => {
    const parameters = encodeURIComponent('{"shock":0.1}');
    const { page, complaints } = await browsing.open(`${PLACE}&parameters=${parameters}`, {
      viewport: { width: 375, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await finalPrice(page, '89.4486');
    await page.waitForFunction(() => document.activeElement?.shadowRoot?.activeElement?.textContent === 'Result');
    await page.waitForFunction(() => {
      const result = document.querySelector('term-lookup')?.shadowRoot?.querySelector('.results');
      const top = result?.getBoundingClientRect().top ?? -1;
      return top >= 0 && top < 400;
    });
    expect(await page.title()).toMatch(/^Liquidation and margin-call cascade: Liquidation Cascade · Riskgraph/);

    await page.getByLabel('Shock').fill('12.3 %');
    await page.locator('.run-link[href*="0.123"]').click();
    await page.getByText('Link copied.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
    expect(page.url()).toContain('0.123');
    expect(await page.getByLabel('Shock').inputValue()).toBe('12.3 %'); // the view has not changed
    expect(complaints).toEqual([]);
  });

  it('takes percent, says what that is, and goes back to its example', async () => {
    const { page } = await browsing.open(PLACE);
    await finalPrice(page, '94.6422');
    const shock = page.getByLabel('Shock');
    const label = page.locator('[data-parameter=shock] label');
    for (const text of ['10 %', '10%', '0.1']) {
      await shock.fill(text);
      await finalPrice(page, '89.4486');
      expect(await label.textContent()).toContain(text.includes('%') ? '= 0.1' : '= 10 %');
      await page.getByRole('button', { name: 'Reset' }).click();
      await finalPrice(page, '94.6422');
      expect(await shock.inputValue()).toBe('0.05');
    }
    await shock.fill('ten');
    await page.locator('[data-parameter=shock] .problem').filter({ hasText: 'a number such as 0.05 or 5 %' }).waitFor();
    await page.getByLabel('Example').selectOption({ label: 'Default values' });
    await page.locator('.stale').waitFor({ state: 'detached' });
    expect(await page.locator('.problem:not([hidden])').count()).toBe(0);
  });

  it('marks nothing that nobody has typed into, until it is to be calculated', async () => {
    const { page } = await browsing.open('/#concept=leverage&calculator=account-liquidation');
    const part = page.locator('[data-calculator=account-liquidation]');
    await part.locator('.outcome').waitFor();
    await part.locator('[data-parameter=collateralAssets]').getByRole('button', { name: 'Add a row' }).click();
    await part.getByText('Not calculated yet. Collateral assets: row 1, symbol must be given.').waitFor();
    const marked = () => part.locator('.problem:not([hidden]), [aria-invalid]').count();
    expect(await marked()).toBe(0);
    await part.getByRole('button', { name: 'Calculate' }).click();
    await part.getByText('Row 1, symbol must be given; Row 1, quantity must be given').waitFor();
    expect(await part.locator('[aria-invalid]').count()).toBe(2);
  });

  it('of the nearest terms is offered where a term has none of its own, saying whose it is', async () => {
    const answer = await fetch(`${browsing.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: `{ conceptsBySlug(slugs: ["initial-margin", "margin-call"]) {
          calculators { slug } nearbyCalculators(first: 3) { calculator { slug title } concept { name } }
        } }`,
      }),
    });
    const { data } = (await answer.json()) as {
      data: {
        conceptsBySlug: {
          calculators: { slug: string }[];
          nearbyCalculators: { calculator: { slug: string; title: string }; concept: { name: string } }[];
        }[];
      };
    };
    const [without, withOwn] = data.conceptsBySlug;
    expect(without?.calculators).toEqual([]);
    const { page, complaints } = await browsing.open('/#concept=initial-margin');
    await page.getByRole('heading', { name: 'Calculators nearby' }).waitFor();
    const offered = page.locator('term-lookup .calculator summary > span');
    const lines = await offered.evaluateAll((all) =>
      all.map((line) =>
        [...line.children]
          .slice(0, 2)
          .map(({ textContent }) => textContent)
          .join(''),
      ),
    );
    expect(lines).toEqual(
      without?.nearbyCalculators.map(({ calculator, concept }) => `${calculator.title} (on ${concept.name})`),
    );
    await offered.last().click();
    await page.locator('.outcome').first().waitFor();
    expect(await page.locator('.run-link').getAttribute('href')).toContain('concept=initial-margin&calculator=');

    await page.goto(`${browsing.url}/#concept=margin-call`);
    await page.getByRole('heading', { name: 'Calculators', exact: true }).waitFor();
    expect(await page.locator('term-lookup .calculator').count()).toBe(withOwn?.calculators.length);
    expect(complaints).toEqual([]);
  });

  it('gives the run as CSV', async () => {
    const { page } = await browsing.open(PLACE);
    await finalPrice(page, '94.6422');
    const downloaded = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the whole run as CSV' }).click();
    const file = await downloaded;
    expect(file.suggestedFilename()).toBe('liquidation-cascade.csv');
    const lines = readFileSync(await file.path(), 'utf8').split('\r\n');
    expect(lines[0]).toBe('part,name,row,field,value,unit');
    expect(lines).toContain('parameter,shock,,,0.05,fraction');
    const saving = page.waitForEvent('download');
    const list = page.locator('.lists').filter({ has: page.getByRole('heading', { name: 'By round' }) });
    await list.getByRole('button', { name: 'CSV of this table (By round)' }).click();
    const table = readFileSync(await (await saving).path(), 'utf8')
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    const heads = await list.locator('thead th').allTextContents();
    expect(table[0]?.map((head) => head.replace(/ \[.*/, ''))).toEqual(
      heads.map((head) => head.replace(/ quote.*| base.*/, '')),
    );
    const rows = await list.locator('tbody tr').count();
    expect(table.length).toBe(rows + 1);
    const shown = await list.locator('tbody tr').last().locator('th, td').allTextContents();
    const write = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 });
    expect(table[rows]?.map((cell) => write.format(Number(cell)))).toEqual(shown);
    expect(lines.find((line) => line.startsWith('output,finalPrice'))).toMatch(
      /^output,finalPrice,,,94\.64\d+,quote\/base$/,
    );
  });

  it(
    'opens every calculator there is with its first example',
    async () => {
      const answer = await fetch(`${browsing.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ calculators { slug concepts(first: 1) { slug } } }' }),
      });
      const { data } = (await answer.json()) as {
        data: { calculators: { slug: string; concepts: { slug: string }[] }[] };
      };
      const { page, complaints } = await browsing.open('/');
      for (const { slug, concepts } of data.calculators) {
        await page.evaluate(
          ([concept, calculator]) => {
            location.hash = new URLSearchParams({ concept: concept ?? '', calculator: calculator ?? '' }).toString();
          },
          [concepts[0]?.slug ?? 'margin-call', slug],
        );
        const part = page.locator(`[data-calculator=${slug}]`);
        await part.locator('.outcome').waitFor();
        expect([slug, await part.locator('.stale, .problem:not([hidden])').count()]).toEqual([slug, 0]);
      }
      expect(complaints).toEqual([]);
    },
    LONG_MS,
  );

  it(
    'has nothing that axe objects to and fits on 320 pixels',
    async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const width = colorScheme === 'dark' ? 1440 : 320;
        const { page } = await browsing.open(PLACE, { colorScheme, viewport: { width, height: 900 } });
        await finalPrice(page, '94.6422');
        await page.getByText(/more parameters$/).click();
        await page.getByLabel('Example').selectOption({ label: 'A rise of 6 % meets a ladder of shorts' });
        await page.locator('[data-parameter=positions] tbody tr').first().waitFor();
        expect(await axeFindings(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
      }
    },
    LONG_MS,
  );
});
