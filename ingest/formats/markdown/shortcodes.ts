/** Calls of a site generator's templates in a Markdown text: a reference is the address of its page, all else is no text. */
import { WIKI } from '../outline.ts';

/** Hugo: `{{< ref "margin-call.md" >}}`; Jekyll: `{% link _terms/margin-call.md %}`; MDX: `{props.title}`. */
const CALL =
  /\{\{[<%]([^{}]{0,500})[>%]\}\}|\{%([^{}]{0,500})%\}|\{\{ {0,4}site\.(?:baseurl|url) {0,4}\}\}|\{(?:props|frontMatter|siteConfig)(?:\.\w{1,60}){1,9}\}/g;
const REFERENCE = /^-?\s*(?:relref|ref|link|post_url)\s+["']?([^"'\s]{1,400})["']?/;
/** Calls around what is no text: code, and comments. */
const AROUND = /^-?\s*(\/?|end)(highlight|comment)\b/;

/** `source` with references to pages in the place of the calls that make them, and without other calls. */
export function withoutShortcodes(source: string): string {
  if (!/\{[{%]|\{(?:props|frontMatter|siteConfig)\./.test(source)) return source;
  return source.replace(CALL, (_, hugo?: string, jekyll?: string) => {
    const call = (hugo ?? jekyll ?? '').trim();
    const [, end, around] = AROUND.exec(call) ?? [];
    if (around === 'comment') return end === '' ? '<!--' : '-->';
    if (around === 'highlight') return '\n```\n';
    const page = REFERENCE.exec(call)?.[1];
    if (page === undefined) return '';
    // A path starts from the folder of all pages, a name alone is looked for in all of them.
    return page.includes('/') ? page.replace(/^(?![./])/, '/') : WIKI + page;
  });
}
