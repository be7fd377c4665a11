/** The pages for readers, as a browser without JavaScript gets them. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as cheerio from 'cheerio';
import { EPISODES } from '../../src/episodes/registry.ts';
import { StoreUnavailable } from '../../src/errors.ts';
import { fillWithGlossary } from '../support/glossary.ts';
import { page } from '../support/pages.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { until } from '../support/until.ts';

/** Bytes of the page of a concept or a crash. */
const MOST_BYTES = 30_000;

interface StatedEdge {
  direction: string;
  concept: { name: string };
  node: { kind: string; pages: { title: string; url: string }[] };
}

interface Drawn {
  nodes: { concept: { slug: string; name: string } }[];
  relations: { from: { slug: string }; to: { slug: string } }[];
}

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  const pages = await fillWithGlossary(service.store);
  // The service follows its store: what was ingested shows in a while.
  await until(async () => {
    const { body } = await service.query(
      '{ statistics { pages } suggest(prefix: "margin call") { concept { slug } } }',
    );
    const { statistics, suggest } = body.data as { statistics: { pages: number }; suggest: unknown[] };
    return statistics.pages === pages && suggest.length > 0;
  });
});
afterAll(() => service.stop());

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(service.url + path, { headers, redirect: 'manual' });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, $: cheerio.load(text) };
}

describe('the pages for readers', () => {
  it('are all reached by links from the list of terms, none of which is dead', async () => {
    const seen = new Map<string, string>();
    const queue = ['/concepts/'];
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      if (seen.has(path)) continue;
      const { status, text, $ } = await get(path);
      expect([path, status]).toEqual([path, 200]);
      seen.set(path, text);
      for (const link of $('a[href]').toArray()) {
        const { pathname, origin, search } = new URL($(link).attr('href') ?? '', service.url + path);
        if (origin === service.url && search === '') queue.push(pathname);
      }
    }
    for (const { slug } of EPISODES) expect([...seen.keys()]).toContain(`/episodes/${slug}/`);
    for (const [path, text] of [...seen].filter(([at]) => at.startsWith('/episodes/')))
      expect([path, Buffer.byteLength(text) <= MOST_BYTES]).toEqual([path, true]);
    const { body } = await service.query('{ concepts(first: 100, filter: {isStub: false}) { totalCount } }');
    const { totalCount } = (body.data as { concepts: { totalCount: number } }).concepts;
    const concepts = [...seen].filter(([path]) => path.startsWith('/concept/'));
    expect(concepts.length).toBeGreaterThanOrEqual(totalCount);
    for (const [path, text] of concepts) {
      const $ = cheerio.load(text);
      expect([path, Buffer.byteLength(text) <= MOST_BYTES]).toEqual([path, true]);
      expect([$('h1').length, $('link[rel=canonical]').attr('href')]).toEqual([1, service.url + path]);
      const said = JSON.parse($('script[type="application/ld+json"]').text()) as Record<string, unknown>;
      const inDefinedTermSet = { url: `${service.url}/concepts/` };
      expect(said).toMatchObject({
        '@type': 'DefinedTerm',
        name: $('h1').text(),
        url: service.url + path,
        inDefinedTermSet,
      });
    }
    const listed = (await get('/sitemap.xml')).text.match(/(?<=<loc>)[^<]+/g) ?? [];
    const missing = listed.filter((url) => !seen.has(url.slice(service.url.length)));
    expect(missing).toEqual([]);
    expect(listed.length).toBeGreaterThan(totalCount);
  });

  it('may all be read by crawlers, which are told where they are listed', async () => {
    const { status, text } = await get('/robots.txt');
    expect([status, text]).toEqual([200, `User-agent: *\nDisallow:\n\nSitemap: ${service.url}/sitemap.xml\n`]);
  });

  it('tell of a term what the graph does', async () => {
    const { $ } = await get('/concept/margin-call/');
    const { body } = await service.query(`{ concept(slug: "margin-call") {
      meaning definitions(kinds: [BODY]) { text } calculators { title } related { name } relations(direction: BOTH) { totalCount }
    } }`);
    const { concept } = body.data as {
      concept: {
        meaning: string;
        definitions: { text: string }[];
        calculators: { title: string }[];
        related: { name: string }[];
        relations: { totalCount: number };
      };
    };
    const text = $('main').text();
    const names = [concept.meaning, ...concept.definitions.map((definition) => definition.text)];
    for (const part of [...names, ...concept.related.map(({ name }) => name)]) expect(text).toContain(part);
    for (const { title } of concept.calculators) expect($('section[aria-labelledby=models]').text()).toContain(title);
    expect($('#relations').text()).toBe(`${concept.relations.totalCount} relations`);
  });

  it('say of which aspect a sentence of another page is, and name pages without the glyph of their titles', async () => {
    const { $ } = await get('/concept/margin-call/');
    const sentences = $('section[aria-labelledby=glosses] li')
      .toArray()
      .map((sentence) => $(sentence).text());
    expect(sentences).toContainEqual(
      expect.stringMatching(/^Trigger: A demand for cash within hours .* · Definition\s*$/),
    );
    expect($('section[aria-labelledby=sources] li').first().text()).toMatch(/^Margin Call · Definition /);
    expect($('main').text()).not.toContain('⎊');
  });

  it('draw the terms around one, each a link, and a line for each two that a page relates', async () => {
    const { $ } = await get('/concept/liquidation-cascade/');
    const { body } = await service.query(`{ neighbourhood(slugs: ["liquidation-cascade"], limit: 9) {
      nodes { concept { slug name } } relations { from { slug } to { slug } }
    } }`);
    const { nodes, relations } = (body.data as { neighbourhood: Drawn }).neighbourhood;
    const [, ...neighbours] = nodes.map(({ concept }) => concept);
    const links = $('figure.graph a').toArray();
    expect(links.map((link) => [$(link).attr('href'), $(link).attr('aria-label')])).toEqual(
      neighbours.map(({ slug, name }) => [`/concept/${slug}/`, name]),
    );
    const words = (text: string) => text.replaceAll(' ', '');
    expect(words($('figure.graph text').text())).toBe(words(neighbours.map(({ name }) => name).join('')));
    const pairs = new Set(relations.map(({ from, to }) => [from.slug, to.slug].sort().join(' ')));
    expect($('figure.graph path').attr('d')?.match(/M/g)?.length).toBe(pairs.size);
    // A name beside its dot is inside the picture: it ends at the left or begins at the right of the middle.
    for (const link of links) {
      const [dot, name] = ['circle', 'tspan'].map((part) =>
        Number.parseFloat(
          $(link)
            .find(part)
            .attr(part === 'circle' ? 'cx' : 'x') ?? '',
        ),
      ) as [number, number];
      expect(Math.sign(name - dot)).toBe(dot < 50 ? -1 : 1);
    }
  });

  it('name the pages that state each relation: once for all that one page states, else beside each term', async () => {
    const { $ } = await get('/concept/liquidation-cascade/');
    const { body } = await service.query(`{ concept(slug: "liquidation-cascade") {
      relations(direction: BOTH, first: 60) { edges { direction concept { name } node { kind pages { title url } } } }
    } }`);
    const { edges } = (body.data as { concept: { relations: { edges: StatedEdge[] } } }).concept.relations;
    const groups = $('section[aria-labelledby=relations] h3').toArray();
    const under = (heading: string) => $(groups.find((group) => $(group).text() === heading)).nextUntil('h3');
    const own = under('Related terms').filter('p').find('a');
    expect([own.length, own.text(), own.attr('href')]).toEqual([
      1,
      'Liquidation Cascade · Definition',
      '/page/riskgraph.example/definition/liquidation-cascade/',
    ]);
    const incoming = edges.filter(({ direction, node }) => direction === 'INCOMING' && node.kind === 'RELATED');
    expect(incoming.length).toBeGreaterThan(10);
    const items = under('Listed as related by').find('li').toArray();
    expect(items.map((item) => $(item).find('a').first().text())).toEqual(incoming.map(({ concept }) => concept.name));
    expect(items.map((item) => $(item).find('.aside a').attr('href'))).toEqual(
      incoming.map(({ node }) => `/page/${node.pages[0]?.url.slice('https://'.length)}`),
    );
    const health = incoming.findIndex(({ concept }) => concept.name === 'Health Factor');
    expect($(items[health]).text().trim()).toBe('Health Factor (Definition)');
  });

  it('run a calculator from a form, percentages too, and mark what it refuses', async () => {
    const { $ } = await get('/calculators/sell-off-feedback/?holdings=10000000&shock=5%25');
    const row = (name: string) => $(`.results tr:contains("${name}") td`).first().text();
    expect([row('Gain'), row('Linear amplification'), row('Rounds')]).toEqual(['0.4', '1.66667 ×', '26']); // as in README
    expect($('#shock').attr('value')).toBe('0.05');
    expect($('title').text()).toBe('Your run: Sell-off feedback loop (panic selling) · Riskgraph');
    expect($('form.run').attr('action')).toBe('#run');
    const refused = await get('/calculators/sell-off-feedback/?shock=-1');
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
      get(`/calculators/account-liquidation/?${new URLSearchParams(given)}`);
    const { $ } = await run(fields);
    const distance = $('.results tr:contains("Nearest distance") td').first().text();
    // (1 - 1 / 5) / (1 - 0.005) - 1, by hand.
    expect(distance).toBe(`${Number((100 * (1 - 0.8 / 0.995)).toPrecision(6))} %`);
    expect($('[name="positions[0].leverage"]').attr('value')).toBe('5');
    expect($('[name="symbols[0].maintenanceMarginRate"]').attr('value')).toBe('0.005');
    // Rows are numbered from 1 wherever a reader sees them; addresses keep the index.
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
    expect($('[name^="positions["][name$=".size"]').length).toBe(3); // the one given and two to fill in
    const wrong = (await run({ ...fields, 'positions[0].leverage': '0.5' })).$;
    expect(wrong('[name="positions[0].leverage"]').attr('aria-invalid')).toBe('true');
    expect(wrong('#about-positions .problem').text()).toMatch(/^Row 1, leverage must be /);

    const network = await get(
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

  it('draw a path over time, whether it is a list of objects or lists side by side', async () => {
    for (const [slug, curves] of [
      ['epidemic-contagion', ['Susceptible by time', 'Infected by time', 'Recovered by time']],
      ['circuit-breaker', ['Price by minute']],
    ] as const) {
      const { $ } = await get(`/calculators/${slug}/`);
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

  it('give the same result again where a form is sent as it stands', async () => {
    const { body } = await service.query('{ calculators { slug presets { parameters } parameters { emptyOnce } } }');
    const { calculators } = body.data as {
      calculators: { slug: string; presets: { parameters: object }[]; parameters: { emptyOnce: string[] }[] }[];
    };
    const ofBooks = calculators.filter(({ parameters }) => parameters.some(({ emptyOnce }) => emptyOnce.length > 0));
    expect(ofBooks.length).toBeGreaterThanOrEqual(4);
    for (const { slug, presets } of ofBooks) {
      for (const { parameters } of presets) {
        const path = `/calculators/${slug}/`;
        const first = await get(`${path}?${new URLSearchParams({ parameters: JSON.stringify(parameters) })}`);
        const filledIn = first
          .$('form.run')
          .serializeArray()
          .filter(({ value }) => value !== '')
          .map(({ name, value }) => [name, value] as [string, string]);
        // Without a field it is the page's own first example.
        if (filledIn.length === 0) continue;
        const again = await get(`${path}?${new URLSearchParams(filledIn)}`);
        const resultsOf = (page: typeof first) => page.$('#run').parent().find('.results, .list').text();
        expect([slug, parameters, resultsOf(again)]).toEqual([slug, parameters, resultsOf(first)]);
      }
    }
  });

  it('show what a part of a book is where others are given, and what counts besides them', async () => {
    const at = async (given: Record<string, string>) =>
      (await get(`/calculators/liquidation-cascade/?${new URLSearchParams(given)}`)).$;
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
      const { status, headers } = await get(`/calculators/sell-off-feedback/?${given}`);
      expect([status, headers.get('location')]).toEqual([302, `/calculators/sell-off-feedback/${kept}`]);
    }
    expect((await get('/calculators/no/?shock=')).status).toBe(404);
  });

  it('show first what a reader wants first, and fold long lists without a script', async () => {
    const { $ } = await get('/concept/liquidation-cascade/');
    const headings = $('main h2').toArray();
    const told = ['Calculators', 'What other pages say', 'Read next', '55 relations', 'Sources', 'What changed'];
    expect(headings.map((heading) => $(heading).text())).toEqual(told);
    const relations = $('section[aria-labelledby=relations] details');
    expect([relations.length, relations.attr('open')]).toEqual([1, undefined]);
    expect(relations.find('a').length).toBeGreaterThan(40);
    const summary = $('section[aria-labelledby=models] .gist').first().text();
    expect(summary).toMatch(/^Computes .* is reached\.$/); // the first of its two sentences
    const calculator = (await get('/calculators/liquidation-cascade/')).$;
    const href = calculator('#run').parent().find('a:contains("Change the parameters")').attr('href');
    expect(calculator(href ?? '').text()).toBe('Parameters');
  });

  it('say which part of an address a calculator does not know or cannot read, instead of another run', async () => {
    const at = async (slug: string, search: string) => (await get(`/calculators/${slug}/?${search}`)).$;
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
    // Where readers come from is nobody's mistake.
    const plain = await at('sell-off-feedback', 'utm_source=letter&gclid=x');
    expect([plain('.results').length > 0, plain('link[rel=canonical]').attr('href')]).toEqual([
      true,
      `${service.url}/calculators/sell-off-feedback/`,
    ]);
  });

  it('say what is wrong with a value of any form in the JSON of an address', async () => {
    // No text can be made of such an object; these are a list, a word, and fields of all types.
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
      const { status, $ } = await get(`/calculators/account-liquidation/?${search}`);
      expect([name, value, status, $('form .problem').length > 0]).toEqual([name, value, 200, true]);
    }
    const word = await get(
      `/calculators/liquidation-cascade/?${new URLSearchParams({ parameters: JSON.stringify({ direction: odd }) })}`,
    );
    expect([word.status, word.$('#about-direction .problem').length]).toEqual([200, 1]);
  });

  it('lead from a run to the same run with charts and downloads', async () => {
    const { $ } = await get('/calculators/debtrank/');
    const link = new URL($('main a:contains("with charts")').attr('href') ?? '', service.url);
    const place = new URLSearchParams(link.hash.slice(1));
    expect(place.get('calculator')).toBe('debtrank');
    const { body } = await service.query(
      'query ($p: JSON) { runCalculator(slug: "debtrank", parameters: $p) { outputs } }',
      {
        p: JSON.parse(place.get('parameters') ?? ''),
      },
    );
    const { outputs } = (body.data as { runCalculator: { outputs: { rounds: number } } }).runCalculator;
    expect($('.results tr:contains("Rounds") td').first().text()).toBe(String(outputs.rounds));
    // An example is called by its title.
    const other = $('#run').parent().find('ul a').last();
    const shown = await get(
      new URL(other.attr('href') ?? '', `${service.url}/calculators/debtrank/`).href.slice(service.url.length),
    );
    expect(shown.$('title').text()).toContain(other.text());
  });

  it('call what calculators take and give by words', async () => {
    const { body } = await service.query('{ calculators { slug } }');
    for (const { slug } of (body.data as { calculators: { slug: string }[] }).calculators) {
      const { $ } = await get(`/calculators/${slug}/`);
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

  it('find terms by a search', async () => {
    const { $ } = await get('/concepts/?q=who+pays+when+a+trader+goes+bankrupt%3F');
    expect($('main .terms a').first().attr('href')).toBe('/concept/insurance-fund/'); // as in README
  });

  it('list all that a search finds, page by page, with the passage that matched', async () => {
    const query = 'market';
    const { body } = await service.query(`{ search(query: "${query}", first: 100) {
      totalCount edges { node { slug } match { field text } }
    } }`);
    const { totalCount, edges } = (
      body.data as {
        search: { totalCount: number; edges: { node: { slug: string }; match: { field: string; text: string } }[] };
      }
    ).search;
    expect(totalCount).toBeGreaterThan(50); // so that one page does not hold them
    const listed: string[] = [];
    const passages = new Map<string, string>();
    for (let next: string | undefined = `/concepts/?q=${query}`; next !== undefined; ) {
      const { status, $ } = await get(next);
      expect([next, status]).toEqual([next, 200]);
      for (const entry of $('main .terms li').toArray()) {
        const href = $(entry).find('a').attr('href') ?? '';
        listed.push(href);
        passages.set(href, $(entry).find('.aside').text());
        if (passages.get(href) !== '') expect($(entry).find('mark').text()).toMatch(/market/i);
      }
      next = $('main a:contains("More terms")').attr('href');
    }
    expect(listed.length).toBe(totalCount);
    expect(listed.slice(0, edges.length)).toEqual(edges.map(({ node }) => `/concept/${node.slug}/`));
    for (const { node, match } of edges) {
      const isShown = match.field === 'NAME' || match.field === 'MEANING';
      expect([node.slug, passages.get(`/concept/${node.slug}/`)]).toEqual([node.slug, isShown ? '' : match.text]);
    }
    expect([...passages.values()].some((text) => text !== '')).toBe(true);
    expect((await get(`/concepts/?q=${query}&after=zzz`)).status).toBe(404);
  });

  it('say that a search was corrected, and that it found nothing', async () => {
    const corrected = (await get('/concepts/?q=liqidation+cascde')).$('main').text();
    expect(corrected).toContain(
      'Nothing matches “liqidation cascde” as it is spelt. These terms match liquidation cascade.',
    );
    const none = (await get('/concepts/?q=%3Cxyzzyqq%3E')).$;
    expect(none('main').text()).toContain('No term matches “<xyzzyqq>”. Try other words, or look through all terms.');
    expect(none('main').text()).not.toContain('0 terms');
  });

  it('name what may have been meant where there is nothing', async () => {
    const { status, $ } = await get('/concept/margn-call/');
    expect(status).toBe(404);
    expect($('main a').first().attr('href')).toBe('/concept/margin-call/');
    for (const path of [
      '/concept/',
      '/concepts/x/',
      '/concept/a/b/',
      '/page/',
      '/page/x/',
      '/concept/%ff/',
      '/calculators/no/',
    ])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    const elsewhere = await get('/margin-call', { accept: 'text/html' });
    expect([elsewhere.status, elsewhere.$('main a').first().attr('href')]).toEqual([404, '/concept/margin-call/']);
    expect((await get('/margin-call')).headers.get('content-type')).toContain('application/json');
  });

  it('take an address that is not found for the words that a browser shows of it', async () => {
    const { $ } = await get('/concept/margin%20cal/');
    expect([$('#q').attr('value'), $('main a').first().attr('href')]).toEqual(['margin cal', '/concept/margin-call/']);
    expect((await get('/concept/d%C3%A9faut/')).$('#q').attr('value')).toBe('défaut');
    expect((await get('/concept/100%/')).$('#q').attr('value')).toBe('100%');
    // No query holds half a character.
    const long = await get(`/concept/${encodeURIComponent(`${'x'.repeat(199)}😀`)}/`);
    expect(long.status).toBe(404);
  });

  it('have nothing where a list is said to go on at a place that is not in it', async () => {
    const { body } = await service.query('{ search(query: "margin", first: 1) { pageInfo { endCursor } } }');
    const { endCursor } = (body.data as { search: { pageInfo: { endCursor: string } } }).search.pageInfo;
    for (const after of ['zzz', endCursor]) {
      for (const path of ['/concepts/', '/concept/margin-call/', '/sitemap.xml']) {
        const { status, $ } = await get(`${path}?${new URLSearchParams({ after })}`);
        expect([path, status, $('h1').text()]).toEqual([path, 404, 'Page not found']);
      }
    }
    expect((await get(`/concept/${'margin'.repeat(500)}/`)).status).toBe(404);
    for (const path of ['/concepts/', '/concept/margin-call/']) {
      const { status, $ } = await get(`${path}?after=`);
      expect([status, $('link[rel=canonical]').attr('href')]).toEqual([200, service.url + path]);
    }
  });

  it('stand at one address each, and need not be loaded again', async () => {
    const { status, headers } = await get('/concept/margin-call?x=1');
    expect([status, headers.get('location')]).toEqual([301, '/concept/margin-call/?x=1']);
    for (const [path, location] of [
      ['/concepts/margin-call/?x=1', '/concept/margin-call/?x=1'],
      ['/calculator/debtrank/?alpha=1', '/calculators/debtrank/?alpha=1'],
      ['/docs/', '/docs'],
      ['/explorer/?example=path', '/explorer?example=path'],
    ] as const) {
      const moved = await get(path);
      expect([path, moved.status, moved.headers.get('location')]).toEqual([path, 301, location]);
    }
    expect((await get('/calculator/no/')).status).toBe(404);
    const first = await get('/concept/margin-call/');
    const again = await get('/concept/margin-call/', { 'if-none-match': first.headers.get('etag') ?? '' });
    expect([again.status, again.text]).toEqual([304, '']);
    expect(first.headers.get('content-security-policy')).toContain("script-src 'self'");
    const head = await fetch(`${service.url}/concept/margin-call/`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect((await fetch(`${service.url}/concepts/`, { method: 'POST' })).status).toBe(405);
  });
});

describe('a page for readers', () => {
  it('announces the feeds', async () => {
    const { $ } = await get('/concept/margin-call/');
    const feeds = $('link[rel=alternate]').toArray();
    expect(feeds.map((feed) => $(feed).attr('type'))).toEqual(['application/atom+xml', 'application/feed+json']);
    for (const feed of feeds) {
      const { headers } = await get($(feed).attr('href') ?? '');
      expect(headers.get('content-type')).toContain($(feed).attr('type'));
    }
  });

  it('escapes whatever a glossary says', async () => {
    const hostile = '<img src=x onerror=alert(1)>"\'</script>&amp;';
    const other = await startTestService([
      page('definition', 'a', { name: hostile, meaning: hostile, body: [hostile], links: { RELATED: ['b"><i>'] } }),
    ]);
    const text = await (await fetch(`${other.url}/concept/a/`)).text();
    const $ = cheerio.load(text);
    expect([$('img').length, $('main i').length]).toEqual([0, 0]);
    expect([$('h1').text(), $('.lede').text()]).toEqual([hostile, hostile]);
    expect(JSON.parse($('script[type="application/ld+json"]').text())).toMatchObject({ description: hostile });
    await other.stop();
  });

  it('describes a term in whole characters, however long its meaning is without a space', async () => {
    const meaning = `${'x'.repeat(199)}😀${'x'.repeat(50)}`;
    const other = await startTestService([page('definition', 'a', { meaning })]);
    const $ = cheerio.load(await (await fetch(`${other.url}/concept/a/`)).text());
    expect($('meta[name=description]').attr('content')).toBe(`${'x'.repeat(199)}…`);
    await other.stop();
  });

  it('is linked wherever it stands on a site that nobody can visit', async () => {
    const document = (slug: string, url: string, links: object = {}) => ({
      ...page('definition', slug, { links }),
      kind: 'DOCUMENT' as const,
      url,
    });
    const urls = {
      a: 'https://x.example/#a',
      b: 'https://x.example/table/#b',
      c: 'https://x.example:8443/c%23.html?x=1&y=%3F#c%20d',
      d: 'https://x.example/p/d',
    };
    const pages = Object.entries(urls).map(([slug, url]) => document(slug, url));
    const other = await startTestService([...pages, page('definition', 'whole')]);
    for (const [slug, url] of Object.entries(urls)) {
      const $ = cheerio.load(await (await fetch(`${other.url}/concept/${slug}/`)).text());
      const href = $('#sources + ul a').attr('href') ?? '';
      const response = await fetch(other.url + href, { redirect: 'manual' });
      expect([href, response.status]).toEqual([href, 200]);
      expect(
        cheerio
          .load(await response.text())('main p.aside')
          .last()
          .text(),
      ).toBe(`Original URL: ${url}`);
    }
    await other.stop();
  });

  it('names the address that readers know the service by', async () => {
    const other = await startTestService([page('definition', 'a')], (store) => store, {
      publicUrl: 'https://glossary.example',
    });
    const $ = cheerio.load(await (await fetch(`${other.url}/concept/a/`)).text());
    expect($('link[rel=canonical]').attr('href')).toBe('https://glossary.example/concept/a/');
    await other.stop();
  });

  it('says that the glossary is away while its store is', async () => {
    const isAway = () => Promise.reject(new StoreUnavailable('bolt://secret is away'));
    const other = await startTestService([page('definition', 'a', { body: ['One.'] })], (store) => ({
      ...store,
      texts: isAway,
      wholePages: isAway,
    }));
    for (const path of ['/concept/a/', '/page/glossary.example/definition/a/']) {
      const response = await fetch(other.url + path);
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
      const text = await response.text();
      expect([text.includes('the store is not available'), text.includes('secret')]).toEqual([true, false]);
    }
    await other.stop();
  });
});

describe('a documented crash', () => {
  it('is listed with its model and how far that is off', async () => {
    const { $ } = await get('/episodes/');
    expect($('section').length).toBe(EPISODES.length);
    const flash = $('section[aria-labelledby=flash-crash-2010]');
    expect(flash.find('.aside').text()).toBe('6 May 2010 · Price impact of a market order or metaorder');
    // As in docs/episodes.md.
    expect(flash.find('li').text().trim()).toBe(
      'Price impact: observed 5\u00a0%, model 0.272\u00a0%; missed by 94.6\u00a0%',
    );
    expect($('.top [aria-current=page]').attr('href')).toBe('/episodes/');
  });

  it('leads to the publications that it cites, whatever follows their DOI in the sentence', async () => {
    const links = await Promise.all(
      EPISODES.map(async ({ slug }) => {
        const { $ } = await get(`/episodes/${slug}/`);
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
      const { $, status } = await get(`/episodes/${slug}/`);
      expect([slug, status, $('section[aria-labelledby=compared] li').length]).toEqual([slug, 200, observed.length]);
      const inputs = $('section[aria-labelledby=inputs] li');
      expect(inputs.length).toBeGreaterThan(1);
      for (const input of inputs.toArray()) expect($(input).find('.gist').text().length).toBeGreaterThan(5);
      expect($('h1 ~ p a[href^="/concept/"]').length).toBeGreaterThan(0);
      const again = await get($('a[href^="/calculators/"][href*="parameters="]').attr('href') ?? '');
      expect([slug, again.status, again.$('.problem').text()]).toEqual([slug, 200, '']);
      expect($(`a[href="/calculators/${calculator.slug}/"]`).length).toBe(1);
    }
    const { $ } = await get('/episodes/crypto-2025-10-10/');
    expect($('section[aria-labelledby=inputs] tbody tr').length).toBe(5);
    const source = (await get('/episodes/portfolio-insurance-1987/')).$(
      'a[href="https://doi.org/10.1093/rof/rfad008"]',
    );
    expect(source.length).toBeGreaterThan(0);
  });

  it('is found by the address of another number, and answered as not found where there is none', async () => {
    const moved = await get('/episode/ltcm-1998/');
    expect([moved.status, moved.headers.get('location')]).toEqual([301, '/episodes/ltcm-1998/']);
    expect((await get('/episodes/nope/')).status).toBe(404);
  });

  it('is linked from its terms and its calculator', async () => {
    for (const path of ['/concept/margin-call/', '/calculators/account-liquidation/'])
      expect([path, (await get(path)).$('a[href="/episodes/archegos-2021/"]').length]).toEqual([path, 1]);
  });
});
