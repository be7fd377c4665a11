/** Calls of a site generator's templates in a Markdown text: a reference is the address of its page, all else is no text. */

/** Hugo: `{{< ref "margin-call.md" >}}`; Jekyll: `{% link _terms/margin-call.md %}`. */
const CALL = /\{\{[<%]([^{}]{0,500})[>%]\}\}|\{%([^{}]{0,500})%\}|\{\{ {0,4}site\.(?:baseurl|url) {0,4}\}\}/g;
const REFERENCE = /^-?\s*(?:relref|ref|link|post_url)\s+["']?([^"'\s]{1,400})["']?/;

/** `source` with references to pages in the place of the calls that make them, and without other calls. */
export function withoutShortcodes(source: string): string {
  if (!source.includes('{{') && !source.includes('{%')) return source;
  return source.replace(CALL, (_, hugo?: string, jekyll?: string) => {
    const call = (hugo ?? jekyll ?? '').trim();
    return REFERENCE.exec(call)?.[1] ?? '';
  });
}
