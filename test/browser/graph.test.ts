import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeWithBrowser } from '../support/conditions.ts';
import { axeFindings, type Browsing, LONG_MS, overflow, startBrowsing } from './browsing.ts';

interface Subgraph {
  nodes: { concept: { slug: string; name: string } }[];
  relations: { kind: string; from: { slug: string; name: string }; to: { slug: string; name: string } }[];
}
const WIDE = { viewport: { width: 1280, height: 900 } };
const NARROW = { viewport: { width: 360, height: 800 } };

describeWithBrowser('the neighbourhood in <term-lookup>', () => {
  let browsing: Browsing;
  beforeAll(async () => {
    browsing = await startBrowsing();
  });
  afterAll(() => browsing?.stop());

  const parts = (page: Page) => ({
    nodes: page.locator('term-lookup svg .node'),
    lines: page.locator('term-lookup svg line'),
    caption: page.locator('term-lookup figcaption'),
    how: page.locator('term-lookup .how'),
  });

  async function open(slug: string, options: object = WIDE) {
    const visit = await browsing.open(`/#concept=${slug}`, options);
    await visit.page.getByText('Neighbourhood').click();
    await parts(visit.page).nodes.first().waitFor();
    return visit;
  }

  /** A neighbourhood read from the API, bypassing the widget. */
  async function neighbourhood(slug: string, limit: number): Promise<Subgraph> {
    const query = `{ neighbourhood(slugs: ["${slug}"], limit: ${limit}) {
      nodes { concept { slug name } } relations { kind from { slug name } to { slug name } }
    } }`;
    const answer = await fetch(`${browsing.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    return ((await answer.json()) as { data: { neighbourhood: Subgraph } }).data.neighbourhood;
  }

  const focusedSlug = (page: Page) =>
    page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute('data-slug'));

  it('has the neighbours that the API gives and a line for each two that it relates, from node to node', async () => {
    for (const [size, options] of [
      [24, WIDE],
      [11, NARROW],
    ] as const) {
      const { page, complaints } = await open('margin-call', options);
      const { nodes, relations } = await neighbourhood('margin-call', size);
      const drawn = await page.locator('term-lookup svg').evaluate((svg) => ({
        slugs: [...svg.querySelectorAll<SVGElement>('.node')].map(({ dataset }) => dataset.slug),
        names: [...svg.querySelectorAll('g text')].map(({ textContent }) => textContent),
        places: [...svg.querySelectorAll('g')].map((node) =>
          (/translate\((\S+) (\S+)\)/.exec(node.getAttribute('transform') ?? '') ?? []).slice(1).map(Number),
        ),
        lines: [...svg.querySelectorAll('line')].map((line) => ({
          between: line.dataset.between ?? '',
          isOwn: line.classList.contains('own'),
          ends: ['x1', 'y1', 'x2', 'y2'].map((name) => Number(line.getAttribute(name))),
        })),
      }));
      expect(nodes).toHaveLength(size);
      expect(drawn.names).toEqual(nodes.map(({ concept }) => concept.name));
      expect(['margin-call', ...drawn.slugs]).toEqual(nodes.map(({ concept }) => concept.slug));
      const pairs = new Set(relations.map(({ from, to }) => [from.slug, to.slug].sort().join(' ')));
      expect(drawn.lines.map(({ between }) => between).sort()).toEqual([...pairs].sort());
      expect(drawn.lines.filter(({ isOwn }) => isOwn)).toHaveLength(size - 1);

      const placeOf = new Map(nodes.map(({ concept }, i) => [concept.slug, drawn.places[i]?.join(' ')]));
      for (const { between, ends } of drawn.lines) {
        const [x1, y1, x2, y2] = ends.map((end) => Number(end.toFixed(1)));
        const wanted = between.split(' ').map((slug) => placeOf.get(slug));
        expect([`${x1} ${y1}`, `${x2} ${y2}`].sort()).toEqual(wanted.sort());
      }
      expect(complaints).toEqual([]);
    }
  });

  it('says whether these are all neighbours or the nearest of more', async () => {
    for (const slug of ['margin-call', 'copula-modeling']) {
      const count = (await neighbourhood(slug, 500)).nodes.length - 1;
      for (const [most, options] of [
        [23, WIDE],
        [10, NARROW],
      ] as const) {
        const { page } = await open(slug, options);
        const wanted = count > most ? `The ${most} nearest of its neighbours` : `All of its ${count} neighbours`;
        expect(await parts(page).caption.textContent()).toContain(`${wanted}; lines are relations that pages state.`);
        await page.context().close();
      }
    }
  });

  it('tells how a term is related, in each direction, and sets off its lines: by pointer and by keyboard', async () => {
    const { page } = await open('margin-call');
    const { nodes, lines, how } = parts(page);
    const { relations } = await neighbourhood('margin-call', 24);
    const hint = await how.textContent();
    const lit = () =>
      lines.evaluateAll((all) =>
        all.filter((line) => line.classList.contains('lit')).map((line) => line.getAttribute('data-between') ?? ''),
      );
    for (const at of [0, 5]) {
      const node = nodes.nth(at);
      const slug = (await node.getAttribute('data-slug')) ?? '';
      const touching = new Set(
        relations
          .map(({ from, to }) => [from.slug, to.slug].sort())
          .filter((ends) => ends.includes(slug))
          .map((ends) => ends.join(' ')),
      );
      if (at === 0) await node.hover();
      else await node.focus();
      expect(new Set(await lit())).toEqual(touching);
      const sentence = (await how.textContent()) ?? '';
      expect(sentence).toBe(await node.getAttribute('aria-description'));
      for (const [one, other] of [
        ['margin-call', slug],
        [slug, 'margin-call'],
      ]) {
        const stated = relations.filter(({ from, to }) => from.slug === one && to.slug === other);
        const clauses = sentence.split(/; |\.$/).filter((clause) => clause.startsWith(stated[0]?.from.name ?? '∅ '));
        expect(clauses).toHaveLength(stated.length > 0 ? 1 : 0);
        expect(clauses[0]?.split(/,? and |, /).length ?? 0).toBe(stated.length);
        if (stated.length > 0) expect(clauses[0]).toMatch(new RegExp(`${stated[0]?.to.name}$`));
      }
      if (at === 0) await page.mouse.move(0, 0);
      else await node.blur();
      expect([await how.textContent(), await lit()]).toEqual([hint, []]);
    }
  });

  it('is one stop of the Tab key; arrows go round, Enter walks on, and it stays open for the next term', async () => {
    const { page, complaints } = await open('margin-call');
    const { nodes } = parts(page);
    const slugs = await nodes.evaluateAll((all) => all.map((node) => node.getAttribute('data-slug')));
    await page.locator('summary').filter({ hasText: 'Neighbourhood' }).focus();
    await page.keyboard.press('Tab');
    expect(await focusedSlug(page)).toBe(slugs[0]);
    await page.keyboard.press('ArrowLeft');
    expect(await focusedSlug(page)).toBe(slugs.at(-1));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    expect(await focusedSlug(page)).toBe(slugs[1]);
    await page.setViewportSize({ width: 1000, height: 900 });
    await page.waitForFunction(() => {
      const picture = document.querySelector('term-lookup')?.shadowRoot?.querySelector('svg');
      return Number(picture?.getAttribute('viewBox')?.split(' ')[2]) < 1000;
    });
    expect(await focusedSlug(page)).toBe(slugs[1]);

    const name = (await nodes.nth(1).locator('text').textContent()) ?? '';
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name, exact: true }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.tagName)).toBe('H2');
    await page.locator('term-lookup svg .centre').filter({ hasText: name }).waitFor();
    await page.keyboard.press('Tab');
    await page.getByText('Neighbourhood').click();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('heading', { name: 'Margin Call', exact: true }).waitFor();
    expect(await nodes.count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('keeps every name apart from the others and inside the picture', async () => {
    for (const options of [WIDE, { viewport: { width: 700, height: 900 } }, NARROW]) {
      const { page } = await open('order-book', options);
      const [frame, ...names] = await page.locator('term-lookup svg').evaluate((svg) =>
        [svg, ...svg.querySelectorAll('text')].map((element) => {
          const { left, right, top, bottom } = element.getBoundingClientRect();
          return { name: element.textContent, left, right, top, bottom };
        }),
      );
      const wrong = names.flatMap((a, i) => {
        const isOutside =
          !frame || a.left < frame.left || a.right > frame.right || a.top < frame.top || a.bottom > frame.bottom;
        const over = names.slice(i + 1).filter((b) => {
          const overX = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const overY = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          return overX > 1 && overY > 2;
        });
        return [...(isOutside ? [`${a.name} is outside`] : []), ...over.map((b) => `${a.name} is over ${b.name}`)];
      });
      expect(wrong).toEqual([]);
    }
  });

  it('says so where a term has no relation, and tries again where the service is away', async () => {
    const { page } = await browsing.open('/#concept=margin-call');
    await page.getByRole('heading', { name: 'Margin Call', exact: true }).waitFor();
    await page.route('**/graphql', (route) => route.abort());
    await page.getByText('Neighbourhood').click();
    await page.getByText('This part could not be loaded.').waitFor();
    await page.unroute('**/graphql');
    const alone = {
      nodes: [{ concept: { slug: 'margin-call', name: 'Margin Call' } }],
      relations: [],
      truncated: false,
    };
    await page.route('**/graphql', (route) => route.fulfill({ json: { data: { neighbourhood: alone } } }));
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('No page states a relation of this term.').waitFor();
  });

  it(
    'has nothing that axe objects to and fits, in light and dark, wide and narrow',
    async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        for (const options of [WIDE, NARROW]) {
          const { page } = await open('collateral', { ...options, colorScheme });
          await parts(page).nodes.nth(2).focus();
          expect(await axeFindings(page)).toEqual([]);
          expect(await overflow(page)).toBe(0);
          await page.context().close();
        }
      }
    },
    LONG_MS,
  );
});
