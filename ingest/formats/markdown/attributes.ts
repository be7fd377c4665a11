/** Attribute lists in Markdown, as MkDocs, kramdown and Pandoc have them: `{#anchor .class key=value}`. */

const ATTRIBUTE = `(?:[#.][\\w:-]{1,100}|[\\w-]{1,40}=(?:"[^"{}\\n]{0,200}"|'[^'{}\\n]{0,200}'|[^\\s"'{}]{1,200}))`;
const LIST = `\\{:?[ \\t]{0,4}${ATTRIBUTE}(?:[ \\t]{1,4}${ATTRIBUTE}){0,20}[ \\t]{0,4}\\}`;
const HAS_LIST = /\{:?[ \t]{0,4}(?:[#.][\w-]|[\w-]{1,40}=)/;
const AT_END = new RegExp(`[ \\t]{0,4}(${LIST})[ \\t]*$`, 'gm');
/** A list of a link, an image or emphasis. */
const INLINE = new RegExp(`(?<=[)\\]*])${LIST}`, 'g');
const BEFORE_DESCRIPTION = /^[ \t]*\r?\n(?:[ \t]*\r?\n)? {0,3}:[ \t]/;

/** `source` with only the anchor of each heading and term, as ` {#anchor}`, and without the attributes of links. */
export function withPlainAnchors(source: string): string {
  if (!HAS_LIST.test(source)) return source;
  return source.replace(INLINE, '').replace(AT_END, (all: string, list: string, at: number, text: string) => {
    const isHeading = text.charAt(text.lastIndexOf('\n', at) + 1) === '#';
    const end = at + all.length;
    if (!isHeading && !BEFORE_DESCRIPTION.test(text.slice(end, end + 20))) return all;
    const anchor = /#([\w-]{1,100})(?=[ \t}])/.exec(list)?.[1];
    return anchor === undefined ? '' : ` {#${anchor}}`;
  });
}
