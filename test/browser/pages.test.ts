import { AxeBuilder } from '@axe-core/playwright';
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
        '/episodes/',
        '/episodes/crypto-2025-10-10/',
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

  it('have one navigation, which says where the reader is', async () => {
    const paths = ['/', '/docs', '/explorer', '/concepts/', '/calculators/', '/calculators/debtrank/', '/episodes/'];
    for (const path of paths) {
      const { page } = await browsing.open(path, { viewport: { width: 375, height: 800 } });
      const links = page.getByRole('navigation', { name: 'Site' }).getByRole('link');
      await links.first().waitFor();
      expect([path, await links.allTextContents()]).toEqual([
        path,
        ['Terms', 'Calculators', 'Crashes', 'Explorer', 'Docs'],
      ]);
      const current = page.locator('nav[aria-label=Site] [aria-current=page]');
      const expected = path === '/' ? [] : [expect.stringMatching(new RegExp(`^/${path.split('/')[1]}/?$`))];
      expect(await current.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual(expected);
      expect([path, await overflow(page)]).toEqual([path, 0]);
    }
  });

  it('leave the explorer room for the query and its answer on a phone', async () => {
    const viewport = { width: 375, height: 700 };
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await browsing.open('/explorer?example=run', { viewport, colorScheme });
      await page.locator('.graphiql-query-editor').getByText('runCalculator').waitFor();
      await page.getByRole('button', { name: /^Execute query/ }).click();
      await page.locator('.result-window').getByText('linearAmplification').waitFor();
      const boxOf = async (selector: string) => await page.locator(selector).boundingBox();
      const [editor, answer] = [await boxOf('.graphiql-editors'), await boxOf('.graphiql-response')];
      expect(Math.min(editor?.width ?? 0, answer?.width ?? 0)).toBeGreaterThan(330);
      expect((editor?.y ?? 0) + (editor?.height ?? 0)).toBeLessThanOrEqual(answer?.y ?? 0);
      // The third-party editor's own violations are not ours to fix.
      const { violations } = await new AxeBuilder({ page }).exclude('#explorer').analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
      expect(await overflow(page)).toBe(0);
    }
  });

  it('mark what a calculator refuses in red, field and message alike', async () => {
    for (const [colorScheme, red] of [
      ['light', 'rgb(156, 42, 28)'],
      ['dark', 'rgb(244, 163, 148)'],
    ] as const) {
      const viewport = { width: 900, height: 700 };
      const { page } = await browsing.open('/calculators/sell-off-feedback/?shock=-1', { colorScheme, viewport });
      const colour = (selector: string, property: string) =>
        page
          .locator(selector)
          .first()
          .evaluate((at, of) => getComputedStyle(at).getPropertyValue(of), property);
      expect(await colour('p.problem', 'border-left-color')).toBe(red);
      expect(await colour('.about .problem', 'border-left-color')).toBe(red);
      expect(await colour('#shock', 'border-top-color')).toBe(red);
      expect(await colour('#holdings', 'border-top-color')).not.toBe(red);
      expect(await axeFindings(page)).toEqual([]);
    }
  });

  it('explain words of the landing page in place', async () => {
    const { page } = await browsing.open('/');
    await page.locator('term-cards [role=option]', { hasText: 'margin call' }).focus();
    await page.locator('term-cards [part=card]').getByText('A demand by a broker').waitFor();
  });

  it('look up a term without JavaScript too', async () => {
    const { page } = await browsing.open('/', { javaScriptEnabled: false });
    expect(await page.getByText('Try liquidation cascade').isVisible()).toBe(false); // it links into the lookup
    await page.getByLabel('Look up a term').fill('who pays when a trader goes bankrupt');
    await page.getByRole('button', { name: 'Search' }).click();
    expect(await page.locator('.terms a').first().textContent()).toBe('Insurance Fund');
  });

  it('are printed dark on white from a dark screen, a run with its parameters', async () => {
    const { page } = await browsing.open('/calculators/sell-off-feedback/?shock=5%25', { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.locator('body').evaluate((body) => getComputedStyle(body).colorScheme)).toBe('light');
    const ink = await page
      .locator('.aside')
      .first()
      .evaluate((text) => getComputedStyle(text).color);
    const [red = 255, green = 255, blue = 255] = ink.match(/\d+/g)?.map(Number) ?? [];
    expect(Math.max(red, green, blue)).toBeLessThan(128);
    expect(await page.getByLabel('Shock').isVisible()).toBe(true);
    for (const part of ['Calculate', 'Change the parameters', 'Reset to the first example'])
      expect([part, await page.getByText(part).isVisible()]).toEqual([part, false]);
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

  it('keep what is in the explorer when it is opened again', async () => {
    const { page } = await browsing.open('/explorer');
    const editor = page.locator('.graphiql-query-editor .view-lines');
    await editor.getByText('margin-call').waitFor();
    await page.getByLabel('Example').selectOption({ label: 'How one leads to another' });
    await editor.getByText('contagion').waitFor();
    // GraphiQL saves the state of its tabs shortly after a change.
    await page.waitForFunction(() => localStorage.getItem('graphiql:tabState')?.includes('contagion'));
    await page.goto(`${browsing.url}/explorer`);
    await page.getByRole('tab', { name: 'Path', selected: true }).waitFor();
    await editor.getByText('contagion').waitFor();
    expect(await page.getByRole('tab').count()).toBe(2);
    const posted = page.waitForRequest((request) => request.postDataJSON()?.query?.includes('contagion') === true);
    await page.getByRole('button', { name: /^Execute query/ }).click();
    await posted;
    await page.locator('.result-window').getByText('steps').first().waitFor();
    // A tab's variables are restored too.
    await page.goto(
      `${browsing.url}/explorer?query=${encodeURIComponent('query Named($slug: String!) { concept(slug: $slug) { name } }')}&variables=${encodeURIComponent('{"slug": "margin-call"}')}`,
    );
    await page.getByRole('tab', { name: 'Named', selected: true }).waitFor();
    await page.waitForFunction(() => localStorage.getItem('graphiql:tabState')?.includes('query Named'));
    await page.goto(`${browsing.url}/explorer`);
    await editor.getByText('Named').waitFor();
    await page.getByRole('button', { name: /^Execute query/ }).click();
    await page.locator('.result-window').getByText('margin call').waitFor();
    expect(await page.getByRole('tab').count()).toBe(3);
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
