/**
 * Finds the content of an HTML page, without the layout that all pages of a site share and without what readers and
 * plug-ins add, such as comments.
 */
import { type CheerioAPI, contains } from 'cheerio/slim';
import type { Element } from 'domhandler';
import { isElement, isText } from './tree.ts';

const IGNORED = names(
  `script style noscript template head title nav aside footer form button select iframe object embed audio video canvas svg
  picture img dialog menu amp-ad amp-embed amp-consent amp-sidebar amp-social-share amp-analytics amp-auto-ads
  amp-sticky-ad amp-user-notification amp-img amp-lightbox`,
);
const IGNORED_ROLE = names(
  'navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar',
);
/** Classes and ids, as whole words, that themes and plug-ins give to what is around an article, not part of it. */
const IGNORED_NAME = names(
  `nav navbar navigation main-nav main-navigation site-nav site-navigation topnav
  entry-meta post-meta entry-footer posted-on byline post-date post-author author-box author-bio about-author cat-links
  tags-links post-tags post-categories reading-time breadcrumb breadcrumbs rank-math-breadcrumb yoast-breadcrumb
  yoast-breadcrumbs screen-reader-text sr-only visually-hidden skip-link
  comments comments-area comment-list commentlist comment-respond comment-form respond replies disqus_thread
  sharedaddy post-navigation nav-links pagination pager related-posts jp-relatedposts related-articles read-next
  sidebar side-bar widget-area widget widgets primary-sidebar secondary-sidebar
  share sharing share-buttons share-box sharebox social social-share social-links social-icons addtoany_content
  addtoany_share_save_container a2a_kit newsletter newsletter-signup subscribe-box
  cookie cookies cookie-banner cookie-notice cookie-consent cookie-bar cookiebar cc-window cc-banner cmplz-cookiebanner
  onetrust-consent-sdk onetrust-banner-sdk gdpr consent-banner
  toc table-of-contents ez-toc-container toc_container lwptoc mw-editsection edit-link edit-this-page headerlink
  header-anchor heading-anchor anchor-link hash-link anchorjs-link copy-button copybtn navbox mw-jump-link noprint
  advertisement ad-container adsbygoogle cta call-to-action page-metadata breadcrumb-section pagesection admonition-title
  navheader navfooter catlinks hatnote contentsub mw-redirectedfrom mw-cite-backlink sitenotice sitesub printfooter
  properties cmtt_synonyms_wrapper cmtt_related_title cmtt_index_link`,
);
const IGNORED_START =
  /^(?:cookie-law|cookie-notice|CybotCookiebot|share-|sharing-|social-share|addtoany|onetrust|cky-)/i;
/** Elements whose classes describe the layout of the whole page, not their own content. */
const LAYOUT = names('html body main page article');

/** Selectors for a page's content, most reliable first. */
const CONTENT = ['main', '[role="main"]', 'article:has(h1)', 'article', '.entry-content', 'body'];
const COMMENT = '[class*="comment" i]:not(body):not(html), #comments, #respond';

/** The element to read, and the title if the theme puts it outside of that element. */
export function contentOf($: CheerioAPI, around: string): { content: Element | null; title: Element | null } {
  const content = firstOf($, [...CONTENT, around]);
  if (content === null) return { content, title: null };
  const titles = $<Element, string>('h1')
    .get()
    .filter((title) => !isLogo(title));
  if (titles.some((title) => contains(content, title))) return { content, title: null };
  const [title] = $(titles).not('nav *, aside *, footer *, [role="dialog"] *').get();
  return { content, title: title ?? null };
}

function firstOf($: CheerioAPI, selectors: readonly string[]): Element | null {
  for (const selector of selectors) {
    const found = $<Element, string>(selector)
      .get()
      .find((element) => element.name !== 'article' || $(element).closest(COMMENT).length === 0);
    if (found !== undefined) return withSiblings($, found);
  }
  return null;
}

/** Sibling articles may be entries of one page; then their parent is the content. */
function withSiblings($: CheerioAPI, found: Element): Element {
  if (found.name !== 'article') return found;
  const siblings = $(found).siblings('article').not(COMMENT);
  const parent = found.parent;
  return siblings.length > 0 && parent !== null && isElement(parent) ? parent : found;
}

/** Whether a heading of level 1 is the site's name: its class or id says so, or it is a link to the home page. */
export function isLogo(heading: Element): boolean {
  if (heading.name !== 'h1') return false;
  if (/(?:^|[\s_-])(?:logo|brand|site-title|site-name|blog-title)(?:$|[\s_-])/i.test(nameOf(heading))) return true;
  const inside = heading.children.filter((child) => !isText(child) || child.data.trim() !== '');
  const [link, second] = inside;
  if (link === undefined || second !== undefined || !isElement(link) || link.name !== 'a') return false;
  return /^(?:https?:\/\/[^/]+)?\/?$/i.test(link.attribs.href?.trim() || '#');
}

/** Elements that make a figure more than an image. */
const IN_FIGURE = names('table blockquote ul ol dl pre math p');
/** Classes of WordPress's wrapper around an image and its caption. */
const PICTURE = /(?:^|\s)wp-(?:caption|block-image)(?:\s|$)/;

/** Whether an element consists only of images and a caption. */
export function isPicture(element: Element): boolean {
  const { name, attribs } = element;
  if (PICTURE.test(attribs.class ?? '')) return true;
  if (name !== 'figure' || /(?:^|\s)callout(?:\s|$)/.test(attribs.class ?? '')) return false;
  return !hasOneOf(element, IN_FIGURE);
}

function hasOneOf(element: Element, wanted: ReadonlySet<string>): boolean {
  return element.children.some(
    (child) => isElement(child) && child.name !== 'figcaption' && (wanted.has(child.name) || hasOneOf(child, wanted)),
  );
}

/** Whether an element is a caption of code, such as its language, which is left out like the code. */
function isCaptionOfCode({ name, parent }: Element): boolean {
  if (name !== 'figcaption' || parent === null || !isElement(parent)) return false;
  const known = hasCode.get(parent) ?? hasOneOf(parent, CODE);
  hasCode.set(parent, known);
  return known;
}
/** Caches the answer per figure: on a hostile page one figure may have thousands of captions. */
const hasCode = new WeakMap<Element, boolean>();
const CODE = names('pre');

/** Whether an element is the heading of a Confluence box, such as `Note`. */
function isTitleOfBox({ attribs, parent }: Element): boolean {
  if (attribs.class !== 'title' || parent === null || !isElement(parent)) return false;
  return (parent.attribs.class ?? '').includes('information-macro');
}

/** Whether an element is a comment at the end of a Google Docs export: it starts with a link back to its mark. */
function isComment({ children }: Element): boolean {
  const [first] = children;
  return first !== undefined && isElement(first) && (first.attribs.href?.startsWith('#cmnt_ref') ?? false);
}

/** Whether an element is the bullet that Word writes as text before a list item. */
function isBullet({ name, attribs }: Element): boolean {
  return name === 'span' && /mso-list:\s?Ignore|font-family:\s?Symbol/i.test(attribs.style ?? '');
}

/** Whether an element is not part of the page's text. */
export function isIgnored(element: Element): boolean {
  const { name, attribs } = element;
  if (isPicture(element) || isCaptionOfCode(element) || isTitleOfBox(element)) return true;
  if (isComment(element) || isBullet(element)) return true;
  if (IGNORED.has(name) || attribs.hidden !== undefined || isLogo(element)) return true;
  if (LAYOUT.has(name)) return false;
  return attribs['aria-hidden'] === 'true' || IGNORED_ROLE.has(attribs.role ?? '') || isMarked(element);
}

/** Whether an ignored `aside` or `footer` may still be content, which only its words can tell. */
export function isAside(element: Element): boolean {
  const { name, attribs } = element;
  return (name === 'aside' || name === 'footer') && !IGNORED_ROLE.has(attribs.role ?? '') && !isMarked(element);
}

function isMarked(element: Element): boolean {
  const { attribs } = element;
  if (attribs.class === undefined && attribs.id === undefined) return false;
  return nameOf(element)
    .split(/\s+/)
    .some((word) => IGNORED_NAME.has(word.toLowerCase()) || IGNORED_START.test(word));
}

function nameOf({ attribs }: Element): string {
  return `${attribs.class ?? ''} ${attribs.id ?? ''}`;
}

function names(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}
