/** The page of a term. */
import { describe, expect, it } from '@jest/globals';
import { readingSite } from '../support/reading-site.ts';

interface StatedEdge {
  direction: string;
  concept: { name: string };
  node: { kind: string; pages: { title: string; url: string }[] };
}

interface Drawn {
  nodes: { concept: { slug: string; name: string } }[];
  relations: { from: { slug: string }; to: { slug: string } }[];
}

const site = readingSite();

describe('the page of a term', () => {
  it('tell of a term what the graph does', async () => {
    const { $ } = await site.get('/concept/margin-call/');
    const { body } = await site.service.query(`{ concept(slug: "margin-call") {
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
    const { $ } = await site.get('/concept/margin-call/');
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
    const { $ } = await site.get('/concept/liquidation-cascade/');
    const { body } = await site.service.query(`{ neighbourhood(slugs: ["liquidation-cascade"], limit: 9) {
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
    // Names point away from the middle: left of their dot in the left half, right of it in the right half.
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
    const { $ } = await site.get('/concept/liquidation-cascade/');
    const { body } = await site.service.query(`{ concept(slug: "liquidation-cascade") {
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

  it('show first what a reader wants first, and fold long lists without a script', async () => {
    const { $ } = await site.get('/concept/liquidation-cascade/');
    const headings = $('main h2').toArray();
    const told = ['Calculators', 'What other pages say', 'Read next', '55 relations', 'Sources', 'What changed'];
    expect(headings.map((heading) => $(heading).text())).toEqual(told);
    const relations = $('section[aria-labelledby=relations] details');
    expect([relations.length, relations.attr('open')]).toEqual([1, undefined]);
    expect(relations.find('a').length).toBeGreaterThan(40);
    const summary = $('section[aria-labelledby=models] .gist').first().text();
    expect(summary).toMatch(/^Computes .* is reached\.$/); // only the first of its two sentences
    const calculator = (await site.get('/calculators/liquidation-cascade/')).$;
    const href = calculator('#run').parent().find('a:contains("Change the parameters")').attr('href');
    expect(calculator(href ?? '').text()).toBe('Parameters');
  });
});
