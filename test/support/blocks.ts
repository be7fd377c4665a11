/** The fenced blocks of a Markdown text, in order; a block's title is its file name. */
export function blocksOf(text: string): { language: string; title?: string; code: string }[] {
  return [...text.matchAll(/^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$/gms)].map(
    ([, language = '', title, code = '']) => ({ language, code, ...(title !== undefined && { title }) }),
  );
}
