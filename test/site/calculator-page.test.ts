/** A calculator's page: its run in words and charts. */
import { describe, expect, it } from '@jest/globals';
import { readingSite } from '../support/reading-site.ts';

const site = readingSite();

describe('the page of a calculator', () => {
  it('draw a path over time, whether it is a list of objects or lists side by side', async () => {
    for (const [slug, curves] of [
      ['epidemic-contagion', ['Susceptible by time', 'Infected by time', 'Recovered by time']],
      ['circuit-breaker', ['Price by minute']],
    ] as const) {
      const { $ } = await site.get(`/calculators/${slug}/`);
      const titles = $('figure:has(.chart) figcaption').toArray();
      expect(
        titles.map((title) =>
          $(title)
            .text()
            .replace(/, (?:from|always) .*/, ''),
        ),
      ).toEqual(curves);
    }
  });

  it('heads a table by what its lists run over, or by what they are of where that has no name', async () => {
    for (const [slug, headings] of [
      ['fire-sale-contagion', ['By institution', 'Asset sales, price fall', 'By round']],
      ['liquidity-spiral', ['Equilibrium prices', 'By round']],
    ] as const) {
      const { $ } = await site.get(`/calculators/${slug}/`);
      const told = $('section.list h3').toArray();
      expect([slug, told.map((heading) => $(heading).text())]).toEqual([slug, headings]);
    }
  });

  it('lead from a run to the same run with charts and downloads', async () => {
    const { $ } = await site.get('/calculators/debtrank/');
    const link = new URL($('main a:contains("with charts")').attr('href') ?? '', site.service.url);
    const place = new URLSearchParams(link.hash.slice(1));
    expect(place.get('calculator')).toBe('debtrank');
    const { body } = await site.service.query(
      'query ($p: JSON) { runCalculator(slug: "debtrank", parameters: $p) { outputs } }',
      {
        p: JSON.parse(place.get('parameters') ?? ''),
      },
    );
    const { outputs } = (body.data as { runCalculator: { outputs: { rounds: number } } }).runCalculator;
    expect($('.results tr:contains("Rounds") td').first().text()).toBe(String(outputs.rounds));
    // An example is linked by its title.
    const other = $('#run').parent().find('ul a').last();
    const shown = await site.get(
      new URL(other.attr('href') ?? '', `${site.service.url}/calculators/debtrank/`).href.slice(
        site.service.url.length,
      ),
    );
    expect(shown.$('title').text()).toContain(other.text());
  });

  it('call what calculators take and give by words', async () => {
    const { body } = await site.service.query('{ calculators { slug } }');
    for (const { slug } of (body.data as { calculators: { slug: string }[] }).calculators) {
      const { $ } = await site.get(`/calculators/${slug}/`);
      $('.about').remove();
      const said = $('main label, main legend, main th, main h3, main option, main summary')
        .toArray()
        .map((part) => $(part).text());
      expect(said.length).toBeGreaterThan(5);
      expect([slug, said.filter((text) => /[a-z](?<!\bDebt)[A-Z]|sqrt|\b1 (?:rows|columns)\b/.test(text))]).toEqual([
        slug,
        [],
      ]);
    }
  });
});
