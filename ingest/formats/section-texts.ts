/** The texts of a page by its sections. */
import { textsOf } from './link-lists.ts';
import type { Inline, Section } from './outline.ts';

/**
 * The texts of some sections. Headings of the top level, such as `Overview`, only divide a page; a lower heading
 * belongs to the content below it and is put before its first text.
 *
 * @param all - the sections of the whole page.
 */
export function textsOfSections(sections: readonly Section[], all: readonly Section[] = sections): Inline[] {
  const dividing = all.filter(({ heading }) => heading.text !== '');
  const top = dividing.reduce((least, { level }) => Math.min(least, level), Number.POSITIVE_INFINITY);
  /** Sections whose heading waits for its first text. */
  let leading: Section[] = [];
  return sections.flatMap((section) => {
    leading = leading.filter(({ level }) => level < section.level);
    if (section.level > top) leading.push(section);
    const texts = textsOf(section.blocks);
    const [first, ...others] = texts;
    if (first === undefined) return [];
    const led = leading.reduceRight((text, { heading }) => ledBy(heading, text), first);
    leading = [];
    return [led, ...others];
  });
}

/** A text with a heading put before it, unless either was cut or the text already starts with the heading. */
export function ledBy(heading: Inline, inline: Inline): Inline {
  if (heading.text === '' || heading.isCut || inline.isCut || inline.text.startsWith(heading.text)) return inline;
  const before = `${heading.text}${/[.:;!?…]$/.test(heading.text) ? '' : ':'} `;
  const bolds = inline.bolds.map(({ start, end }) => ({ start: start + before.length, end: end + before.length }));
  return { ...inline, text: before + inline.text, bolds };
}
