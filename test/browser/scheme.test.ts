/** The elements adopt the colours of the page they are on, but not its language. */
import { expect, it } from '@jest/globals';
import type { BrowserContextOptions } from 'playwright-core';
import { describeWithBrowser } from '../support/conditions.ts';
import { axeFindings, LONG_MS } from './browsing.ts';
import { siteInBrowser } from './site.ts';

describeWithBrowser('on a page with colours and a language of its own', () => {
  const { visit: open } = siteInBrowser();

  const BODY = `<term-cards auto><p>A margin call.</p></term-cards>
    <p><term-card slug="collateral">Collateral</term-card></p><term-lookup slug="leverage"></term-lookup>`;
  /** Opens the page with the card of the text open. @param style - of <body>. */
  async function visit(style: string, options: BrowserContextOptions, around: { root?: string; head?: string } = {}) {
    const { page } = await open(BODY, options, around);
    await page.evaluate((text) => {
      document.body.style.cssText = text;
    }, style);
    await page.locator('term-cards [role=option]').waitFor({ state: 'attached' });
    await page.locator('term-lookup [part=title]').waitFor();
    await page.locator('term-card .known').waitFor();
    await page.locator('term-cards [role=option]').focus();
    await page.locator('term-cards [part=card]').waitFor();
    return page;
  }
  const DARK = 'background: #14181c; color: #e4e6ea';

  it.each([
    ['a light page read by somebody who prefers dark ones', '', 'dark', 'light'],
    ['a page with a white background', 'background: #fff; color: #222', 'dark', 'light'],
    ['a dark page that declares no scheme', DARK, 'light', 'dark'],
    [
      'one whose colours are written in another way',
      'background: oklch(0.2 0.02 250); color: oklch(0.9 0 0)',
      'light',
      'dark',
    ],
    [
      'one whose colours are of a wide gamut',
      'background: color(display-p3 0.08 0.09 0.11); color: color(display-p3 0.9 0.9 0.92)',
      'light',
      'dark',
    ],
    ['one behind a picture', 'background: linear-gradient(#112, #223) #fff; color: #eee', 'light', 'dark'],
    [
      'a page that follows its reader',
      'color-scheme: light dark; color: CanvasText; background: Canvas',
      'dark',
      'dark',
    ],
    ['one that does so without a background', '', 'dark', 'dark', '<meta name="color-scheme" content="light dark">'],
  ] as const)(
    'are legible on %s',
    async (_, style, colorScheme, expected, head: string = '') => {
      const page = await visit(style, { colorScheme }, { head });
      const schemes = await page.evaluate(() =>
        ['term-cards', 'term-lookup'].map((tag) => {
          const part = document.querySelector(tag)?.shadowRoot?.querySelector('[part=card]') as Element;
          const [red = 0] = getComputedStyle(part).backgroundColor.match(/\d+/g)?.map(Number) ?? [];
          return red < 128 ? 'dark' : 'light';
        }),
      );
      expect(schemes).toEqual([expected, expected]);
      expect(await axeFindings(page)).toEqual([]);
    },
    LONG_MS,
  );

  it('follow a page that switches, and one that forces its colours', async () => {
    const page = await visit('', {});
    const surface = () =>
      page.locator('term-lookup article').evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(await surface()).toBe('rgb(255, 255, 255)');
    await page.evaluate((text) => {
      document.body.style.cssText = text;
    }, DARK);
    await page.waitForFunction(
      () =>
        getComputedStyle(document.querySelector('term-lookup')?.shadowRoot?.querySelector('article') as Element)
          .backgroundColor !== 'rgb(255, 255, 255)',
    );
    await page.emulateMedia({ forcedColors: 'active' });
    const mark = await page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body, '::highlight(riskgraph-term)');
      return { backgroundColor, color };
    });
    const canvas = await page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body);
      return { backgroundColor, color };
    });
    expect(mark).toEqual(canvas);
  });

  it('say that they speak English, from left to right, in a page of another language', async () => {
    const page = await visit('', {}, { root: 'lang="ar" dir="rtl"' });
    for (const part of [
      'term-cards [part=card]',
      'term-card [part=card]',
      'term-lookup article',
      'term-lookup label',
    ]) {
      const said = await page.locator(part).evaluate((element) => ({
        lang: element.closest('[lang]')?.getAttribute('lang'),
        direction: getComputedStyle(element).direction,
      }));
      expect(said).toEqual({ lang: 'en', direction: 'ltr' });
    }
    const box = await page.locator('term-cards [part=card]').boundingBox();
    const { right } = await page.evaluate(() => {
      const range = new Range();
      range.selectNodeContents(document.querySelector('term-cards p') as Element);
      range.setEnd(range.startContainer.firstChild as Text, 13);
      range.setStart(range.endContainer, 2);
      return range.getBoundingClientRect().toJSON() as { right: number };
    });
    // At the side where the line starts.
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeCloseTo(right, 0);
  });
});
