import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page, Request, Route } from 'playwright-core';
import { describeWithBrowser } from '../support/conditions.ts';
import { axeFindings, type Browsing, LONG_MS, letGo, overflow, startBrowsing } from './browsing.ts';

describeWithBrowser('<term-lookup> where no name fits what was typed', () => {
  let browsing: Browsing;
  beforeAll(async () => {
    browsing = await startBrowsing();
  });
  afterAll(() => browsing?.stop());

  const NOTE = 'No term by that name. Mentioned in:';
  const parts = (page: Page) => ({
    input: page.getByRole('combobox', { name: 'Look up a term' }),
    list: page.locator('term-lookup').getByRole('listbox'),
    options: page.locator('term-lookup').getByRole('option'),
    status: page.locator('.combobox [role=status]'),
    title: page.locator('term-lookup h2'),
  });
  const isSecond = (request: Request) => request.postData()?.includes('search(') === true;

  it('offers the terms that a question is about, those called so first', async () => {
    const { page, complaints } = await browsing.open('/');
    const { input, options } = parts(page);
    await input.fill('what is a margin call');
    await page.getByRole('group', { name: NOTE }).waitFor();
    expect(await options.locator('.name').first().textContent()).toBe('Margin Call');
    await input.fill('why did my broker sell');
    await options.locator('mark').filter({ hasText: 'broker' }).first().waitFor();
    expect(complaints).toEqual([]);
  });

  it('says so and how many, shows what it found, and is steered like any list', async () => {
    const { page } = await browsing.open('/');
    const { input, list, options, status, title } = parts(page);
    await input.fill('1987');
    await options.first().waitFor();
    expect(await status.textContent()).toBe(`${NOTE} ${await options.count()} suggestions, use the arrow keys.`);
    for (const found of await options.allTextContents()) expect(found).toContain('1987');
    const [top, match] = await Promise.all([
      options.first().boundingBox(),
      options.first().locator('mark').boundingBox(),
    ]);
    expect((match?.y ?? 0) + (match?.height ?? 0)).toBeLessThanOrEqual((top?.y ?? 0) + (top?.height ?? 0));

    await input.press('ArrowUp');
    const active = page.locator('term-lookup').getByRole('option', { selected: true });
    expect(await active.getAttribute('id')).toBe(await options.last().getAttribute('id'));
    await input.press('ArrowDown');
    expect(await active.count()).toBe(0); // the input itself is active
    await input.press('ArrowDown');
    const [box, note] = await Promise.all([list.boundingBox(), list.getByText(NOTE).boundingBox()]);
    expect(note?.y).toBeGreaterThan(box?.y ?? 0); // the list has scrolled back to it
    expect(await input.getAttribute('aria-activedescendant')).toBe(await active.getAttribute('id'));
    const name = (await active.locator('.name').textContent()) ?? '';
    await input.press('Escape');
    expect(await list.isHidden()).toBe(true);
    await input.press('ArrowDown');
    await input.press('Enter');
    await title.waitFor();
    expect(await title.textContent()).toBe(name);
  });

  it('offers it to Enter too, which takes none by itself', async () => {
    const { page } = await browsing.open('/');
    const { input, options, title } = parts(page);
    await input.fill('portfolio insurance of 1987');
    await input.press('Enter');
    await page.getByRole('group', { name: NOTE }).waitFor();
    expect(await options.count()).toBeGreaterThan(0);
    expect(await title.count()).toBe(0);
  });

  it('offers the one term whose address was pasted', async () => {
    const { page } = await browsing.open('/');
    const { input, options, status, title } = parts(page);
    await input.fill('https://riskgraph.example/definition/vega/');
    await options.first().waitFor();
    expect(await options.locator('.name').allTextContents()).toEqual(['Vega']);
    expect(await status.textContent()).toBe('1 suggestion, use the arrow keys.');
    await options.first().click();
    await title.waitFor();
    expect(await title.textContent()).toBe('Vega');
  });

  it('says that there is nothing, asking no second question for two letters', async () => {
    const { page } = await browsing.open('/');
    const { input, list, status } = parts(page);
    let seconds = 0;
    page.on('request', (request) => {
      if (isSecond(request)) seconds++;
    });
    await input.fill('qx');
    await page.getByText('No term begins with “qx”.').first().waitFor();
    expect(seconds).toBe(0);
    const long = `zzzqqq${'x'.repeat(200)}`;
    await input.fill(long);
    await page.getByText(`No term is named “${long}” or mentions it.`).first().waitFor();
    expect(await status.textContent()).toContain('No term is named');
    expect(seconds).toBe(1);
    expect(await list.isHidden()).toBe(true);
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await overflow(page)).toBe(0);
  });

  it('never shows a late second answer over what was typed since, nor after Escape', async () => {
    const { page } = await browsing.open('/');
    const { input, list, options } = parts(page);
    const held: Route[] = [];
    await page.route('**/graphql', (route) => {
      if (isSecond(route.request())) held.push(route);
      else void route.continue();
    });
    const answerHeld = async () => {
      expect(held.length).toBe(1);
      for (const route of held.splice(0)) await letGo(page, route);
    };
    let asked = page.waitForRequest(isSecond);
    await input.fill('why did my broker sell');
    await asked;
    await input.fill('contagion');
    await options.first().waitFor();
    const shown = await options.allTextContents();
    await answerHeld();
    expect(await options.allTextContents()).toEqual(shown);

    asked = page.waitForRequest(isSecond);
    await input.fill('what fell in 1987');
    await asked;
    await input.press('Escape');
    await answerHeld();
    expect(await list.isHidden()).toBe(true);
    expect(await input.inputValue()).toBe('what fell in 1987');
  });

  it(
    'has nothing that axe objects to, in light and dark, wide and narrow',
    async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const width = colorScheme === 'light' ? 1440 : 320;
        const { page } = await browsing.open('/', { colorScheme, viewport: { width, height: 800 } });
        const { input, options } = parts(page);
        await input.fill('why did my broker sell');
        await options.first().waitFor();
        await input.press('ArrowDown');
        expect(await axeFindings(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
      }
    },
    LONG_MS,
  );
});
