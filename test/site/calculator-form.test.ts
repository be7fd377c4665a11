/** A calculator's form, and how it handles what it is sent. */
import { describe, expect, it } from '@jest/globals';
import { readingSite } from '../support/reading-site.ts';

const site = readingSite();

describe('the form of a calculator', () => {
  it('run a calculator from a form, percentages too, and mark what it refuses', async () => {
    const { $ } = await site.get('/calculators/sell-off-feedback/?holdings=10000000&shock=5%25');
    const row = (name: string) => $(`.results tr:contains("${name}") td`).first().text();
    expect([row('Gain'), row('Linear amplification'), row('Rounds')]).toEqual(['0.4', '1.66667 ×', '26']); // as in README
    expect($('#shock').attr('value')).toBe('0.05');
    expect($('title').text()).toBe('Your run: Sell-off feedback loop (panic selling) · Riskgraph');
    expect($('form.run').attr('action')).toBe('#run');
    const refused = await site.get('/calculators/sell-off-feedback/?shock=-1');
    expect(refused.$('#shock').attr('aria-invalid')).toBe('true');
    expect(refused.$('#about-shock .problem').text()).not.toBe('');
    expect(refused.$('link[rel=canonical]').length).toBe(0);
  });

  it('take lists row by row and numbers in percent, and say which cell is wrong', async () => {
    const fields = {
      collateral: '0',
      'symbols[0].markPrice': '100',
      'symbols[0].maintenanceMarginRate': '0.5 %',
      'positions[0].symbol': '0',
      'positions[0].size': '100',
      'positions[0].marginMode': 'isolated',
      'positions[0].leverage': '5',
    };
    const run = async (given: Record<string, string>) =>
      site.get(`/calculators/account-liquidation/?${new URLSearchParams(given)}`);
    const { $ } = await run(fields);
    const distance = $('.results tr:contains("Nearest distance") td').first().text();
    // (1 - 1 / 5) / (1 - 0.005) - 1, by hand.
    expect(distance).toBe(`${Number((100 * (1 - 0.8 / 0.995)).toPrecision(6))} %`);
    expect($('[name="positions[0].leverage"]').attr('value')).toBe('5');
    expect($('[name="symbols[0].maintenanceMarginRate"]').attr('value')).toBe('0.005');
    // Readers see rows numbered from 1; addresses keep the index.
    const symbol = $('[name="positions[0].symbol"] option[selected]');
    expect([symbol.attr('value'), symbol.text()]).toEqual(['0', '1']);
    expect($('.results tr:contains("Nearest position") td').first().text()).toBe('1');
    const positions = $('section.list:contains("Position results") tbody tr').first();
    expect(
      positions
        .find('th, td')
        .slice(0, 2)
        .toArray()
        .map((cell) => $(cell).text()),
    ).toEqual(['1', '1']);
    expect($('[name^="positions["][name$=".size"]').length).toBe(3); // the given one and two empty ones
    const wrong = (await run({ ...fields, 'positions[0].leverage': '0.5' })).$;
    expect(wrong('[name="positions[0].leverage"]').attr('aria-invalid')).toBe('true');
    expect(wrong('#about-positions .problem').text()).toMatch(/^Row 1, leverage must be /);

    const network = await site.get(
      `/calculators/clearing-vector/?${new URLSearchParams({
        liabilities: '0, 10\n5 0',
        externalAssets: '20, 20',
        externalAssetShocks: '50 %, 0',
        alpha: '90%',
      })}`,
    );
    expect(network.$('.problem').text()).toBe('');
    expect(network.$('#externalAssetShocks').text()).toBe('0.5, 0');
    expect(network.$('#liabilities').text()).toBe('0, 10\n5, 0');
    const heads = network.$('section.list:contains("By institution") thead th');
    expect(
      heads
        .toArray()
        .map((head) => network.$(head).text())
        .slice(0, 3),
    ).toEqual(['Institution', 'Payments', 'Total liabilities']);
    const column = heads.toArray().findIndex((head) => network.$(head).text() === 'Default round');
    const cells = network.$(`section.list:contains("By institution") tbody tr td:nth-child(${column + 1})`);
    expect(cells.toArray().map((cell) => network.$(cell).text())).toEqual(['does not default', 'does not default']);
  });

  it('give the same result again where a form is sent as it stands', async () => {
    const { body } = await site.service.query(
      '{ calculators { slug presets { parameters } parameters { emptyOnce } } }',
    );
    const { calculators } = body.data as {
      calculators: { slug: string; presets: { parameters: object }[]; parameters: { emptyOnce: string[] }[] }[];
    };
    const ofBooks = calculators.filter(({ parameters }) => parameters.some(({ emptyOnce }) => emptyOnce.length > 0));
    expect(ofBooks.length).toBeGreaterThanOrEqual(4);
    for (const { slug, presets } of ofBooks) {
      for (const { parameters } of presets) {
        const path = `/calculators/${slug}/`;
        const first = await site.get(`${path}?${new URLSearchParams({ parameters: JSON.stringify(parameters) })}`);
        const filledIn = first
          .$('form.run')
          .serializeArray()
          .filter(({ value }) => value !== '')
          .map(({ name, value }) => [name, value] as [string, string]);
        // With no field filled in, it would be the page's own first example.
        if (filledIn.length === 0) continue;
        const again = await site.get(`${path}?${new URLSearchParams(filledIn)}`);
        const resultsOf = (page: typeof first) => page.$('#run').parent().find('.results, .list').text();
        expect([slug, parameters, resultsOf(again)]).toEqual([slug, parameters, resultsOf(first)]);
      }
    }
  });

  it('show what a part of a book is where others are given, and what counts besides them', async () => {
    const at = async (given: Record<string, string>) =>
      (await site.get(`/calculators/liquidation-cascade/?${new URLSearchParams(given)}`)).$;
    const row = { 'positions[0].quantity': '10', 'positions[0].entryPrice': '100', 'positions[0].leverage': '10' };
    const alone = await at(row);
    expect(alone('#openInterest').attr('value')).toBe('0');
    expect(alone('#about-openInterest strong').length).toBe(0);
    expect(alone('.results tr:contains("At risk size") td').first().text()).toBe('10 base');
    const both = await at({ ...row, openInterest: '400000' });
    expect(both('#about-openInterest strong').text()).toBe('Counts in addition to positions.');
  });

  it('leave out of the address what a form left empty', async () => {
    for (const [given, kept] of [
      ['holdings=&shock=5%25&maxRounds=+', '?shock=5%25'],
      ['holdings=&shock=', ''],
    ] as const) {
      const { status, headers } = await site.get(`/calculators/sell-off-feedback/?${given}`);
      expect([status, headers.get('location')]).toEqual([302, `/calculators/sell-off-feedback/${kept}`]);
    }
    expect((await site.get('/calculators/no/?shock=')).status).toBe(404);
  });

  it('say which part of an address a calculator does not know or cannot read, instead of another run', async () => {
    const at = async (slug: string, search: string) => (await site.get(`/calculators/${slug}/?${search}`)).$;
    for (const [search, problem] of [
      ['colateral=0.5', 'colateral is not a parameter here. Did you mean collateral?'],
      ['collateral=5&qqqqq=1', 'qqqqq is not a parameter here.'],
      ['postions[0].leverage=5', 'postions[0].leverage is not a parameter here. Did you mean positions?'],
      ['positions[0].levrage=5', 'Row 1, levrage is not a parameter here. Did you mean leverage?'],
      ['parameters={bad', 'parameters must be a JSON object.'],
      ['parameters=[1]', 'parameters must be a JSON object.'],
    ] as const) {
      const $ = await at('account-liquidation', search);
      const told = $('form .problem')
        .toArray()
        .map((part) => $(part).text().trim());
      expect([search, told, $('.results').length]).toEqual([search, expect.arrayContaining([problem]), 0]);
      expect($('link[rel=canonical]').length).toBe(0);
    }
    const both = await at('sell-off-feedback', 'shok=0.5&shock=-1');
    expect(both('form .problem').length).toBe(2);
    const late = await at('account-liquidation', 'positions[3].leverage=0.5');
    expect(late('#about-positions .problem').text()).toMatch(/Row 1, leverage must be /);
    // Tracking parameters are not errors.
    const plain = await at('sell-off-feedback', 'utm_source=letter&gclid=x');
    expect([plain('.results').length > 0, plain('link[rel=canonical]').attr('href')]).toEqual([
      true,
      `${site.service.url}/calculators/sell-off-feedback/`,
    ]);
  });

  it('say what is wrong with a value of any form in the JSON of an address', async () => {
    // An object that cannot be converted to a string, in place of a list, a word, and fields of all types.
    const odd = { toString: 1 };
    const fields = { contractType: odd, isolated: odd, leverage: odd, side: [odd], symbol: odd };
    for (const [name, value] of [
      ['symbols', odd],
      ['symbols', [fields]],
      ['positions', [fields]],
      ['collateral', [odd]],
      ['collateral', odd],
    ] as const) {
      const search = new URLSearchParams({ parameters: JSON.stringify({ [name]: value }) });
      const { status, $ } = await site.get(`/calculators/account-liquidation/?${search}`);
      expect([name, value, status, $('form .problem').length > 0]).toEqual([name, value, 200, true]);
    }
    const word = await site.get(
      `/calculators/liquidation-cascade/?${new URLSearchParams({ parameters: JSON.stringify({ direction: odd }) })}`,
    );
    expect([word.status, word.$('#about-direction .problem').length]).toEqual([200, 1]);
  });
});
