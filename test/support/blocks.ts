/** The fenced blocks of a text in Markdown, in order; a title is the name of the file that the block is. */
export function blocksOf(text: string): { language: string; title?: string; code: string }[] {
  return [...text.matchAll(/^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$/gms)].map(
    ([, language = '', title, code = '']) => ({ language, code, ...(title !== undefined && { title }) }),
  );
}
