/** Template calls of site generators in Markdown: a reference becomes the address of its page, the rest is removed. */
import { WIKI } from '../outline.ts';

/** Hugo: `{{< ref "margin-call.md" >}}`; Jekyll: `{% link _terms/margin-call.md %}`; MDX: `{props.title}`. */
const CALL =
  /\{\{[<%]([^{}]{0,500})[>%]\}\}|\{%([^{}]{0,500})%\}|\{\{ {0,4}site\.(?:baseurl|url) {0,4}\}\}|\{(?:props|frontMatter|siteConfig)(?:\.\w{1,60}){1,9}\}/g;
/** Jekyll's links within the site: `{{ '/terms/basis/' | relative_url }}`. */
const OWN_URL =
  /\{\{-? {0,4}["']([^"'{}\n]{1,400})["'] {0,4}\| {0,4}(?:(?:relative|absolute)_url|prepend: {0,4}site\.(?:baseurl|url)) {0,4}-?\}\}/g;
const REFERENCE = /^-?\s*(?:relref|ref|link|post_url)\s+["']?([^"'\s]{1,400})["']?/;
/** Calls that enclose code or comments, which are not text. */
const AROUND = /^-?\s*(\/?|end)(highlight|comment)\b/;

/** What calls begin with. Few pages have any, and `includes` finds that out faster than a pattern. */
const CALLS = ['{{', '{%', '{props.', '{frontMatter.', '{siteConfig.'];
/** Jekyll's control-flow and assignment tags, which show nothing themselves. */
const LOGIC =
  /^-?\s*(?:end\w*|if|unless|else|elsif|case|when|for|break|continue|assign|capture|raw|increment|decrement)\b/;
/** A call's name, and its `title` parameter. */
const NAME = /^[-\s]*([\w./-]{1,60})/;
const TITLE = /\btitle\s*=\s*["']([^"']{1,200})/;

/**
 * `source` with page references replaced by their addresses, and without other calls.
 *
 * @param shown - receives the names of calls whose output is left out, and the titles of boxes.
 */
export function withoutShortcodes(source: string, shown: string[]): string {
  if (!CALLS.some((start) => source.includes(start))) return source;
  const text = source.replace(OWN_URL, '$1');
  const paired = new Set(Array.from(text.matchAll(/\{\{[<%]\s*\/\s*([\w./-]{1,60})/g), ([, name]) => name));
  return text.replace(CALL, (all: string, hugo: string | undefined, jekyll: string | undefined, at: number) => {
    const call = (hugo ?? jekyll ?? '').trim();
    const [, end, around] = AROUND.exec(call) ?? [];
    if (around === 'comment') return end === '' ? '<!--' : '-->';
    if (around === 'highlight') return '\n```\n';
    const page = REFERENCE.exec(call)?.[1];
    if (page === undefined) {
      const name = NAME.exec(call)?.[1] ?? '';
      const title = TITLE.exec(call)?.[1];
      if (hugo === undefined && jekyll === undefined && !all.startsWith('{{')) shown.push(all);
      else if (title !== undefined) shown.push(title);
      else if (name !== '' && !name.startsWith('/') && !LOGIC.test(call) && !paired.has(name)) shown.push(name);
      return '';
    }
    // A path is relative to the folder of all pages; a name alone may be in any folder.
    const address = page.includes('/') ? page.replace(/^(?![./])/, '/') : WIKI + page;
    // Outside of a link the call is all there is to read.
    return /[(<"'=:]\s?$/.test(text.slice(Math.max(0, at - 2), at)) ? address : `[${wordsOf(page)}](${address})`;
  });
}

/** A page's name as words: `/terms/market-haircut.md#size` gives `market haircut`. */
function wordsOf(page: string): string {
  const name = page
    .replace(/#.*/s, '')
    .replace(/\/(?:_?index\.\w{1,5})?$/, '')
    .replace(/^.*\//s, '');
  return name.replace(/\.\w{1,5}$/, '').replace(/[-_]+/g, ' ');
}
