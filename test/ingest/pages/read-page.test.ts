/** A page's identity, its warnings, and what is refused. */
import { describe, expect, it } from '@jest/globals';
import { ARTICLE, codes, definition, read, SITE, term } from '../fixtures.ts';

const fence = (block: unknown) => `\`\`\`json\n${JSON.stringify(block)}\n\`\`\`\n`;
const own = (path: string) => `\n\n**Original URL:** ${SITE}${path}\n`;

describe('the address of a page', () => {
  it.each([
    ['the url of the Article', { '@type': 'Article', url: `${SITE}/term/a/` }],
    ['the id of the WebPage', { '@type': 'WebPage', '@id': `${SITE}/term/a/#webpage` }],
    ['the page that an Article is of', { '@type': 'Article', mainEntityOfPage: { '@id': `${SITE}/term/a/` } }],
  ])('is %s where the text says none', (_, block) => {
    const result = read(`# A\n\nText.\n\n${fence(block)}`, { fallbackUrl: `${SITE}/term/b/` });
    expect(result.page.url).toBe(`${SITE}/term/a/`);
    expect(result.warnings).toEqual([]);
  });

  it('is the last item of the breadcrumb where nothing else says one', () => {
    const block = {
      '@type': 'BreadcrumbList',
      itemListElement: [{ item: `${SITE}/` }, { item: { '@id': `${SITE}/term/a/` } }],
    };
    expect(read(`# A\n\nText.\n\n${fence(block)}`).page.url).toBe(`${SITE}/term/a/`);
  });

  it('of a further page of an area is not contradicted by a breadcrumb that ends with the area', () => {
    const block = { '@type': 'BreadcrumbList', itemListElement: [{ item: `${SITE}/area/a/` }] };
    const { page, warnings } = read(`# A ⎊ Area ⎊ Resource 7\n\n${fence(block)}${own('/area/a/resource/7/')}`);
    expect(page).toMatchObject({ url: `${SITE}/area/a/resource/7/`, resource: 7, concept: 'a', name: 'A' });
    expect(warnings).toEqual([]);
  });

  it('is the one handed in for a page that says none, or one of no known kind', () => {
    expect(read('# A ⎊ Term\n', { fallbackUrl: `${SITE}/term/a/` }).page.url).toBe(`${SITE}/term/a/`);
    const result = read(`# A\n\nText.${own('/?p=7')}`, { fallbackUrl: `${SITE}/term/a/` });
    expect(result.page.url).toBe(`${SITE}/term/a/`);
    expect(codes(result)).toContain('BAD_LINK');
  });

  it('is not half an address that the copy ends in', () => {
    const cut = `# A\n\nText.\n\n${fence({ ...ARTICLE, headline: 'A' })}\n**Original URL:** ${SITE}/definition/fire`;
    expect(read(cut).page.url).toBe(`${SITE}/definition/fire-sale/`);
    expect(read(`# A\n\n**Original URL:** ${SITE}/term/a`, { fallbackUrl: `${SITE}/term/abc/` }).page.concept).toBe(
      'abc',
    );
  });
});

describe('the name of a page', () => {
  it.each([
    ['A ⎊ Definition', 'A'],
    ['A ⎊ Term', 'A'],
    ['A ⎊ Area ⎊ Any Brand', 'A'],
    ['A ⎊ Area ⎊ Resource 12', 'A'],
    ['A ⎊ B ⎊ Term', 'A ⎊ B'],
    ['A ⎊ B', 'A ⎊ B'],
    ['A [of] **B** (C)', 'A [of] B (C)'],
    ['A\u202Eevil\u202C \u001b[31mred\u001b[0m\u0007', 'Aevil red'],
  ])('is the title without its kind: %s', (title, name) => {
    expect(read(term('Text.', { title })).page.name).toBe(name);
  });

  it('is at most 256 units, and never half a character', () => {
    const { name } = read(term('Text.', { title: `${'x'.repeat(255)}𝔸` })).page;
    expect(name).toBe('x'.repeat(255));
  });

  it('is the headline, else made from the slug with a warning', () => {
    const head = `${fence({ '@type': 'Article', headline: 'A B ⎊ Term' })}${own('/term/a-c/')}`;
    expect(read(head).page).toMatchObject({ name: 'A B', title: 'A B ⎊ Term' });
    const result = read(`${fence({ '@type': 'WebPage', url: `${SITE}/term/a-c/` })}`);
    expect(result.page).toMatchObject({ name: 'A C', title: 'A C' });
    expect(codes(result)).toEqual(['NO_TITLE']);
  });
});

describe('the dates of a page', () => {
  it.each([
    ['2026-03-04', null, '2026-03-04T00:00:00Z'],
    [null, '2026-03-04T01:02:03.456+01:00', '2026-03-04T00:02:03Z'],
    ['2026-02-30', null, null],
    ['March 4', '2026-03-04', '2026-03-04T00:00:00Z'],
    ['2026-03-04', 'soon', '2026-03-04T00:00:00Z'],
  ])('text %s and JSON-LD %s are %s', (text, datePublished, publishedAt) => {
    const published = text === null ? '' : `**Published:** ${text}\n\n`;
    const { page, warnings } = read(
      `# A\n\n${published}## A\n\nText.\n\n${fence({ '@type': 'Article', datePublished })}${own('/term/a/')}`,
    );
    expect(page.publishedAt).toBe(publishedAt);
    expect(warnings).toEqual([]);
  });
});

describe('a bad link', () => {
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'https://elsewhere.example/blog/x/',
    'data:text/html,x',
    '#top',
    '',
  ])('in a list of related pages is told and no statement: %s', (url) => {
    const result = read(definition(`## Fire Sale\n\nSales.\n\n- [Bad](${url})\n- [Tape](${SITE}/term/tape/)`));
    expect(result.page.statements.map(({ target }) => target)).toEqual(['tape']);
    expect(codes(result)).toEqual(['BAD_LINK']);
    expect(result.warnings[0]?.message).toContain(`"Bad" leads to "${url}"`);
  });

  it('in prose is no relation, and only told where it would run', () => {
    const result = read(term('See [a paper](https://elsewhere.example/paper) or [this](java&#115;cript:alert(1)).'));
    expect(result.page.statements).toEqual([]);
    expect(result.page.definitions[0]?.text).toBe('See a paper or this.');
    expect(codes(result)).toEqual(['BAD_LINK']);
  });

  it('is told twenty times at most', () => {
    const list = Array.from({ length: 30 }, (_, index) => `- [Bad ${index}](/blog/${index})`).join('\n');
    const { warnings } = read(definition(`## Fire Sale\n\nSales.\n\n${list}`));
    expect(warnings).toHaveLength(21);
    expect(warnings.at(-1)?.message).toBe('and 10 more of this kind');
  });
});

describe('the inside of a Markdown text', () => {
  it.each([
    ['[a [b] c](/term/x/)', 'a [b] c', 'x'],
    ['[a](/term/x_(y)/)', 'a', 'x_(y)'],
    ['[a](</term/x/> "Title (of) it")', 'a', 'x'],
    ["[a]( /term/x/ 'Title' )", 'a', 'x'],
    ['[*a* `b*`](/term/x/)', 'a b*', 'x'],
    ['\\[a\\] [b](/term/x/)', '[a] b', 'x'],
    ['![p [q] ![r](s)](t) a [b](/term/x/)', 'a b', 'x'],
    ['a &amp;&nbsp;&#8217;&unknown; [b](/term/x/)', 'a & ’&unknown; b', 'x'],
    ['a<br>b <em class="c">d</em> <!-- e --> [f](/term/x/)', 'a b d f', 'x'],
    ['2 * 3 * 4, snake_case_word, x <y and z> w [b](/term/x/)', '2 * 3 * 4, snake_case_word, x <y and z> w b', 'x'],
    ['***a** b* __c__ _d_ [e](/term/x/)', 'a b c d e', 'x'],
    ['a [b] (c) [d](/term/x/)', 'a [b] (c) d', 'x'],
    [`<${SITE}/term/x/>`, `${SITE}/term/x/`, 'x'],
    ['> a\n> [b](/term/x/)\nc', 'a b c', 'x'],
    ['1. a\n   [b](/term/x/)', 'a b', 'x'],
    ['| a | [b](/term/x/) |\n|---|---|', 'a | b', 'x'],
  ])('is plain: %s', (source, text, target) => {
    const { page } = read(term(`First.\n\n${source}`));
    expect(page.definitions.slice(1).map((found) => found.text)).toEqual([text]);
    expect(page.statements.map((found) => found.target)).toEqual([target]);
  });
});

describe('no page of a glossary', () => {
  const refused = (text: string, fallbackUrl: string | null = null) => {
    try {
      return codes(read(text, { fallbackUrl }));
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('is an empty file, a text without a title, a README', () => {
    for (const text of ['', ' \n', 'Just words.', '## Only a section\n\nText.', '```json\n{"a":1}\n```']) {
      expect(refused(text)).toBe('NOT_A_PAGE');
      expect(refused(text, `${SITE}/term/a/`)).toBe('NOT_A_PAGE');
    }
    expect(refused('# Project\n\nWhat it does.\n\n## Installation\n\nRun it.\n')).toBe('NOT_A_PAGE');
  });

  it('is a page whose address nobody says', () => {
    expect(refused('# Fire Sale ⎊ Definition\n\n## Fire Sale\n\nSales.\n')).toBe('NO_ADDRESS');
    expect(refused(`# Fire Sale ⎊ Definition\n\nSales.${own('/blog/x/')}`)).toBe('NO_ADDRESS');
  });
});
