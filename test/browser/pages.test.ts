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
      const readers = [
        '/concepts/',
        '/concept/liquidation-cascade/',
        '/calculators/',
        '/calculators/liquidation-cascade/',
      ];
      for (const path of ['/', '/docs', ...readers, '/page/riskgraph.example/area/leverage-and-margin/']) {
        for (const colorScheme of ['light', 'dark'] as const) {
          const viewport = { width: colorScheme === 'light' ? 320 : 1440, height: 900 };
          const { page, complaints, requests } = await browsing.open(path, { colorScheme, viewport });
          await page.getByRole('heading', { level: 1 }).waitFor();
          await page.waitForLoadState('load');
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

  it('print what is to be copied with the address that they were read at', async () => {
    for (const path of ['/', '/docs']) {
      const { page } = await browsing.open(path);
      await page.locator('pre code').filter({ hasText: browsing.url }).first().waitFor();
      const code = (await page.locator('pre code').allTextContents()).join('\n');
      expect(code).toContain(`src="${browsing.url}/widget/term-lookup.js"`);
      expect(code).not.toContain('http://127.0.0.1:4000');
    }
  });

  it('open three queries in the explorer, which runs them', async () => {
    const { page } = await browsing.open('/');
    const links = page.getByRole('link', { name: 'Open in the explorer' });
    expect(await links.count()).toBe(3);
    await page.getByRole('article').filter({ hasText: 'A cascade in numbers' }).locator(links).click();
    await page.locator('.graphiql-query-editor .view-lines').getByText('finalPrice').waitFor();
    await page.getByRole('button', { name: /^Execute query/ }).click();
    await page.locator('.result-window').getByText('finalPrice').waitFor();
    await page.locator('.result-window').getByText('CONVERGED').waitFor();
    await page.getByLabel('Example').selectOption({ label: 'How one leads to another' });
    await page.getByRole('tab', { name: 'Path' }).waitFor();
    expect(await page.getByRole('tab', { name: 'Cascade' }).count()).toBe(1);
    expect(await page.getByRole('tab').count()).toBe(2);
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
    await page.getByLabel('Example').selectOption({ label: 'How one leads to another' });
    await page.locator('.graphiql-query-editor').getByText('contagion').waitFor();
    await asked(/\/explorer\/graphql\.worker\.js$/);
    expect(requests.filter((url) => !url.startsWith(browsing.url) && !/^(data|blob):/.test(url))).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
