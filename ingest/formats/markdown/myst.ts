/** Rewrites MyST, the Markdown of Sphinx and Jupyter Book: its glossaries become lists of definitions, its roles links. */

const OPENING = /^(`{3,}|:{3,})\{glossary\}/;
/** A role, with the text and the target in it: `` {term}`depth <Market depth>` ``. */
const ROLE =
  /(?<![`\w$\\])\{(term|doc|math|ref|numref|abbr|any|sub|sup)\}`(?!`)([^`<>\n]{1,300}?)(?:[ \t]{0,4}<([^`<>\n]{1,300})>)?`/g;
/** A line that names the place below it: `(repo-rate)=`. */
const TARGET = /^\([\w .:-]{1,100}\)=[ \t]*$/gm;

export function withoutMyst(source: string): string {
  let text = source;
  if (text.includes(')=')) text = text.replace(TARGET, '');
  const hasGlossary = text.includes('{glossary}');
  if (text.includes('}`')) {
    text = text.replace(ROLE, (_, role: string, words: string, target: string = words) => {
      if (role === 'term') return hasGlossary ? `[${words}](<#${target}>)` : `[[${target}|${words}]]`;
      if (role === 'doc') return `[[${target.replace(/^.*\//, '')}|${words}]]`;
      if (role === 'math') return `\`${words}\``;
      return words;
    });
  }
  return hasGlossary ? withLists(text) : text;
}

/** Turns each directive of a glossary that is closed into a list of definitions. */
function withLists(text: string): string {
  const lines = text.split(/\r?\n/);
  const found: string[] = [];
  const unclosed = new Set<string>();
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] as string;
    const fence = OPENING.exec(line)?.[1];
    const end = fence === undefined || unclosed.has(fence) ? -1 : closing(lines, fence, index + 1);
    if (end < 0) {
      if (fence !== undefined) unclosed.add(fence);
      found.push(line);
    } else {
      found.push('', ...listOf(lines.slice(index + 1, end)), '');
      index = end;
    }
  }
  return found.join('\n');
}

/** The index of the line that closes a fence; -1 for none. */
function closing(lines: readonly string[], fence: string, from: number): number {
  for (let index = from; index < lines.length; index += 1) if (lines[index]?.trimEnd() === fence) return index;
  return -1;
}

/** Terms are lines without indentation, with an optional classifier; their definitions are the indented lines below. */
function listOf(lines: readonly string[]): string[] {
  let isTerm = false;
  return lines.flatMap((line) => {
    if (line.trim() === '') return '';
    if (/^[ \t]/.test(line)) {
      const start = isTerm ? ': ' : '    ';
      isTerm = false;
      return start + line.trim();
    }
    // An option of the directive, such as `:sorted:`.
    if (/^:\w+:/.test(line)) return [];
    const term = line.replace(/ : .*/, '');
    const isFirst = !isTerm;
    isTerm = true;
    return isFirst ? ['', term] : term;
  });
}
