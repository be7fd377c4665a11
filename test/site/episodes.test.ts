/** The pages of documented crashes. */
import { describe, expect, it } from '@jest/globals';
import { EPISODES } from '../../src/episodes/registry.ts';
import { readingSite } from '../support/reading-site.ts';

const site = readingSite();

describe('a documented crash', () => {
  it('is listed with its model and how far that is off', async () => {
    const { $ } = await site.get('/episodes/');
    expect($('section').length).toBe(EPISODES.length);
    const flash = $('section[aria-labelledby=flash-crash-2010]');
    expect(flash.find('.aside').text()).toBe('6 May 2010 · Price impact of a market order or metaorder');
    // Matches docs/episodes.md.
    expect(flash.find('li').text().trim()).toBe(
      'Price impact: observed 5\u00a0%, model 0.272\u00a0%; missed by 94.6\u00a0%',
    );
    expect($('.top [aria-current=page]').attr('href')).toBe('/episodes/');
  });

  it('leads to the publications that it cites, whatever follows their DOI in the sentence', async () => {
    const links = await Promise.all(
      EPISODES.map(async ({ slug }) => {
        const { $ } = await site.get(`/episodes/${slug}/`);
        return $('a[href^="https://doi.org/"]')
          .toArray()
          .map((link) => $(link).attr('href') ?? '');
      }),
    );
    expect(links.flat().length).toBeGreaterThan(3);
    expect(links.flat().filter((href) => /[^\w)]$/.test(href))).toEqual([]);
  });

  it('has every input with its source, what was observed, its terms, and the run to repeat', async () => {
    for (const { slug, calculator, observed } of EPISODES) {
      const { $, status } = await site.get(`/episodes/${slug}/`);
      expect([slug, status, $('section[aria-labelledby=compared] li').length]).toEqual([slug, 200, observed.length]);
      const inputs = $('section[aria-labelledby=inputs] li');
      expect(inputs.length).toBeGreaterThan(1);
      for (const input of inputs.toArray()) expect($(input).find('.gist').text().length).toBeGreaterThan(5);
      expect($('h1 ~ p a[href^="/concept/"]').length).toBeGreaterThan(0);
      const again = await site.get($('a[href^="/calculators/"][href*="parameters="]').attr('href') ?? '');
      expect([slug, again.status, again.$('.problem').text()]).toEqual([slug, 200, '']);
      expect($(`a[href="/calculators/${calculator.slug}/"]`).length).toBe(1);
    }
    const { $ } = await site.get('/episodes/crypto-2025-10-10/');
    expect($('section[aria-labelledby=inputs] tbody tr').length).toBe(5);
    const source = (await site.get('/episodes/portfolio-insurance-1987/')).$(
      'a[href="https://doi.org/10.1093/rof/rfad008"]',
    );
    expect(source.length).toBeGreaterThan(0);
  });

  it('has labels that tell its figures apart, in the list too', async () => {
    const list = (await site.get('/episodes/')).$;
    for (const { slug, observed } of EPISODES) {
      const { $ } = await site.get(`/episodes/${slug}/`);
      const labels = $('section[aria-labelledby=compared] li strong').toArray();
      expect([slug, new Set(labels.map((label) => $(label).text())).size]).toEqual([slug, observed.length]);
      const listed = list(`section[aria-labelledby=${slug}] li`).toArray();
      const before = listed.map((line) =>
        list(line)
          .text()
          .replace(/: observed .*/s, ''),
      );
      expect([slug, new Set(before).size]).toEqual([slug, observed.length]);
    }
    expect(list('section[aria-labelledby=portfolio-insurance-1987] li').last().text()).toMatch(
      /^Price impact \(observation 2 of 2\): observed 20\.5/,
    );
  });

  it('is found by the address of another number, and answered as not found where there is none', async () => {
    const moved = await site.get('/episode/ltcm-1998/');
    expect([moved.status, moved.headers.get('location')]).toEqual([301, '/episodes/ltcm-1998/']);
    expect((await site.get('/episodes/nope/')).status).toBe(404);
  });

  it('is linked from its terms and its calculator', async () => {
    for (const path of ['/concept/margin-call/', '/calculators/account-liquidation/'])
      expect([path, (await site.get(path)).$('a[href="/episodes/archegos-2021/"]').length]).toEqual([path, 1]);
  });
});
