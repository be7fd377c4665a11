/** What a glossary page says about things outside the glossary: other files, other pages of the site, tags. */
import { expect, it } from '@jest/globals';
import { read, SITE } from '../fixtures.ts';

const pageAt = (text: string, options: Parameters<typeof read>[1] = {}) => {
  const { page, warnings } = read(text, { fallbackUrl: `${SITE}/definition/repo/`, ...options });
  return {
    links: page.statements.map(({ kind, target, link }) => `${kind} ${target} ${link?.url ?? '-'}`),
    warnings: warnings.map(({ message }) => message),
  };
};

it('leads to other files of its folder, whatever they are', () => {
  const text =
    '# Repo\n\nSee [haircut](../notes/haircut.md) and [rates](/notes/2026-03-04-rates/).\n\n- [Desk](../desk.md)';
  expect(pageAt(text)).toEqual({
    links: [
      `LINKS_TO haircut ${SITE}/notes/haircut/`,
      `LINKS_TO rates ${SITE}/notes/2026-03-04-rates/`,
      `RELATED desk ${SITE}/desk/`,
    ],
    warnings: [],
  });
});

it('names other parts of its site that links lead to, each once', () => {
  const link = (path: string) => `<a href="${path}">words</a>`;
  const paths = ['/blog/a', '/blog/b/', `${SITE}/tools/c/`, '/pricing', '/', '#top', '/a.pdf', 'https://x.example/d'];
  expect(pageAt(`<h1>Repo</h1><p>A loan: ${paths.map(link).join(', ')}.</p>`, { format: 'html' })).toEqual({
    links: [],
    warnings: ['links to pages outside the glossary are left out: /blog/…, /pricing, /tools/…'],
  });
});

it('mentions its tags and categories, and the parts of a nested one', () => {
  const head = '---\ntags: [funding, risk/market]\ncategories: [Rates, repo]\n---\n';
  expect(pageAt(`${head}# Repo\n\nA loan.`).links).toEqual([
    'MENTIONS funding -',
    'MENTIONS risk -',
    'MENTIONS market -',
    'MENTIONS rates -',
  ]);
  expect(pageAt(`${head}# Repo\n\nA loan.`, { fallbackUrl: `${SITE}/area/repo/` }).links).toHaveLength(4);
});
