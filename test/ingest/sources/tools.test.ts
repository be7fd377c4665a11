/** Glossaries by common tools: the tool's markup becomes no text or name, and nothing of the author's gets lost. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { writeFiles } from '../../support/markdown.ts';
import { temporaryFolder } from '../../support/program.ts';
import { kept } from '../kept.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

/** Names, texts and relations of each concept, and all warnings. */
async function read(files: Record<string, string>) {
  writeFiles(folder.path, files);
  const { pages, report } = await kept(folder.path, { base: 'https://desk.example/' });
  const concepts = pages.map(({ concept, name, alternateNames, definitions, relations }) => [
    concept,
    [name, ...alternateNames],
    definitions.map(({ text }) => text),
    relations.map((relation) => relation.join(' ')),
  ]);
  const warnings = report.pages.flatMap((page) => [...page.warnings, ...(page.error ? [page.error] : [])]);
  return { concepts, said: warnings.map(({ message }) => message), report };
}

const html = (content: string, head = '') =>
  `<!DOCTYPE html><html><head><meta charset="utf-8">${head}</head><body>${content}</body></html>`;

describe('a page of one term', () => {
  it.each([
    [
      'a WordPress plugin',
      'margin-call.html',
      html(`<main><h1>Margin Call</h1><div class="entry-content"><p>A demand for more <a class="glossaryLink" href="/collateral/">collateral</a>.</p>
        <div class="cmtt_synonyms_wrapper"><div class="cmtt_synonyms_title">Synonyms: </div><div class="cmtt_synonyms">House call, Variation call</div></div>
        <p>Related:</p><ul><li><a href="/haircut/">Haircut</a></li></ul>
        <p><a href="/terms/">« Back to all terms</a></p><p class="cta"><a href="/sign-up/">Open an account</a></p>
        <figure class="wp-block-table"><table><tr><td>EU</td><td>T+1</td></tr></table><figcaption>A table</figcaption></figure></div></main>`),
      [
        'margin-call',
        ['Margin Call', 'House call', 'Variation call'],
        ['A demand for more collateral.', 'EU | T+1', 'A table'],
        ['LINKS_TO collateral', 'RELATED haircut'],
      ],
    ],
    [
      'Confluence',
      'Margin-call_123456.html',
      html(`<h1 id="title-heading" class="pagetitle">Risk : Margin call</h1><div id="content"><div class="page-metadata">Created by Ada</div>
        <div id="main-content"><p><strong>Margin call</strong> (MC) – a demand for more <a href="Collateral_123457.html">collateral</a>.</p>
        <div class="confluence-information-macro"><p class="title">Note</p><div><p>Calls follow the agreement.</p></div></div></div>
        <div class="pageSection group"><h2>Attachments:</h2><a href="a.png">image.png</a> (image/png)</div></div>`),
      [
        'margin-call',
        ['Margin call', 'MC'],
        ['Margin call (MC) – a demand for more collateral.', 'Calls follow the agreement.'],
        ['LINKS_TO collateral'],
      ],
    ],
    [
      'Notion',
      'Margin call 0f3a2b1c4d5e6f708192a3b4c5d6e7f8.html',
      html(`<article><header><h1 class="page-title">Margin call</h1><table class="properties"><tbody>
        <tr><th>Tags</th><td><span class="selected-value">funding</span></td></tr><tr><th>Aliases</th><td>Variation call</td></tr></tbody></table></header>
        <p>A demand for more <a href="Collateral%201a2b3c4d5e6f708192a3b4c5d6e7f809.html">collateral</a>.</p>
        <figure class="callout"><div><span class="icon">💡</span></div><div>Keep a reserve.</div></figure></article>`),
      [
        'margin-call',
        ['Margin call', 'Variation call'],
        ['A demand for more collateral.', 'Keep a reserve.'],
        ['LINKS_TO collateral', 'MENTIONS funding'],
      ],
    ],
    [
      'MediaWiki',
      'Margin_call.html',
      html(`<div id="content" role="main"><h1>Margin call</h1><div id="contentSub">(Redirected from Call)</div><div class="hatnote">For the film, see there.</div>
        <table class="infobox"><tr><th>Margin call</th></tr></table><p>A demand.<sup class="reference"><a href="#cite_note-1">[1]</a></sup></p>
        <ol><li><span class="mw-cite-backlink"><a href="#cite_ref-1">^</a></span> <span>Hull, 2018.</span></li></ol>
        <div class="catlinks">Categories: <ul><li><a href="/wiki/Category:Margin">Margin</a></li></ul></div></div>`),
      ['margin-call', ['Margin call'], ['A demand.', 'Hull, 2018.'], ['MENTIONS margin']],
    ],
    [
      'AMP',
      'margin-call.html',
      html(`<amp-sidebar><ul><li>Home</li></ul></amp-sidebar><amp-consent><div>We use cookies.</div></amp-consent>
        <article><h1>Margin Call</h1><p>A demand.</p><amp-ad><div>Advertisement</div></amp-ad></article>`),
      ['margin-call', ['Margin Call'], ['A demand.'], []],
    ],
    [
      'Obsidian',
      'Margin call.md',
      `A demand, see [[2026-01-02|a day]]. ^def\n\n$$\nm = \\inf\\{x\\}\n$$\n\n<aside>\nKeep a reserve.\n</aside>\n`,
      [
        'margin-call',
        ['Margin call'],
        ['A demand, see a day.', 'm = \\inf\\{x\\}', 'Keep a reserve.'],
        ['LINKS_TO 2026-01-02'],
      ],
    ],
  ])('has neither menu nor label of %s', async (_, file, source, concept) => {
    const { concepts, said } = await read({ [file]: source });
    expect([concepts, said]).toEqual([[concept], []]);
  });

  it('names the components that it draws in, and links by those that are links', async () => {
    const text = 'A demand {/* check */}now.\n\n<Formula tex="E < m" />\n\nSee <Link to="/haircut">haircut</Link>.';
    const { concepts, said } = await read({ 'margin-call.mdx': `---\ntitle: Margin call\n---\n${text}` });
    const texts = ['A demand now.', 'See haircut.'];
    expect(concepts).toEqual([['margin-call', ['Margin call'], texts, ['LINKS_TO haircut']]]);
    expect(said).toEqual(['content embedded from elsewhere (<Formula>) is left out']);
  });
});

describe('a glossary on one page', () => {
  // The output of DocBook, Sphinx and AsciiDoc, pages of headings, and Markdown with explicit anchors.
  it.each([
    [
      'a.html',
      html(`<main><h1>Glossary</h1><dl id="all">
        <dt id="GLOSSARY-MC"><span>Margin calls</span></dt><dd id="d1"><p>Ask for <a href="a.html#GLOSSARY-HAIR">more</a>.</p></dd>
        <dt><a id="GLOSSARY-HAIR"></a>Haircut</dt><dd>Taken off, see <a href="#d1">there</a>, not <a href="#all">all</a>.</dd></dl></main>`),
    ],
    [
      'a.html',
      html(`<main id="top"><h1>Glossary</h1>
        <section id="GLOSSARY-MC"><h2>Margin calls</h2><p id="d1">Ask for <a href="./a.html#GLOSSARY%2DHAIR">more</a>.</p></section>
        <a name="GLOSSARY-HAIR"></a><h2>Haircut</h2><p>Taken off, see <a href="#d1">there</a>, not <a href="#top">all</a>.</p>
        <section><h2>Basis</h2><p>Futures less spot.</p></section></main>`),
    ],
    [
      'a.md',
      '# Glossary\n\n## Margin calls {#mc}\n\nAsk for [more](a.md#hair).\n\n## Haircut {#hair} \n\nTaken off, see [there](#mc), not [all](#all).\n\n## Basis\n\nFutures less spot.\n',
    ],
  ])('leads to its terms by the fragments that it gives them (%#)', async (name, content) => {
    const { concepts } = await read({ [name]: content });
    const relations = new Map(concepts.map(([slug, , , stated]) => [slug, stated]));
    expect(relations.get('margin-calls')).toEqual(['LINKS_TO haircut']);
    expect(relations.get('haircut')).toEqual(['LINKS_TO margin-calls']);
  });

  it('keeps a description that is nothing but a link to another term', async () => {
    const content = `<main><h1>Glossary</h1><dl><dt>WAL</dt><dd><a href="#log">Write-ahead log</a></dd>
      <dt id="log">Write-ahead log</dt><dd>Written before the change.</dd></dl></main>`;
    const { concepts } = await read({ 'a.html': html(content) });
    expect(concepts.find(([slug]) => slug === 'wal')).toEqual([
      'wal',
      ['WAL'],
      ['Write-ahead log'],
      ['LINKS_TO write-ahead-log'],
    ]);
  });

  const terms = async (files: Record<string, string>) => {
    const { concepts, said } = await read(files);
    return { terms: concepts.filter(([slug]) => !String(slug).startsWith('glossary')), said };
  };

  it('has letters and ways back to the top, which are no text, and names with their initials', async () => {
    const content = `<main><h1>Glossary</h1><p><a href="#A">A</a> | <a href="#B">B</a></p><h2 id="A">A</h2>
      <h3>ATM (At the Money)</h3><p>A strike at the price. See <a href="#basis">this</a>.</p><p><a href="#top">Back to top</a></p>
      <h2 id="B">B</h2><h3>Basis (futures)</h3><p>Futures less spot.</p><h3>Basis</h3><p>What is left.</p></main>`;
    expect(await terms({ 'a.html': html(content) })).toEqual({
      terms: [
        ['atm', ['ATM', 'At the Money'], ['A strike at the price. See this.'], ['LINKS_TO basis']],
        ['basis', ['Basis'], ['What is left.'], []],
        ['basis-futures', ['Basis (futures)'], ['Futures less spot.'], []],
      ],
      said: [],
    });
  });

  it.each([
    [
      'words.html',
      html(`<main><h1>Glossary</h1><table><thead><tr><th>Term</th><th>Definition</th><th>Also known as</th></tr></thead><tbody>
        <tr><td>Basis</td><td>Futures less spot.</td><td></td></tr><tr><td>Carry</td><td>What it earns, see <a href="#basis">basis</a>.</td><td>Roll yield</td></tr></tbody></table></main>`),
    ],
    [
      'words.md',
      '# Glossary\n\n| Term | Definition | Synonyms |\n| --- | --- | --- |\n| **Basis** | Futures less spot. | |\n| Carry | What it earns, see [basis](#basis). | Roll yield |\n',
    ],
  ])('may be a table: %s', async (file, source) => {
    expect(await terms({ [file]: source })).toEqual({
      terms: [
        ['basis', ['Basis'], ['Futures less spot.'], []],
        ['carry', ['Carry', 'Roll yield'], ['What it earns, see basis.'], ['LINKS_TO basis']],
      ],
      said: [],
    });
  });

  it.each([
    [
      'Word',
      html(
        `<p class=MsoTitle>Glossary</p><p class=MsoNormal><b>Basis</b> – Futures less spot.<o:p></o:p></p><p><b>Carry</b> – What it earns.</p>
        <p><b>Gamma</b> – Curvature.</p><p class=MsoListParagraph><span style='font-family:Symbol'>·<span> </span></span>Of a price.</p>`,
      ),
    ],
    [
      'Google Docs',
      html(
        `<p class="c3 title"><span>Glossary</span></p><p><span class="c4">Basis:</span><span> Futures less spot.</span></p>
        <p><span class="c4">Carry:</span><span> What it earns.</span></p><p><span class="c4">Gamma:</span><span> Curvature.</span></p><p>Of a price.</p>
        <div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Say more?</span></p></div>`,
        '<style type="text/css">.c3{margin:0}.c4{color:#000;font-weight:700}</style>',
      ),
    ],
  ])('is read as %s exports it', async (_, source) => {
    expect((await terms({ 'a.html': source })).terms).toEqual([
      ['basis', ['Basis'], ['Futures less spot.'], []],
      ['carry', ['Carry'], ['What it earns.'], []],
      ['gamma', ['Gamma'], ['Curvature.', 'Of a price.'], []],
    ]);
  });
});

describe('a vocabulary', () => {
  it('has the labels of SKOS-XL, and in a scheme without top concepts what has nothing broader', async () => {
    const source = `@prefix s: <http://www.w3.org/2004/02/skos/core#> . @prefix x: <http://www.w3.org/2008/05/skos-xl#> . @prefix : <https://voc.example/> .
      :all a s:ConceptScheme ; s:prefLabel "Words"@en .
      :c1 a s:Concept ; s:inScheme :all ; x:prefLabel [ x:literalForm "margin call"@en ] ; x:altLabel [ x:literalForm "variation call"@en ] .
      :c2 a s:Concept ; s:inScheme :all ; x:prefLabel [ x:literalForm "house call"@en ] ; s:broader :c1 .`;
    const { concepts, said } = await read({ 'voc.ttl': source });
    expect(concepts).toEqual([
      ['words', ['Words'], [], ['HAS_PART margin-call']],
      ['margin-call', ['margin call', 'variation call'], [], ['NARROWER house-call']],
      ['house-call', ['house call'], [], []],
    ]);
    expect(said).toEqual([]);
  });

  it('has terms of JSON-LD that say what set they are in, names in two languages, and tells of texts beside them', async () => {
    const term = (name: unknown, description: string) => ({
      '@type': 'DefinedTerm',
      name,
      description,
      inDefinedTermSet: { '@id': 'https://desk.example/words#all' },
    });
    const graph = [
      { '@type': 'DefinedTermSet', '@id': 'https://desk.example/words#all', name: 'Words' },
      term([{ '@value': 'Haircut', '@language': 'en' }, 'Abschlag'], 'What is taken off.'),
      term('Repo', 'A loan.'),
    ];
    const data = `<script type="application/ld+json">${JSON.stringify({ '@graph': graph })}</script>`;
    const content = '<main><h1>Words</h1><p>For all.</p><h2>Repo</h2><p>A loan.</p></main>';
    const { concepts, said } = await read({ 'words.html': html(content, data) });
    expect(concepts).toEqual([
      ['words', ['Words'], [], ['HAS_PART haircut', 'HAS_PART repo']],
      ['haircut', ['Haircut', 'Abschlag'], ['What is taken off.'], []],
      ['repo', ['Repo'], ['A loan.'], []],
    ]);
    expect(said).toEqual(['1 text outside the terms of the JSON-LD left out: "For all."']);
  });

  it('may be a table with titles in another language', async () => {
    const { concepts, said } = await read({
      'a.csv': 'Begriff;Erklärung;Synonyme\nBörse (BO);Ort des Handels;Markt\nHändler;Wer handelt;\n',
    });
    expect(concepts).toEqual([
      ['borse-bo', ['Börse (BO)', 'Markt'], ['Ort des Handels'], []],
      ['handler', ['Händler'], ['Wer handelt'], []],
    ]);
    expect(said).toEqual([]);
  });

  it('names files that no term was found in, and documents that are not read', async () => {
    const { report } = await read({
      'a.md': '# Basis\n\nFutures less spot.',
      'b.csv': 'day,rate\n1,2\n',
      'c.rst': 'Words',
    });
    expect(report).toMatchObject({ withoutTerms: ['b.csv'], otherDocuments: ['c.rst'] });
    writeFiles(join(folder.path, 'only'), { 'd.adoc': '= Words' });
    await expect(kept(join(folder.path, 'only'))).rejects.toThrow(
      /no glossary files .*; convert d\.adoc to one of these first/,
    );
  });
});
