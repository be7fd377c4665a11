/** Fields, titles and marks in tools' Markdown: each is in the graph, or reported. */
import { describe, expect, it } from '@jest/globals';
import { read } from '../reading.ts';

const of = (fields: string, text: string) => `---\n${fields}\n---\n${text}`;

describe('a title beside the heading of level 1', () => {
  it('is another name where it is a form of the name', async () => {
    const { pages } = await read('terms/repo.mdx', of('title: Repo rate', '# Rate of a repo\n\nA price.'));
    expect(pages).toMatchObject([{ name: 'Rate of a repo', alternateNames: ['Repo rate'] }]);
  });

  it('names the page where it is the name of the file and the heading is not', async () => {
    const { pages, warnings } = await read('basis.md', of('title: Basis', '# Overview\n\nFuture less spot.'));
    expect(pages).toMatchObject([{ name: 'Basis', alternateNames: [] }]);
    expect(warnings).toEqual(['LEFT_OUT the heading of level 1 is left out']);
  });

  it('is told of where it says something else', async () => {
    const { pages, warnings } = await read('basis.md', of('title: A guide for all who trade', '# Basis\n\nA spread.'));
    expect(pages).toMatchObject([{ name: 'Basis', alternateNames: [] }]);
    expect(warnings).toEqual(['LEFT_OUT what the front matter says as title is left out']);
  });
});

describe('front matter', () => {
  it.each(['[params]\nsynonyms = ["Repurchase"]', '[extra]\nAliases = ["Repurchase"]'])(
    'has fields of its own in a table of theirs: %s',
    async (table) => {
      const { pages } = await read('repo.md', `+++\ntitle = "Repo"\n${table}\n+++\nA loan.`);
      expect(pages).toMatchObject([{ name: 'Repo', alternateNames: ['Repurchase'] }]);
    },
  );

  it('is told of where it names other notes, or a date that is none', async () => {
    const fields = 'up: "[[Risk]]"\ndate: 04.03.2026\nlastmod: 2026-03-05\ntags: ["[[Funding]]"]';
    const { pages, warnings } = await read('repo.md', of(fields, 'A loan.'));
    expect(pages).toMatchObject([{ publishedAt: null, modifiedAt: '2026-03-05T00:00:00Z' }]);
    expect(warnings).toEqual(['LEFT_OUT what the front matter says as up, date is left out']);
  });
});

describe('fields of Jekyll', () => {
  it('give no address to a page that all pages have', async () => {
    const { pages } = await read('_posts/2026-03-04-repo.md', of('title: Repo\npermalink: /terms/:title/', 'A loan.'));
    expect(pages[0]?.url).toBe('https://desk.example/_posts/2026-03-04-repo/');
  });

  it('have several tags in a string, and short sentences', async () => {
    const fields = 'tags: funding, short term\nexcerpt: A price of cash.\nsee: [basis]\nlayout: post of rates';
    const { relations, warnings } = await read('repo.md', of(fields, 'A loan.'));
    expect(relations).toEqual(['repo MENTIONS funding', 'repo MENTIONS short-term']);
    expect(warnings).toEqual(['LEFT_OUT what the front matter says as excerpt, see is left out']);
  });

  it.each(["{{ '/terms/basis/' | relative_url }}", '{{- "/terms/basis/" | prepend: site.baseurl -}}'])(
    'make links of %s',
    async (link) => {
      const { texts, relations } = await read('repo.md', `# Repo\n\nLike a [basis](${link}).`);
      expect([texts, relations]).toEqual([['BODY repo: Like a basis.'], ['repo LINKS_TO basis']]);
    },
  );
});

describe('a page of the web', () => {
  it.each(['Yield – Desk.html', 'pages/1234.html'])(
    'that was saved under any name is called what its address says: %s',
    async (path) => {
      const html = '<link rel="canonical" href="https://desk.example/words/yield/"><h1>Yield</h1><p>Text.</p>';
      expect((await read(path, html)).pages).toMatchObject([{ concept: 'yield', name: 'Yield' }]);
    },
  );
});

describe('marks of tools', () => {
  it.each(['[TOC]', '[[toc]]', '[[_TOC_]]', '* TOC\n{:toc}', '1. Contents\r\n{:toc .left}'])(
    'for a list of contents are neither text nor link: %s',
    async (mark) => {
      const { texts, relations } = await read('repo.md', `# Repo\n\n${mark}\n\nA loan.`);
      expect([texts, relations]).toEqual([['BODY repo: A loan.'], []]);
    },
  );

  it('are tabs by their titles, and files that are drawn in', async () => {
    const text = '# Repo\n\n=== "Cash"\n\n    It is lent.\n\n--8<-- "rates.md"\n';
    expect(await read('repo.md', text)).toMatchObject({
      texts: ['BODY repo: Cash:', 'BODY repo: It is lent.'],
      warnings: ['LEFT_OUT content embedded from elsewhere (rates.md) is left out'],
    });
  });

  it('give a page in another language a name of its own', async () => {
    const slugs = ['margin-call/index.md', 'margin-call/index.de.md', 'haircut/_index.pt-br.md'].map(
      async (path) => (await read(path, '# Words\n\nText.')).pages[0]?.concept,
    );
    expect(await Promise.all(slugs)).toEqual(['margin-call', 'margin-call-de', 'haircut-pt-br']);
  });
});

describe('a table', () => {
  it('is set apart by the sign that sets its terms apart', async () => {
    const { texts } = await read('words.csv', 'Term;"Definition"; long, short\nRepo;A loan, secured;x\n');
    expect(texts).toEqual(['MEANING repo: A loan, secured']);
  });

  it.each([
    ['words.csv', 'Abbreviation,Meaning\nVaR,Value at Risk\nES,Expected Shortfall\n'],
    [
      'words.md',
      '# Letters\n\n| Acronym | Meaning |\n|---|---|\n| VaR | Value at Risk |\n| ES | Expected Shortfall |\n',
    ],
  ])('of abbreviations has these as terms: %s', async (path, text) => {
    expect((await read(path, text)).texts).toEqual(['MEANING var: Value at Risk', 'MEANING es: Expected Shortfall']);
  });

  it('of abbreviations may have full names', async () => {
    const { pages } = await read('words.csv', 'Acronym,Full form,Definition\nVaR,Value at Risk,A quantile.\n');
    expect(pages).toMatchObject([{ name: 'Value at Risk', alternateNames: ['VaR'] }]);
  });
});

describe('SKOS', () => {
  const PREFIXES =
    '@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix : <https://voc.example/> .';

  it('has concepts that say only what is broader, and titles in all languages', async () => {
    const turtle = `${PREFIXES} :s a skos:ConceptScheme ; dct:title "Risk words"@en, "Risikowörter"@de .
      :a a skos:Concept ; skos:prefLabel "alpha" ; skos:inScheme :s ; skos:definition "<b>Return</b> &amp; more."@en .
      :b skos:prefLabel "beta" ; skos:broader :a .`;
    const { pages, texts, relations } = await read('words.ttl', turtle);
    expect(pages.map(({ name, alternateNames }) => [name, ...alternateNames])).toEqual([
      ['alpha'],
      ['beta'],
      ['Risk words', 'Risikowörter'],
    ]);
    expect(texts).toEqual(['MEANING alpha: Return & more.']);
    expect(relations).toEqual(['alpha NARROWER beta', 'risk-words HAS_PART alpha']);
  });

  it('and a list of terms say which names occur twice', async () => {
    const twice = `${PREFIXES} :a a skos:Concept ; skos:prefLabel "Gap" . :b a skos:Concept ; skos:prefLabel "Gap" .`;
    expect((await read('words.ttl', twice)).warnings).toEqual([
      'DUPLICATE_TERM 1 concept repeats a term and is a concept of its own: "Gap" (gap-2)',
    ]);
    expect((await read('words.md', '# Words\n\nGap\n: First.\n\nGap\n: Second.\n')).warnings).toEqual([
      'DUPLICATE_TERM 1 entry repeats a term and is a concept of its own: "Gap" (gap-2)',
    ]);
  });
});
