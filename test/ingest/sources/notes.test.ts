/** Folders as made by site generators and note-taking tools, written for these tests. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { writeFiles } from '../../support/markdown.ts';
import { temporaryFolder } from '../../support/program.ts';
import { kept } from '../kept.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

async function graphOf(files: Record<string, string>) {
  writeFiles(folder.path, files);
  const { pages, ...rest } = await kept(folder.path, { base: 'https://desk.example/' });
  return { ...rest, pages: new Map(pages.map((page) => [page.concept, page])) };
}
const REPO = {
  title: 'Repo',
  text: 'A loan against [collateral](LINK), ended by a **margin call**.',
};

describe('a folder of Markdown with front matter', () => {
  it('of Hugo has sections, references by shortcodes, aliases that are addresses, and dates in TOML', async () => {
    const { pages, report } = await graphOf({
      'content/glossary/_index.md': '---\ntitle: Glossary of the desk\n---\n',
      'content/glossary/repo.md': `+++\ntitle = "Repo"\naliases = ["/old/repo/"]\ntags = ["funding"]\ndate = 2026-03-04\nlastmod = 2026-03-05T10:00:00Z\ndescription = "A loan against collateral."\n+++\n${REPO.text.replace('LINK', '{{< ref "collateral.md" >}}')}\n\n{{< figure src="x.png" >}}\n`,
      'content/glossary/collateral/index.md':
        '---\ntitle: Collateral\n---\n\nWhat is pledged in a [repo](../repo.md).\n',
    });
    expect(pages.get('repo')).toMatchObject({
      kind: 'DOCUMENT',
      url: 'https://desk.example/content/glossary/repo/',
      name: 'Repo',
      alternateNames: [],
      meaning: 'A loan against collateral.',
      publishedAt: '2026-03-04T00:00:00Z',
      modifiedAt: '2026-03-05T10:00:00Z',
      relations: [
        ['LINKS_TO', 'collateral'],
        ['MENTIONS', 'funding'],
      ],
    });
    expect(pages.get('repo')?.definitions.map(({ text }) => text)).toEqual([
      'A loan against collateral.',
      'A loan against collateral, ended by a margin call.',
    ]);
    expect(pages.get('collateral')).toMatchObject({
      url: 'https://desk.example/content/glossary/collateral/',
      relations: [['LINKS_TO', 'repo']],
    });
    expect(pages.get('glossary')?.name).toBe('Glossary of the desk');
    expect(report.totals).toMatchObject({ added: 3, rejected: 0 });
  });

  it('of Docusaurus has numbers before names, MDX, admonitions, and a package beside it', async () => {
    const { pages, report } = await graphOf({
      'package.json': '{}',
      'README.md': '# The site of the desk\n',
      'node_modules/x/readme.md': '# X\n',
      '.docusaurus/cache.md': '# Cache\n',
      'docs/01-repo.mdx': `---\nid: repo\nsidebar_label: Repo\nkeywords: [funding]\n---\nimport Tabs from '@theme/Tabs';\n\n# Repo {#repo}\n\n${REPO.text.replace('LINK', './02-collateral.md')}\n\n:::note Beware\n\nIt rolls.\n\n:::\n`,
      'docs/02-collateral.md': '# Collateral\n\nSee also:\n\n- [Repo](01-repo.mdx)\n',
    });
    expect([...pages.keys()].sort()).toEqual(['collateral', 'repo']);
    expect(pages.get('repo')?.definitions.map(({ text }) => text)).toEqual([
      'A loan against collateral, ended by a margin call.',
      'It rolls.',
    ]);
    expect(pages.get('collateral')?.relations).toEqual([['RELATED', 'repo']]);
    expect(report.leftOut).toEqual(['.docusaurus/', 'README.md', 'node_modules/']);
  });

  it('of Obsidian has wikilinks, aliases, a vault of its own settings, and no heading where the file has the name', async () => {
    const { pages, warnings, report } = await graphOf({
      '.obsidian/app.md': '# Settings\n',
      'Terms/Repo.md':
        '---\naliases: [Repurchase agreement, sale-and-repurchase]\ntags:\n  - funding\n---\nA loan against [[Cash Collateral|collateral]] ==today==. ![[chart.png]]\n\n%% %%\n',
      'Terms/haircut.md': '# What\n\nTaken off.\n\n# Why\n\nIt falls.\n',
      'Terms/empty.md': '\n',
      'Terms/Cash Collateral.md': '# Cash Collateral\n\nSee [[Repo#How]] and [[Terms/Haircut]].\n',
    });
    expect(pages.get('repo')).toMatchObject({
      name: 'Repo',
      alternateNames: ['Repurchase agreement', 'sale-and-repurchase'],
      relations: [
        ['LINKS_TO', 'cash-collateral'],
        ['MENTIONS', 'funding'],
      ],
    });
    expect(pages.get('repo')?.definitions[0]?.text).toBe('A loan against collateral today.');
    expect(pages.get('haircut')).toMatchObject({ name: 'Haircut', definitions: [{ text: 'Taken off.' }, {}] });
    expect(report.pages.flatMap(({ source, error }) => (error ? `${source} ${error.code}` : []))).toEqual([
      'Terms/empty.md NOT_A_PAGE',
    ]);
    expect(pages.get('cash-collateral')?.relations).toEqual([
      ['LINKS_TO', 'repo'],
      ['LINKS_TO', 'haircut'],
    ]);
    expect(warnings).toEqual(['LEFT_OUT']);
  });

  it('of Jekyll and MkDocs has link tags, permalinks, dates before names and admonitions', async () => {
    const { pages } = await graphOf({
      '_terms/2026-03-04-repo.md': `---\ntitle: Repo\npermalink: /terms/repo/\ndate: 2026-03-04 10:00:00 +0100\n---\n${REPO.text.replace('LINK', '{% link _terms/collateral.md %}')}\n`,
      '_terms/collateral.md':
        '---\ntitle: Collateral\n---\n!!! note "Beware"\n    It falls.\n\nSee the [repo](/terms/repo/).\n',
    });
    expect(pages.get('repo')).toMatchObject({
      url: 'https://desk.example/terms/repo/',
      publishedAt: '2026-03-04T09:00:00Z',
      relations: [['LINKS_TO', 'collateral']],
    });
    expect(pages.get('collateral')?.relations).toEqual([['LINKS_TO', 'repo']]);
    expect(pages.get('collateral')?.definitions.map(({ text }) => text)).toEqual(['It falls.', 'See the repo.']);
  });

  it.each([
    ['bars around', '| Rating | Haircut |\n|:--|--:|\n| AAA | 2 % |\n| BBB, [repo](repo.md) | 8 % |\n| CC |  |\n'],
    ['bars between', 'Rating | Haircut\n--- | ---\nAAA | 2 %\nBBB, [[repo\\|repo]] | 8 %\nCC |\n'],
  ])('has a table as one text that reads as one, with its links: %s', async (_, table) => {
    const { pages } = await graphOf({ 'haircut.md': `# Haircut\n\n- Taken off.\n\n${table}\nIt falls.\n` });
    expect(pages.get('haircut')?.definitions.map(({ text }) => text)).toEqual([
      'Taken off.',
      'Rating | Haircut; AAA | 2 %; BBB, repo | 8 %; CC',
      'It falls.',
    ]);
    expect(pages.get('haircut')?.relations).toEqual([['LINKS_TO', 'repo']]);
  });

  it('says of content embedded from elsewhere that it is left out, and leaves no hole for it', async () => {
    const { pages, report } = await graphOf({
      'repo.md':
        'See [[Haircut]] and ![[picture.png]]. It falls ![curve](curve.png), ![[Other note#Part|300]] then rises.\n',
      'glossary.md': '# Glossary\n\n- **Long**: Owning ![[long.png]].\n- **Short**: Owing.\n- **Flat**: Neither.\n',
    });
    expect(pages.get('repo')?.definitions.map(({ text }) => text)).toEqual(['See Haircut and. It falls, then rises.']);
    expect(pages.get('long')?.meaning).toBe('Owning.');
    const said = report.pages.flatMap(({ warnings }) => warnings.map(({ code, message }) => `${code} ${message}`));
    expect(said.sort()).toEqual([
      'LEFT_OUT content embedded from elsewhere (long.png) is left out',
      'LEFT_OUT content embedded from elsewhere (picture.png, Other note#Part) is left out',
    ]);
  });

  it('of HTML has the same table', async () => {
    const row = (tag: string, ...cells: string[]) =>
      `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('\n')}</tr>`;
    const rows = `${row('th', 'Rating', 'Haircut', 'Floor')}${row('td', 'AAA', '', '<b>2</b> %')}${row('td', '', 'CC', '')}`;
    const { pages } = await graphOf({
      'haircut.html': `<h1>Haircut</h1><ul><li>Taken off.</li></ul><table>${rows}</table>`,
    });
    expect(pages.get('haircut')?.definitions.map(({ text }) => text)).toEqual([
      'Taken off.',
      'Rating | Haircut | Floor; AAA | | 2 %; CC',
    ]);
  });

  it.each<[string, string, string[], string[]]>([
    ['callouts', '> [!info]- Beware\n> It rolls.\n\n> [!NOTE]\n> Daily.', ['Beware: It rolls.', 'Daily.'], []],
    ['a callout of a title', '> [!tip] It rolls', ['It rolls'], []],
    ['comments and names of paragraphs', 'It rolls.%%no%% ^a1b2c3\n\n%% draft\nof two lines %%\n', ['It rolls.'], []],
    ['attributes', 'It rolls.\n{: .note}\n\nDaily.{: #x}', ['It rolls.', 'Daily.'], []],
    [
      'code between tags',
      'It rolls.\n\n{% highlight ruby %}\nputs 1\n{% endhighlight %}\n\nDaily.',
      ['It rolls.', 'Daily.'],
      ['code (a block, 1 lines in all)'],
    ],
    ['a template’s comment', 'It rolls.{% comment %} no {% endcomment %}', ['It rolls.'], []],
    [
      'expressions',
      'It rolls {props.often} a day.',
      ['It rolls a day.'],
      ['content embedded from elsewhere ({props.often})'],
    ],
    [
      'the end of a box under its text',
      ':::tip[Beware]\nIt rolls.\n:::\nDaily.',
      ['It rolls.', 'Daily.'],
      ['the title text of boxes (Beware)'],
    ],
    ['boxes', '!!! note "Beware"\n    It rolls.', ['It rolls.'], ['the title text of boxes (Beware)']],
    ['abbreviations', 'It rolls.\n\n*[RP]: Repurchase', ['It rolls.'], ['the list of abbreviations (RP)']],
    ['a price', 'It pays 5 %% and 10 ^6.', ['It pays 5 %% and 10 ^6.'], []],
  ])('has none of the signs of its tool in its texts: %s', async (_, text, texts, leftOut) => {
    const { pages, report } = await graphOf({ 'repo.md': `# Repo\n\n${text}\n` });
    expect(pages.get('repo')?.definitions.map((found) => found.text)).toEqual(texts);
    const said = report.pages[0]?.warnings.map(({ message }) => message);
    expect(said).toEqual(leftOut.map((what) => `${what} is left out`));
  });

  it('has tags on a line of their own, and links that tell where its other files are', async () => {
    const { pages, whereToRead } = await graphOf({
      'docs/Repo rate.md':
        '# Repo rate\n\n#funding #risk/market\n\nOn [cash](sub/Cash%20pool.md), [gold](./gold.md#how), [oil](../oil/), [[Wool]], [silver]({{< ref "metals/silver.md" >}}) and [tin]({{< ref "tin" >}}).\n',
    });
    expect(pages.get('repo-rate')?.relations.slice(-3)).toEqual([
      ['MENTIONS', 'funding'],
      ['MENTIONS', 'risk'],
      ['MENTIONS', 'market'],
    ]);
    const urls = ['cash-pool', 'gold', 'oil', 'wool', 'silver', 'tin'].map((slug) => whereToRead.get(slug)?.url);
    expect(urls).toEqual([
      'https://desk.example/docs/sub/Cash-pool/',
      'https://desk.example/docs/gold/',
      'https://desk.example/docs/oil/',
      null,
      'https://desk.example/metals/silver/',
      null,
    ]);
  });

  it('has what the JSON-LD in its pages says of them, where their text does not', async () => {
    const article = {
      '@type': 'Article',
      ...{ description: 'A secured loan.', author: { name: 'Ann' }, datePublished: '2026-03-04', image: '/i.png' },
      ...{ publisher: { name: 'The Desk' }, articleSection: 'Funding' },
    };
    const term = { '@type': 'DefinedTerm', name: 'Repo', alternateName: 'Repurchase agreement' };
    const scripts = [article, term].map((block) => JSON.stringify(block));
    const { pages, report } = await graphOf({
      'words/repo.html': `<head>${[...scripts, '{"@type"'].map((text) => `<script type="application/ld+json">${text}</script>`).join('')}</head><h1>Repo</h1><p>Cash against bonds.</p>`,
    });
    expect(pages.get('repo')).toMatchObject({
      ...{ meaning: 'A secured loan.', author: 'Ann', publisher: 'The Desk', section: 'Funding' },
      ...{ publishedAt: '2026-03-04T00:00:00Z', alternateNames: ['Repurchase agreement'] },
      image: { url: 'https://desk.example/i.png' },
    });
    expect(report.pages[0]?.warnings).toEqual([
      { code: 'BAD_JSON_LD', message: expect.stringMatching(/^JSON-LD block 3 is left out: /) },
    ]);
  });

  it('takes a paragraph that the description of its term repeats as the meaning', async () => {
    const term = (description: string) =>
      `<script type="application/ld+json">${JSON.stringify({ '@type': 'DefinedTerm', name: 'Repo', description })}</script>`;
    const text = '<h1>Repo</h1><p>“Cash” against bonds.</p><p>It ends in a day.</p>';
    const { pages } = await graphOf({
      'words/repo.html': `${term('"Cash" against bonds.')}${text}`,
      'words/start.html': `${term('"Cash" against…')}${text}`,
      'definition/family.html': `${term('"Cash" against bonds.')}${text}`,
      'area/family-of-areas.html': `${term('"Cash" against bonds.')}${text}`,
    });
    const kinds = (slug: string) => pages.get(slug)?.definitions.map((definition) => definition.kind);
    for (const slug of ['repo', 'family', 'family-of-areas'])
      expect([slug, kinds(slug)]).toEqual([slug, ['MEANING', 'BODY']]);
    expect(kinds('start')).toEqual(['BODY', 'BODY']);
  });

  it('lacks nothing but an address where no site is told, and is told so', async () => {
    const files = {
      'bare.md': 'A loan against securities.\n',
      'glossary.md': 'Long\n: Owning.\n\nShort\n: Owing.\n',
      'repo.md': '---\ntitle: Repo\ntags: [funding]\n---\nA loan.\n',
      'titled.md': '# Repo\n\nA loan.\n',
      'empty.md': '',
    };
    writeFiles(folder.path, files);
    const { report } = await kept(folder.path, { base: null });
    const said = Object.fromEntries(report.pages.map(({ source, error }) => [source, error]));
    const { 'empty.md': empty, ...others } = said;
    expect(empty?.code).toBe('NOT_A_PAGE');
    expect(Object.keys(others)).toHaveLength(4);
    for (const error of Object.values(others)) {
      expect(error).toEqual({
        code: 'NO_ADDRESS',
        message: 'it does not state its address; --base https://host/ derives one from its path',
      });
    }
    expect((await graphOf(files)).report.totals).toMatchObject({ added: 6, rejected: 1 });
  });

  it('leaves out what a .gitignore names, here or in a folder below', async () => {
    const { pages, report } = await graphOf({
      '.gitignore': 'public/\n*.draft.md\n',
      'public/copy.md': '# Copy\n',
      'a.draft.md': '# Draft\n',
      'docs/.gitignore': '/own.md\n',
      'docs/own.md': '# Own\n',
      'docs/repo.md': '# Repo\n\nA loan.\n',
    });
    expect([...pages.keys()]).toEqual(['repo']);
    expect(report.leftOut).toEqual(expect.arrayContaining(['a.draft.md', 'docs/own.md', 'public/']));
  });
});
