/**
 * Text outside of the content element. A lead below the title is part of the content; other sentences may be, unless
 * their markup shows that they belong to the site.
 */
import type { Element, ParentNode } from 'domhandler';
import { collapse, endsSentence, withoutControls } from '../plain-text.ts';
import { isIgnored } from './content.ts';
import { isElement, isText } from './tree.ts';

/** The fewest words of a sentence. */
const SENTENCE = 5;
const BLOCKS = new Set(
  `address article blockquote center dd div dl dt fieldset figure figcaption h1 h2 h3 h4 h5 h6 header hgroup hr li main ol p
  section table tbody td tfoot th thead tr ul`.split(/\s+/),
);
/** Parts of classes and ids, and beginnings of words in them, that mark what a site shows beside any content. */
const OF_SITE =
  /related|recommend|cookie|consent|comment|newsletter|subscri|breadcrumb|side-?bar|footer|masthead|copyright|navigation|(?:^|[\s_-])(?:popular|shar(?:e|ing)|social|gdpr|privacy|disqus|respond|sign-?up|log-?in|promo|advert|ads?(?:$|[\s_-])|sponsor|banner|pop-?up|modal|overlay|toast|nav|menu|foot(?!note)|site-?(?:head|info|foot|brand|notice)|powered|colophon|top-?bar|widget|search|disclaimer|legal|cta(?:$|[\s_-])|call-to-action|toc(?:$|[\s_-])|skip|author|by-?line|meta(?:$|[\s_-])|announce)/i;

/**
 * The paragraphs of a lead: siblings of the title, between it and the content, that end as sentences.
 *
 * @param title - a title outside of `content`.
 */
export function leadOf(title: Element, content: Element): Element[] {
  const siblings = title.parent?.children ?? [];
  const behind = siblings.slice(siblings.indexOf(title) + 1);
  const end = behind.findIndex((node) => isElement(node) && holds(node, content));
  return behind
    .slice(0, end < 0 ? behind.length : end)
    .filter(isElement)
    .filter((element) => element.name === 'p' && !isOfSite(element) && isSentence(wordsOf(element)));
}

/** The sentences outside of the elements that are read, without those that belong to the site. */
export function sentencesOutside(root: ParentNode, read: readonly Element[]): string[] {
  const around = new Set<Element>();
  for (const element of read) {
    for (let each = element.parent; each !== null && isElement(each); each = each.parent) around.add(each);
  }
  const within = new Set(read);
  const found: string[] = [];
  const visit = (element: Element): void => {
    if (within.has(element)) return;
    if (around.has(element)) {
      for (const child of element.children) if (isElement(child)) visit(child);
      return;
    }
    if (element.name === 'header' || isOfSite(element)) return;
    const parts = element.children.filter(isElement);
    if (parts.some(({ name }) => BLOCKS.has(name))) {
      for (const part of parts) visit(part);
      return;
    }
    const words = wordsOf(element);
    if (isSentence(words)) found.push(words);
  };
  for (const child of root.children) if (isElement(child)) visit(child);
  return found;
}

export function isSentence(text: string): boolean {
  return endsSentence(text) && text.split(' ').length >= SENTENCE;
}

/** The words in an element, without those of ignored elements. */
export function wordsOf(element: Element): string {
  const words = ({ children }: Element): string =>
    children
      .map((child) => (isText(child) ? child.data : isElement(child) && !isIgnored(child) ? `${words(child)} ` : ''))
      .join('');
  return collapse(withoutControls(words(element)));
}

/** The caption of an image. */
export function captionIn(picture: Element): string {
  const captions = ({ children }: Element): string[] =>
    children.filter(isElement).flatMap((child) => {
      const isCaption = child.name === 'figcaption' || child.attribs.class?.includes('wp-caption-text');
      return isCaption ? [wordsOf(child)] : captions(child);
    });
  return captions(picture).join(' ');
}

function isOfSite(element: Element): boolean {
  const { id = '', class: classes = '' } = element.attribs;
  return isIgnored(element) || OF_SITE.test(`${classes} ${id}`);
}

function holds(element: Element, wanted: Element): boolean {
  for (let each: Element['parent'] = wanted; each !== null; each = each.parent) if (each === element) return true;
  return false;
}
