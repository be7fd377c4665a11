/** Random outlines written in each format: every format reads back as the same page. */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { read, SITE } from '../fixtures.ts';

const HERE = `${SITE}/definition/margin-call/`;
const word = fc.constantFrom('price', 'falls', 'when', 'brokers', 'ask', 'Itô', 'a < b', '5 %', '10⁶');
const words = fc.array(word, { minLength: 1, maxLength: 5 }).map((all) => all.join(' '));
const slug = fc.constantFrom('haircut', 'repo', 'bank-run', 'itô');
const piece = fc.record({ text: words, link: fc.option(slug) });
const block = fc.oneof(
  fc.record({ kind: fc.constant('paragraph' as const), pieces: fc.array(piece, { minLength: 1, maxLength: 3 }) }),
  fc.record({ kind: fc.constant('links' as const), links: fc.array(slug, { minLength: 1, maxLength: 3 }) }),
);
const outline = fc.array(fc.record({ heading: words, blocks: fc.array(block, { maxLength: 3 }) }), { maxLength: 4 });
type Outline = typeof outline extends fc.Arbitrary<infer Value> ? Value : never;
type Inside = (text: string, link: string | null) => string;

const escaped = (text: string) => text.replaceAll('<', '&lt;');
const inMarkdown: Inside = (text, link) => (link === null ? escaped(text) : `[${escaped(text)}](/term/${link}/)`);
const inHtml: Inside = (text, link) =>
  link === null ? escaped(text) : `<a href="/term/${link}/">${escaped(text)}</a>`;

function markdown(sections: Outline): string {
  const blocks = sections.flatMap(({ heading, blocks: inside }) => [
    `## ${inMarkdown(heading, null)}`,
    ...inside.map((each) =>
      each.kind === 'paragraph'
        ? `${each.pieces.map(({ text, link }) => inMarkdown(text, link)).join(' and ')}.`
        : `---\n\n${each.links.map((link) => `- ${inMarkdown(link, link)}`).join('\n')}`,
    ),
  ]);
  return ['# Margin Call', ...blocks, `**Original URL:** ${HERE}`].join('\n\n');
}

function html(sections: Outline): string {
  const blocks = sections.flatMap(({ heading, blocks: inside }) => [
    `<h2>${inHtml(heading, null)}</h2>`,
    ...inside.map((each) =>
      each.kind === 'paragraph'
        ? `<p>${each.pieces.map(({ text, link }) => inHtml(text, link)).join(' and ')}.</p>`
        : `<ul>${each.links.map((link) => `<li>${inHtml(link, link)}</li>`).join('')}</ul>`,
    ),
  ]);
  return `<html><head><link rel="canonical" href="${HERE}"></head><main><h1>Margin Call</h1>${blocks.join('')}</main></html>`;
}

it.each([
  ['markdown', markdown],
  ['html', html],
] as const)('%s reads back as it was written', (format, write) => {
  fc.assert(
    fc.property(outline, (sections) => {
      const { page, warnings } = read(write(sections), { format });
      const blocks = sections.flatMap((section) => section.blocks);
      const texts = blocks.flatMap((each) =>
        each.kind === 'paragraph' ? `${each.pieces.map(({ text }) => text).join(' and ')}.` : [],
      );
      const links = blocks.flatMap((each) =>
        each.kind === 'paragraph'
          ? each.pieces.flatMap(({ text, link }) => (link === null ? [] : [`LINKS_TO ${link} ${text}`]))
          : each.links.map((link) => `RELATED ${link} ${link}`),
      );
      expect(page.definitions.map(({ kind, text }) => `${kind} ${text}`)).toEqual(texts.map((text) => `BODY ${text}`));
      expect(page.statements.map(({ kind, target, anchor }) => `${kind} ${target} ${anchor}`)).toEqual(links);
      expect([page.name, page.truncated, warnings]).toEqual(['Margin Call', false, []]);
    }),
    { numRuns: 300 },
  );
});
