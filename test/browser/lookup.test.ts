import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page, Route } from 'playwright-core';
import { describeWithBrowser } from '../support/conditions.ts';
import { axeFindings, type Browsing, LONG_MS, letGo, overflow, startBrowsing } from './browsing.ts';

describeWithBrowser('<term-lookup>', () => {
  let browsing: Browsing;
  beforeAll(async () => {
    browsing = await startBrowsing();
  });
  afterAll(() => browsing?.stop());

  const parts = (page: Page) => ({
    input: page.getByRole('combobox', { name: 'Look up a term' }),
    list: page.locator('term-lookup').getByRole('listbox'),
    options: page.locator('term-lookup').getByRole('option'),
    status: page.locator('.combobox [role=status]'),
    title: page.locator('term-lookup h2'),
  });

  it('suggests while typing, is steered by arrows, and takes with Enter only what was chosen', async () => {
    const { page, complaints } = await browsing.open('/');
    const { input, list, options, status, title } = parts(page);
    await input.pressSequentially('liquidation casc');
    await options.first().waitFor();
    expect(await input.getAttribute('aria-expanded')).toBe('true');
    expect(await list.getAttribute('id')).toBe(await input.getAttribute('aria-controls'));
    expect(await status.textContent()).toMatch(/^\d suggestions?, use the arrow keys\.$/);
    expect(await page.locator('term-lookup').getByRole('option', { selected: true }).count()).toBe(0);

    await input.press('ArrowDown');
    await input.press('ArrowDown');
    await input.press('ArrowUp');
    const active = page.locator('term-lookup').getByRole('option', { selected: true });
    expect(await active.getAttribute('id')).toBe(await input.getAttribute('aria-activedescendant'));
    const name = (await active.locator('.name').textContent()) ?? '';
    await input.press('Enter');
    await title.waitFor();
    expect(await title.textContent()).toBe(name);
    expect(await input.inputValue()).toBe(name);
    expect(await list.isHidden()).toBe(true);
    expect(await status.textContent()).toContain(`${name}: `);
    expect(complaints).toEqual([]);
  });

  it('looks a whole name up with Enter, and says where there is none', async () => {
    const { page } = await browsing.open('/');
    const { input, title, status } = parts(page);
    await input.fill('Margin Calls');
    await input.press('Enter');
    await title.waitFor();
    expect(await title.textContent()).toBe('Margin Call');
    await input.fill('zzzqqq');
    await input.press('Enter');
    await page.getByText('No term is named “zzzqqq” or mentions it.').first().waitFor();
    expect(await status.textContent()).toBe('No term is named “zzzqqq” or mentions it.');
    expect(await input.inputValue()).toBe('zzzqqq');
  });

  it('offers the nearest terms for a slug that the glossary does not have', async () => {
    const { page, complaints } = await browsing.open('/#concept=margn-call');
    const { title, status } = parts(page);
    const meant = page.locator('term-lookup').getByRole('button', { name: 'Margin Call', exact: true });
    await meant.waitFor();
    expect(await status.textContent()).toBe('The glossary has no term “margn-call”. Did you mean one of these?');
    await meant.press('Enter');
    await title.waitFor();
    expect(await title.textContent()).toBe('Margin Call');
    expect(await page.locator('term-lookup').getAttribute('slug')).toBe('margin-call');
    expect(complaints).toEqual([]);
  });

  it('closes the list with the first Escape and clears the input with the second', async () => {
    const { page } = await browsing.open('/');
    const { input, list, options } = parts(page);
    await input.pressSequentially('cascade');
    await options.first().waitFor();
    await input.press('Escape');
    expect(await list.isHidden()).toBe(true);
    expect(await input.inputValue()).toBe('cascade');
    await input.press('ArrowDown');
    await options.first().waitFor();
    await input.press('Escape');
    await input.press('Escape');
    expect(await input.inputValue()).toBe('');
  });

  it('tells the page what was chosen, which may take it from there', async () => {
    const { page } = await browsing.open('/');
    const { input, title } = parts(page);
    await page.evaluate(() => {
      document.addEventListener('term-select', (event) => {
        document.title = (event as CustomEvent<{ slug: string }>).detail.slug;
        event.preventDefault();
      });
    });
    await input.fill('Margin Call');
    await input.press('Enter');
    await page.waitForFunction(() => document.title === 'margin-call');
    expect(await title.count()).toBe(0);
  });

  it('walks on to related concepts, back and forward, the focus following', async () => {
    const { page, complaints } = await browsing.open('/#concept=margin-call');
    const { title } = parts(page);
    await page.locator('term-lookup .related button').first().click();
    await page.getByRole('button', { name: 'Back' }).waitFor();
    const second = await title.textContent();
    expect(second).not.toBe('Margin Call');
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.tagName)).toBe('H2');
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('heading', { name: 'Margin Call', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Forward' }).click();
    await page.getByRole('heading', { name: second ?? '', exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('shows each facet with the page it stands on', async () => {
    const { page } = await browsing.open('/#concept=margin-call');
    await parts(page).title.waitFor();
    const facets = page.locator('term-lookup .facets');
    expect(await facets.locator('dt').count()).toBeGreaterThan(0);
    const sources = await facets
      .locator('dd cite a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(sources.length).toBe(await facets.locator('dd').count());
    // No real site is under .example, so the service shows such pages itself.
    for (const source of sources) {
      expect(source).toContain(`${browsing.url}/page/riskgraph.example/`);
      expect((await fetch(source ?? '')).status).toBe(200);
    }
  });

  it('leaves out what other pages repeat of the meaning, and says the rest once, with how many pages do', async () => {
    const { page } = await browsing.open('/#concept=margin-call');
    const { title } = parts(page);
    await title.waitFor();
    expect(await page.getByText('In other words').count()).toBe(0); // all bundled pages repeat the meaning
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('definitions(') !== true) return route.continue();
      const response = await route.fetch();
      const { data } = (await response.json()) as { data: { concept: { meaning: string; definitions: unknown[] } } };
      const says = (text: string, name: string) => ({
        ...{ kind: 'GLOSS', facet: null, text },
        page: { url: `https://glossary.example/definition/${name}/`, title: name },
      });
      const { meaning } = data.concept;
      data.concept.definitions = [
        says(meaning, 'Delta'),
        says('Pay or be sold out.', 'Vega'),
        says('Pay or be sold out.', 'Gamma'),
      ];
      await route.fulfill({ response, json: { data } });
    });
    await page.reload();
    await page.getByText('In other words').click();
    expect(await page.locator('term-lookup .glosses li').allTextContents()).toEqual([
      'Pay or be sold out. Vega and 1 other page',
    ]);
  });

  it('makes way for the next term when it is clicked into, but lets what was typed be corrected', async () => {
    const { page } = await browsing.open('/#concept=margin-call');
    const { input, title } = parts(page);
    await title.waitFor();
    await input.click();
    await page.keyboard.type('contagio');
    expect(await input.inputValue()).toBe('contagio');
    await page.locator('h1').click();
    await input.click();
    await page.keyboard.press('End');
    await page.keyboard.type('n');
    expect(await input.inputValue()).toBe('contagion');
  });

  it('keeps what was typed while the service is away, and tries again', async () => {
    const { page } = await browsing.open('/');
    const { input, options } = parts(page);
    await page.route('**/graphql', (route) => route.abort());
    await input.pressSequentially('margin');
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    expect(await input.inputValue()).toBe('margin');
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click();
    await options.first().waitFor();
    expect(await input.inputValue()).toBe('margin');
  });

  it('says that it is still looking, and never shows a late answer over a newer one', async () => {
    const { page } = await browsing.open('/');
    const { input, options } = parts(page);
    const held: Route[] = [];
    await page.route('**/graphql', (route) => {
      const { variables } = route.request().postDataJSON() as { variables: { prefix?: string } };
      if (variables.prefix === 'margin') held.push(route);
      else void route.continue();
    });
    await input.pressSequentially('margin');
    await page.getByText('Still looking…').first().waitFor();
    await input.fill('contagion');
    // Options for the first letters may have appeared before.
    await options.filter({ hasText: 'Contagion' }).first().waitFor();
    const shown = await options.allTextContents();
    for (const route of held) await letGo(page, route);
    expect(await options.allTextContents()).toEqual(shown);
    expect(held.length).toBeGreaterThan(0);
  });

  it('is steered while newer suggestions are on their way, which leave the choice where it is', async () => {
    const { page } = await browsing.open('/');
    const { input, options } = parts(page);
    const held: Route[] = [];
    await page.route('**/graphql', (route) => {
      const { variables } = route.request().postDataJSON() as { variables: { prefix?: string } };
      if (variables.prefix === 'margin call') held.push(route);
      else void route.continue();
    });
    await input.fill('margin cal');
    await options.first().waitFor();
    const asked = page.waitForRequest((request) => request.postData()?.includes('"margin call"') === true);
    await input.press('l');
    await asked;
    await input.press('ArrowDown');
    const selected = page.locator('term-lookup').getByRole('option', { selected: true });
    expect(await selected.locator('.name').textContent()).toBe('Margin Call');
    for (const route of held) await letGo(page, route);
    await options.first().waitFor();
    expect(await selected.locator('.name').textContent()).toBe('Margin Call');
    expect(await input.getAttribute('aria-activedescendant')).toBe(await selected.getAttribute('id'));
    await input.press('Backspace');
    expect(await selected.count()).toBe(0);
  });

  it(
    'has nothing that axe objects to, in light and dark, wide and narrow',
    async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page } = await browsing.open('/#concept=liquidation-cascade', {
          colorScheme,
          viewport: { width: colorScheme === 'light' ? 1440 : 320, height: 800 },
        });
        const { input, options, title } = parts(page);
        await title.waitFor();
        await page.getByText('Neighbourhood').click();
        await page.locator('term-lookup svg .node').first().waitFor();
        await input.fill('margin');
        await options.first().waitFor();
        await input.press('ArrowDown');
        expect(await axeFindings(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
      }
    },
    LONG_MS,
  );

  it('stays English from left to right on a page that is written the other way', async () => {
    const { page } = await browsing.open('/#concept=margin-call');
    await parts(page).title.waitFor();
    await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    const box = await page.locator('term-lookup .related').boundingBox();
    const first = await page.locator('term-lookup .related button').first().boundingBox();
    expect(first?.x).toBeCloseTo(box?.x ?? 0, 0);
  });
});
