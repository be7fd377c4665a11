import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWithBrowser } from '../support/conditions.ts';
import { axeFindings, type Browsing, LONG_MS, overflow, startBrowsing } from './browsing.ts';

describeWithBrowser('the pages', () => {
  let browsing: Browsing;
  beforeAll(async () => {
    browsing = await startBrowsing();
  });
  afterAll(() => browsing?.stop());

  it(
    'say what this is, in both schemes and on any width, with nothing that axe or the policy objects to',
    async () => {
      for (const path of ['/', '/docs']) {
        for (const colorScheme of ['light', 'dark'] as const) {
          const viewport = { width: colorScheme === 'light' ? 320 : 1440, height: 900 };
          const { page, complaints, requests } = await browsing.open(path, { colorScheme, viewport });
          await page.getByRole('heading', { level: 1 }).waitFor();
          await page.waitForLoadState('networkidle');
          expect(await axeFindings(page)).toEqual([]);
          expect(await overflow(page)).toBe(0);
          expect(complaints).toEqual([]);
          expect(requests.filter((url) => !url.startsWith(browsing.url))).toEqual([]);
        }
      }
    },
    LONG_MS,
  );

  it('explain words of the landing page in place', async () => {
    const { page } = await browsing.open('/');
    await page.getByRole('button', { name: 'margin call' }).hover();
    await page.locator('term-card [part=card]').getByText('A demand by a broker').waitFor();
  });

  it('open three queries in the explorer, which runs them', async () => {
    const { page } = await browsing.open('/');
    const links = await page.getByRole('link', { name: 'Open in the explorer' }).all();
    expect(links).toHaveLength(3);
    await links[1]?.click();
    await page.locator('.graphiql-query-editor .view-lines').getByText('finalPrice').waitFor();
    await page.getByRole('button', { name: /^Execute query/ }).click();
    await page.locator('.result-window').getByText('finalPrice').waitFor();
    await page.locator('.result-window').getByText('CONVERGED').waitFor();
  });

  it('explore with no other host, with the workers of the editor, under the policy', async () => {
    const { page, complaints, requests, asked } = await browsing.open(
      `/explorer?query=${encodeURIComponent('{ statistics { concepts } }')}`,
    );
    await page.locator('.graphiql-query-editor').getByText('statistics').waitFor();
    await page.getByRole('button', { name: /^Execute query/ }).click();
    await page.locator('.result-window').getByText('concepts').waitFor();
    const sandbox = await page.getByRole('link', { name: 'Open in Apollo Sandbox' }).getAttribute('href');
    expect(sandbox).toBe(
      `https://studio.apollographql.com/sandbox/explorer?endpoint=${encodeURIComponent(`${browsing.url}/graphql`)}`,
    );
    await page.getByLabel('Example').selectOption({ label: 'The models themselves' });
    await page.locator('.graphiql-query-editor').getByText('calculators').waitFor();
    await asked(/\/explorer\/graphql\.worker\.js$/);
    expect(requests.filter((url) => !url.startsWith(browsing.url) && !/^(data|blob):/.test(url))).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
