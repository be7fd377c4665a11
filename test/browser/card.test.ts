import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { describeWithBrowser } from '../support/conditions.ts';
import { ROOT } from '../support/program.ts';
import { axeFindings } from './browsing.ts';
import { siteInBrowser } from './site.ts';

describeWithBrowser('on a page of another origin', () => {
  const { visit, browsing, site } = siteInBrowser();
  const CARD = '<p>A <term-card slug="margin-call">margin call</term-card> asks for collateral.</p>';

  it('shows a lookup from the three lines of the README', async () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const [, lines = ''] = /^```html\n(.*?)^```$/ms.exec(readme) ?? [];
    expect(lines.trim().split('\n')).toHaveLength(3);
    site().pages.set('/plain', lines.replace('http://127.0.0.1:4000', browsing().url));
    const { page, complaints, requests } = await browsing().open(`${site().address}/plain`);
    await page.getByRole('heading', { name: 'Margin Call' }).waitFor();
    await page.getByText('Neighbourhood').click();
    await page.locator('term-lookup svg .node').first().waitFor();
    expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(browsing().url) && !url.startsWith(site().address))).toEqual([]);
    expect(await page.locator('.run-link').count()).toBe(0);
  });

  it('opens a card on hover, lets the pointer go over to it, and closes it when the pointer leaves', async () => {
    const { page, complaints } = await visit(CARD);
    const card = page.locator('term-card [part=card]');
    await page.locator('term-card .known').waitFor();
    await page.getByRole('button', { name: 'margin call' }).hover();
    await card.getByText('A demand by a broker').waitFor();
    await card.hover();
    expect(await card.isVisible()).toBe(true);
    await page.mouse.move(600, 500);
    await card.waitFor({ state: 'hidden' });
    expect(complaints).toEqual([]);
  });

  it('opens on focus, closes with Escape without moving the focus, and leads to its link by Tab', async () => {
    const { page } = await visit(CARD);
    const word = page.getByRole('button', { name: 'margin call' });
    const card = page.locator('term-card [part=card]');
    await word.waitFor();
    await page.keyboard.press('Tab');
    await card.waitFor();
    expect(await word.getAttribute('aria-expanded')).toBe('true');
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'hidden' });
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TERM-CARD');
    await page.keyboard.press('Enter');
    await card.waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute('part'))).toBe(
      'title',
    );
    expect(await card.isVisible()).toBe(true);
    await page.keyboard.press('Tab');
    await card.waitFor({ state: 'hidden' });
  });

  it('opens on tap and closes on a tap elsewhere', async () => {
    const { page } = await visit(CARD, { hasTouch: true, isMobile: true, viewport: { width: 320, height: 640 } });
    const card = page.locator('term-card [part=card]');
    await page.getByRole('button', { name: 'margin call' }).tap();
    await card.waitFor();
    const box = await card.boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(320);
    await page.getByRole('heading', { name: 'Site' }).tap();
    await card.waitFor({ state: 'hidden' });
  });

  it('previews a link at the first tap, and follows it at the second', async () => {
    const { page } = await visit(
      '<p>What <term-card slug="collateral"><a href="/collateral">collateral</a></term-card> is.</p>',
      { hasTouch: true, isMobile: true, viewport: { width: 320, height: 640 } },
    );
    await page.locator('term-card .known').waitFor();
    const link = page.getByRole('link', { name: 'collateral', exact: true });
    const card = page.locator('term-card [part=card]');
    await link.tap();
    await card.waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    await page.getByRole('heading', { name: 'Site' }).tap();
    await card.waitFor({ state: 'hidden' });
    await link.tap();
    await card.waitFor();
    await link.tap();
    await page.waitForURL('**/collateral');
  });

  it('leaves an unknown term the text it is, and a link a link', async () => {
    const { page } = await visit(
      `<p><term-card slug="no-such-term">nothing</term-card> ${CARD} <term-card slug="collateral"><a href="/collateral">collateral</a></term-card></p>`,
    );
    await page.locator('term-card[slug=collateral] .known').waitFor();
    expect(await page.getByRole('button', { name: 'nothing' }).count()).toBe(0);
    const warning = page.waitForEvent('console', (message) => message.type() === 'warning');
    await page.evaluate(() => document.querySelector('term-card')?.setAttribute('slug', 'margin-cal'));
    expect((await warning).text()).toBe(
      `<term-card>: ${browsing().url}/graphql has no term with the slug "margin-cal"`,
    );
    const link = page.getByRole('link', { name: 'collateral', exact: true });
    expect(await link.getAttribute('aria-description')).toMatch(/\w/);
    await link.focus();
    await page.locator('term-card[slug=collateral] [part=card]').waitFor();
    await link.press('Enter');
    await page.waitForURL('**/collateral');
  });

  it('stays the text it is while the service is away', async () => {
    const { page } = await visit(CARD.replace('<term-card', '<term-card endpoint="http://127.0.0.1:9/graphql"'));
    await page.getByText('margin call').hover();
    expect(await page.locator('term-card [part=card]').isVisible()).toBe(false);
    expect(await page.getByRole('button').count()).toBe(0);
  });

  it('asks for two hundred cards in two questions', async () => {
    const listed = await fetch(`${browsing().url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ concepts(first: 100) { nodes { slug } } }' }),
    });
    const { data } = (await listed.json()) as { data: { concepts: { nodes: { slug: string }[] } } };
    const slugs = [
      ...data.concepts.nodes.map(({ slug }) => slug),
      ...Array.from({ length: 100 }, (_, i) => `unknown-${i}`),
    ];
    const cards = slugs.map((slug) => `<term-card slug="${slug}">${slug}</term-card>`);
    const { page, requests } = await visit(`<p>${cards.join(' ')}</p>`);
    await page.waitForFunction(
      (known) =>
        [...document.querySelectorAll('term-card')].filter((card) => card.shadowRoot?.querySelector('.known'))
          .length === known,
      data.concepts.nodes.length,
    );
    expect(requests.filter((url) => url.endsWith('/graphql')).length).toBeLessThanOrEqual(3);
  });
});
