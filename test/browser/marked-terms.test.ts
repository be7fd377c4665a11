/** `<term-cards auto>` on a page of another origin, whose text it never changes. */
import { expect, it } from '@jest/globals';
import type { Page, Route } from 'playwright-core';
import type {} from '../../src/widget/elements.d.ts';
import { describeWithBrowser } from '../support/conditions.ts';
import { until } from '../support/until.ts';
import { axeFindings } from './browsing.ts';
import { siteInBrowser } from './site.ts';

describeWithBrowser('the terms of a text', () => {
  const { visit } = siteInBrowser();

  const TEXT = '<p id="a">A margin call asks for collateral.</p><p id="b">Another margin call, and leverage.</p>';
  const card = (page: Page) => page.locator('term-cards [part=card]');
  const stop = (page: Page) => page.locator('term-cards [role=option][tabindex="0"]');

  it('are marked where they first stand, and no node of the text is touched', async () => {
    const { page, complaints } = await visit(`<term-cards>${TEXT}</term-cards>`);
    const before = await page.locator('term-cards').evaluate((element) => element.outerHTML);
    const nodes = await page.evaluateHandle(() => document.querySelector('#a')?.firstChild);
    const made = await page.evaluate(() => document.querySelector('term-cards')?.annotate());
    expect(made).toBe(3);
    expect(await terms(page)).toEqual(['margin call', 'collateral', 'leverage']);
    expect(await page.locator('term-cards').evaluate((element) => element.outerHTML)).toBe(before);
    expect(await nodes.evaluate((node) => node === document.querySelector('#a')?.firstChild)).toBe(true);
    expect(await page.evaluate(() => document.querySelector('term-cards')?.annotate())).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('are found across inline elements and split text, and not in controls, labels, links, code and headings', async () => {
    const { page } = await visit(`<term-cards auto exclude=".quiet, aside"><h2>Margin call</h2>
      <details><summary>Leverage</summary></details><label>Collateral <input></label><button>Slippage</button>
      <p>An <a href="/x">order book</a>, <code>volatility</code> and a <span role="button">market maker</span>.</p>
      <p class="quiet">Contagion</p><aside><p>Insolvency</p></aside><div>A <b>funding</b> <i>liquid</i>ity
      spiral</div><p id="split"></p></term-cards>`);
    await marked(page, 1);
    await page.evaluate(() => {
      document.querySelector('#split')?.append('A market', document.createComment(''), ' impact');
      return document.querySelector('term-cards')?.annotate();
    });
    expect(await terms(page)).toEqual(['funding liquidity', 'market impact']);
  });

  it('are marked where a reader sees them rather than in a closed part before, and there where nothing else has them', async () => {
    const { page } = await visit(`<term-cards><div hidden><p>A margin call.</p></div>
      <details><summary>More</summary><p id="closed">Leverage.</p></details>
      <p id="unseen">Collateral.</p>${TEXT.replace(', and leverage', '')}</term-cards>`);
    await page.locator('#unseen').evaluate((element) => {
      element.style.visibility = 'hidden';
    });
    expect(await page.evaluate(() => document.querySelector('term-cards')?.annotate())).toBe(3);
    const places = await page.evaluate(() =>
      [...(CSS.highlights.get('riskgraph-term') ?? [])].map(
        (range) => `${range} ${range.startContainer.parentElement?.id}`,
      ),
    );
    expect(places).toEqual(['margin call a', 'collateral a', 'Leverage closed']);
  });

  it('open a card on hover, one at a time, which the pointer may go over to', async () => {
    const { page } = await visit(`<term-cards auto>${TEXT}</term-cards>`);
    await marked(page, 3);
    await page.mouse.move(...(await middleOf(page, 'margin call')));
    await card(page).getByText('A demand by a broker').waitFor();
    await card(page).hover();
    expect(await card(page).isVisible()).toBe(true);
    await page.mouse.move(...(await middleOf(page, 'collateral')));
    await card(page).getByText('A demand by a broker').waitFor({ state: 'detached' });
    await card(page).getByRole('link', { name: 'Collateral' }).waitFor();
    await page.mouse.move(600, 500);
    await card(page).waitFor({ state: 'hidden' });
  });

  it('open a card on tap, and close it on a tap on the word or elsewhere', async () => {
    const touch = { hasTouch: true, isMobile: true, viewport: { width: 320, height: 640 } };
    const { page } = await visit(`<term-cards auto>${TEXT}</term-cards>`, touch);
    await marked(page, 3);
    const word = await middleOf(page, 'margin call');
    for (const elsewhere of [word, [300, 600]] as [number, number][]) {
      await page.touchscreen.tap(...word);
      await card(page).waitFor();
      const box = await card(page).boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(320);
      await page.touchscreen.tap(...elsewhere);
      await card(page).waitFor({ state: 'hidden' });
    }
  });

  it('are one stop of the Tab key, with the arrow keys between them and the link of the card behind', async () => {
    const { page } = await visit(`<a href="#x">before</a><term-cards auto>${TEXT}</term-cards><a href="#y">after</a>`);
    await marked(page, 3);
    const focused = () =>
      page.evaluate(() => {
        const { activeElement } = document;
        return (activeElement?.shadowRoot?.activeElement ?? activeElement)?.textContent;
      });
    await page.getByRole('link', { name: 'before' }).focus();
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('margin call');
    await card(page).getByText('A demand by a broker').waitFor();
    expect(await stop(page).getAttribute('aria-description')).toMatch(/^A demand by a broker/);
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('collateral');
    await card(page).getByText('Term 2 of 3').waitFor();
    await page.keyboard.press('l');
    expect(await focused()).toBe('leverage');
    await page.keyboard.press('Escape');
    await card(page).waitFor({ state: 'hidden' });
    expect(await focused()).toBe('leverage');
    await page.keyboard.press('Enter');
    await card(page).waitFor();
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Leverage');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('after');
    await card(page).waitFor({ state: 'hidden' });
  });

  it('go with the text that they stand in, and come with a new one where that is observed', async () => {
    for (const observe of ['', 'observe']) {
      const { page } = await visit(`<term-cards auto ${observe}>${TEXT}</term-cards>`);
      await marked(page, 3);
      await page.evaluate(() => {
        (document.querySelector('#a')?.firstChild as Text).data = 'Contagion came, collateral or not.';
        document.querySelector('#b')?.replaceChildren('Slippage.');
      });
      await page.waitForFunction(
        (expected) =>
          [...(document.querySelector('term-cards')?.shadowRoot?.querySelectorAll('[role=option]') ?? [])]
            .map((option) => option.textContent)
            .join() === expected,
        observe === '' ? '' : 'Contagion,collateral,Slippage',
      );
    }
  });

  it('are asked for within what the service takes, however long the text, and only once', async () => {
    const sentence = 'A margin call was met with collateral and the leverage of the fund went down again. ';
    const long = sentence.repeat(600);
    const texts: string[] = [];
    const { page, complaints } = await visit(
      `<term-cards><p>${long}</p><p>${long}</p><p id="c">Slippage</p></term-cards>`,
    );
    page.on('request', (request) => {
      const asked = request.postDataJSON() as { variables: { text?: string } } | null;
      if (asked?.variables.text !== undefined) texts.push(asked.variables.text);
    });
    expect(await page.evaluate(() => document.querySelector('term-cards')?.annotate())).toBe(4);
    expect(texts.length).toBe(3);
    expect(Math.max(...texts.map(({ length }) => length))).toBeLessThanOrEqual(20_000);
    // The paragraph occurs twice but is sent once.
    expect(texts.join(' ').match(/margin call/g)).toHaveLength(600);
    await page.evaluate(() => {
      document.querySelector('#c')?.append(' and contagion');
      return document.querySelector('term-cards')?.annotate();
    });
    expect(texts.slice(3)).toEqual(['Slippage and contagion']);
    expect(complaints).toEqual([]);
  });

  it('are underlined all the same in a browser without custom highlights', async () => {
    const { page } = await visit('<term-cards></term-cards>');
    await page.evaluate((text) => {
      Reflect.deleteProperty(globalThis, 'Highlight');
      const cards = document.querySelector('term-cards');
      cards?.append(...[text, 'Leverage'].map((part) => document.createElement('p').appendChild(new Text(part))));
      return cards?.annotate();
    }, 'A margin call. ');
    await page.locator('term-cards .line').first().waitFor({ state: 'attached' });
    const [x] = await middleOf(page, 'margin call');
    const line = await page.locator('term-cards .line').first().boundingBox();
    expect(line?.x).toBeLessThan(x);
    expect((line?.x ?? 0) + (line?.width ?? 0)).toBeGreaterThan(x);
    await page.mouse.move(...(await middleOf(page, 'margin call')));
    await card(page).waitFor();
  });

  it('are text and nothing else while the service is away', async () => {
    const { page } = await visit(`<term-cards auto endpoint="http://127.0.0.1:9/graphql">${TEXT}</term-cards>`);
    expect(
      await page.evaluate(() =>
        document
          .querySelector('term-cards')
          ?.annotate()
          .catch(() => 'away'),
      ),
    ).toBe('away');
    expect(await terms(page)).toEqual([]);
    expect(await page.locator('term-cards').innerText()).toBe(
      'A margin call asks for collateral.\n\nAnother margin call, and leverage.',
    );
  });

  /** Holds all requests of the page that send texts until they are released. */
  async function heldQuestions(page: Page) {
    const held: Route[] = [];
    let asked = 0;
    await page.route('**/graphql', async (route) => {
      if (!String(route.request().postData()).includes('annotate')) return route.continue();
      asked++;
      held.push(route);
    });
    return {
      /** Resolves once that many have been sent. */
      asked: (count: number) => until(() => asked >= count),
      count: () => asked,
      async letGo() {
        for (const route of held.splice(0)) await route.continue();
      },
      /** Simulates an unavailable service. */
      async fail() {
        for (const route of held.splice(0)) await route.abort();
      },
    };
  }

  /** Makes the container look for its terms; `found` holds its promise. */
  const looking = (page: Page) =>
    page.evaluateHandle(() => ({ found: document.querySelector('term-cards')?.annotate() }));

  it('leave no mark behind where the container moves while they are looked for', async () => {
    const { page } = await visit(`<term-cards>${TEXT}</term-cards><aside></aside>`);
    const questions = await heldQuestions(page);
    const before = await looking(page);
    await questions.asked(1);
    await page.evaluate(() => document.querySelector('aside')?.append(document.querySelector('term-cards') as Element));
    const after = await looking(page);
    await questions.asked(2);
    await questions.letGo();
    expect(await Promise.all([before, after].map((each) => each.evaluate(({ found }) => found)))).toEqual([0, 3]);
    const marks = () => page.evaluate(() => CSS.highlights.get('riskgraph-term')?.size);
    expect(await marks()).toBe(3);
    await page.evaluate(() => document.querySelector('term-cards')?.remove());
    expect(await marks()).toBe(0);
  });

  it('are asked for once more, however often the text changes while the service is slow, and not where they are gone', async () => {
    const { page } = await visit('<term-cards><p>A margin call.</p></term-cards>');
    const questions = await heldQuestions(page);
    /** Keeps changing the text; resolves to what is found then, or to the error while the service is away. */
    const change = () =>
      page.evaluateHandle(() => {
        const cards = document.querySelector('term-cards');
        const found = Array.from({ length: 20 }, async (_, i) => {
          cards?.querySelector('p')?.append(` Leverage ${i}.`);
          return cards?.annotate().catch(() => 'away');
        });
        return { found: Promise.all(found) };
      });
    await looking(page);
    await questions.asked(1);
    const changed = await change();
    await questions.letGo();
    await questions.asked(2);
    await questions.fail();
    expect(await changed.evaluate(({ found }) => found)).toEqual(Array(20).fill('away'));
    const again = await looking(page);
    await questions.asked(3);
    await questions.letGo();
    expect(await again.evaluate(({ found }) => found)).toBe(2);
    expect([questions.count(), await terms(page)]).toEqual([3, ['margin call', 'Leverage']]);
    await page.evaluate(() => document.querySelector('p')?.append(' Slippage.'));
    const begun = await looking(page);
    await questions.asked(4);
    const gone = await change();
    await page.evaluate(() => document.querySelector('term-cards')?.remove());
    await questions.letGo();
    expect(await begun.evaluate(({ found }) => found)).toBe(0);
    expect(await gone.evaluate(({ found }) => found)).toEqual(Array(20).fill(0));
    expect(questions.count()).toBe(4);
  });

  /** Resolves once that many terms are marked. */
  async function marked(page: Page, count: number): Promise<void> {
    await page.waitForFunction(
      (wanted) => document.querySelector('term-cards')?.shadowRoot?.querySelectorAll('[role=option]').length === wanted,
      count,
    );
  }

  function terms(page: Page): Promise<(string | null)[]> {
    return page
      .locator('term-cards [role=option]')
      .evaluateAll((options) => options.map((option) => option.textContent));
  }

  /** The centre of a text at its first occurrence on the page. */
  async function middleOf(page: Page, text: string): Promise<[number, number]> {
    const place = await page.evaluate((wanted) => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const at = walker.currentNode.textContent?.indexOf(wanted) ?? -1;
        if (at < 0) continue;
        const range = new Range();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + wanted.length);
        const { x, y, width, height } = range.getBoundingClientRect();
        return [x + width / 2, y + height / 2] as [number, number];
      }
      return [0, 0] as [number, number];
    }, text);
    return place;
  }
});
