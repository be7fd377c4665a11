/** Ways in which tools mark the terms of a glossary: the marks become no name or text, and each text stays with its term. */
import { describe, expect, it } from '@jest/globals';
import { read } from '../reading.ts';

describe('a list of definitions in Markdown', () => {
  it('has all indented paragraphs, items and boxes of a term', async () => {
    const { texts } = await read(
      'glossary.md',
      `# Glossary

Expected shortfall
:   The mean of the losses beyond VaR.

    !!! note "Basel"
        Banks report it at 97.5 %.

    Also called *conditional VaR*.

    - of a portfolio
    - of a desk

Scenario
:   A path of prices.

Text of the page.

- An item of the page

    continued
`,
    );
    expect(texts).toEqual([
      'MEANING expected-shortfall: The mean of the losses beyond VaR.',
      'BODY expected-shortfall: Banks report it at 97.5 %.',
      'BODY expected-shortfall: Also called conditional VaR.',
      'BODY expected-shortfall: of a portfolio',
      'BODY expected-shortfall: of a desk',
      'MEANING scenario: A path of prices.',
      'BODY glossary: Text of the page.',
      'BODY glossary: An item of the page',
      'BODY glossary: continued',
    ]);
  });

  it('may have an empty line below a term', async () => {
    const { texts } = await read(
      'words.md',
      'Depth\n\n:   Volume at a price.\n\nSpread\n\n:   Ask less bid.\n\n    In ticks.\n',
    );
    expect(texts).toEqual([
      'MEANING depth: Volume at a price.',
      'MEANING spread: Ask less bid.',
      'BODY spread: In ticks.',
    ]);
  });

  it('may have several names of a term, a line each', async () => {
    const { pages } = await read(
      'words.md',
      'Bid-ask spread\nSpread\n: Ask less bid.\n\nDepth\n: Volume at a price.\n',
    );
    expect(pages.map(({ name, alternateNames }) => [name, ...alternateNames])).toEqual([
      ['Bid-ask spread', 'Spread'],
      ['Depth'],
      ['words'],
    ]);
  });

  it('has anchors as attributes, with or without a colon', async () => {
    const { pages, relations } = await read(
      'glossary.md',
      `# Glossary { .big #top }

Stress test { #st }
: A run through a [path](#sc){ .md-button }.

Scenario {: #sc .x title="a b" }
: A path of prices, of {a, b}.

Shock {#sh}
: See [tests](#st){target=_blank}.
`,
    );
    expect(pages.map(({ name }) => name)).toEqual(['Stress test', 'Scenario', 'Shock', 'Glossary']);
    expect(pages.flatMap(({ definitions }) => definitions.map(({ text }) => text))).toEqual([
      'A run through a path.',
      'A path of prices, of {a, b}.',
      'See tests.',
    ]);
    expect(relations.filter((relation) => relation.includes('LINKS_TO'))).toEqual([
      'stress-test LINKS_TO scenario',
      'shock LINKS_TO stress-test',
    ]);
  });
});

describe('a glossary of MyST', () => {
  it.each(['```', ':::'])('has terms in a directive after %s, and roles that link to them', async (fence) => {
    const { pages, texts, relations, warnings } = await read(
      'index.md',
      `(glossary)=
# Words

${fence}{glossary}
:sorted:

Liquidity
  How easily an asset is sold. See {term}\`depth <Market depth>\`.

  It comes in two kinds.

Market depth
Depth : noun
  What can be traded; {math}\`D = q\`.
${fence}

More on {term}\`liquidity\` in {doc}\`Repo <notes/repo>\` and {ref}\`a part <part>\`.
`,
    );
    expect(pages.map(({ name, alternateNames }) => [name, ...alternateNames])).toEqual([
      ['Liquidity'],
      ['Market depth', 'Depth'],
      ['Words'],
    ]);
    expect(texts).toEqual([
      'MEANING liquidity: How easily an asset is sold. See depth.',
      'BODY liquidity: It comes in two kinds.',
      'MEANING market-depth: What can be traded; D = q.',
      'BODY words: More on liquidity in Repo and a part.',
    ]);
    expect(relations.filter((relation) => !relation.includes('HAS_PART'))).toEqual([
      'liquidity LINKS_TO market-depth',
      'words LINKS_TO liquidity',
      'words LINKS_TO repo',
    ]);
    expect(warnings).toEqual([]);
  });
});

describe('a table', () => {
  it.each([
    [
      'x.md',
      '| Term | Definition | See also |\n|---|---|---|\n| Odds | P(A \\| B) of a \\| b. | Bets |\n| Bets | Wagers. | |\n',
    ],
    [
      'x.html',
      `<table><tr><th>Term</th><th>Definition</th><th>See also</th></tr><tr><td>Odds</td><td>P(A | <i>B</i>) of a | b.</td><td>Bets</td></tr>
      <tr><td>Bets</td><td>Wagers.</td><td></td></tr></table>`,
    ],
  ])('of terms may have bars in its cells, in %s', async (file, written) => {
    const { texts } = await read(file, written);
    expect(texts.slice(0, 1)).toEqual(['MEANING odds: P(A|B) of a|b.']);
    expect(texts.at(-1)).toBe('MEANING bets: Wagers.');
  });

  it.each([
    [
      'x.md',
      'Carry\n: What holding earns:\n\n    | Bond | 3 % |\n    |---|---|\n    | Bill | 2 % |\n\nRoll\n: To move on.\n',
    ],
    [
      'x.html',
      `<dl><dt>Carry<dd>What holding earns:<table><tr><td>Bond</td><td>3 %</td></tr><tr><td>Bill</td><td>2 %</td></tr></table>
      <dt>Roll<dd>To move on.</dl>`,
    ],
  ])('in a description belongs to its term, in %s', async (file, written) => {
    const { texts } = await read(file, written);
    expect(texts).toEqual([
      'MEANING carry: What holding earns:',
      'BODY carry: Bond | 3 %',
      'BODY carry: Bill | 2 %',
      'MEANING roll: To move on.',
    ]);
  });
});

describe('a glossary of bold words', () => {
  const WORDS = '**Basis** - spot less futures\n\n**Beta** - slope\n\n**Carry** - what holding earns\n';

  it('has no term that only leads to others on the page', async () => {
    const { pages } = await read('x.md', `# Glossary\n\n**Contents:** [A](#a) [B](#b)\n\n${WORDS}`);
    expect(pages.map(({ name }) => name)).toEqual(['Basis', 'Beta', 'Carry', 'Glossary']);
  });

  const LINES = [
    'MEANING bond: A loan.',
    'MEANING coupon: Its interest. Note: It may be nil.',
    'MEANING clean-price: Without it.',
  ];

  it('has a term on each line of a paragraph in Markdown', async () => {
    const written =
      '**Bond**: A loan.  \n**Coupon:** Its interest.\n**Note** It may be nil.\n**Clean price** – Without it.\n';
    expect((await read('x.md', `# Glossary\n\n${written}`)).texts).toEqual(
      LINES.map((line) => line.replace('Note:', 'Note')),
    );
  });

  it('has a term on each line of a paragraph in HTML', async () => {
    const { texts } = await read(
      'x.html',
      `<h1>Glossary</h1><div id="nav"><a href="/">Home</a> | B C</div>
      <p><b>Bond</b>: A loan.<br><strong>Coupon:</strong> Its interest. <b>Note:</b> It may be nil.<br>
      <b>Clean price</b> &#8211; Without it.</p>`,
    );
    expect(texts).toEqual(LINES);
  });

  it.each([
    [
      'x.html',
      `<h1>Bond glossary</h1><details><summary>Bond</summary><p>A loan.</p></details><details id="c"><summary>Coupon</summary>
      Its interest.</details><details><summary>Yield to maturity (YTM)</summary><p>See <a href="#c">here</a>.</p></details>`,
    ],
    [
      'x.md',
      `# Bond glossary\n\n<details>\n<summary>Bond</summary>\n\nA loan.\n\n</details>\n<details>\n<summary>Coupon</summary>
Its interest.\n</details>\n<details>\n<summary>Yield to maturity (YTM)</summary>\n\nSee [here](#coupon).\n\n</details>\n`,
    ],
  ])('may be folded, in %s', async (file, written) => {
    const { texts, relations } = await read(file, written);
    expect(texts).toEqual([
      'MEANING bond: A loan.',
      'MEANING coupon: Its interest.',
      'MEANING yield-to-maturity: See here.',
    ]);
    expect(relations).toContain('yield-to-maturity LINKS_TO coupon');
  });

  it.each(['Glossaire', 'Glosario', 'Lexikon', 'Wörterbuch', 'Lexique', 'Begriffe', 'Términos', 'Définitions'])(
    'may be called %s',
    async (title) => {
      expect((await read('x.md', `# ${title}\n\n${WORDS}`)).pages).toHaveLength(4);
    },
  );
});

describe('a page about one term', () => {
  it('has the name of its DefinedTerm beside a longer title', async () => {
    const term = {
      '@context': 'https://schema.org',
      '@type': 'DefinedTerm',
      name: 'Convexity',
      description: 'Curvature.',
    };
    const { pages } = await read(
      'convexity.html',
      `<script type="application/ld+json">${JSON.stringify(term)}</script><h1>Convexity: formula and example</h1><p>It bends.</p>`,
    );
    expect(pages.map(({ alternateNames }) => alternateNames)).toEqual([['Convexity']]);
  });

  it('shows a reference of Hugo that stands alone by the name of its page', async () => {
    const { texts, relations } = await read('repo.md', '# Repo\n\nSee {{< relref "market-haircut.md" >}} first.\n');
    expect(texts).toEqual(['BODY repo: See market haircut first.']);
    expect(relations).toEqual(['repo LINKS_TO market-haircut']);
  });
});

describe('a vocabulary', () => {
  const PREFIXES = `@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <https://voc.example/> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .`;

  it('may have classes of its own below those of SKOS', async () => {
    const { pages } = await read(
      'voc.ttl',
      `${PREFIXES} :Narrow rdfs:subClassOf :Descriptor . :Descriptor rdfs:subClassOf skos:Concept .
      :a a :Descriptor ; skos:prefLabel "bank run"@en . :b a :Narrow ; skos:prefLabel "panic"@en .`,
    );
    expect(pages.map(({ name }) => name)).toEqual(['bank run', 'panic']);
  });

  it('without a concept is refused in a whole sentence', async () => {
    await expect(read('voc.ttl', `${PREFIXES} :a :b :c .`)).rejects.toThrow('it contains no SKOS concept');
  });
});
