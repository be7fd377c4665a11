/** Markdown link reference definitions, `[label]: address`, and footnotes, `[^label]: text`. */

import { FENCE, isClosing } from './lines.ts';

const LABEL = /^ {0,3}\[([^[\]]{1,200})\]:/;
const TITLE = /^(?:"[^"]*"|'[^']*'|\([^()]*\))$/;

export type References = ReadonlyMap<string, string>;

/** The label and address of a link reference definition; null for any other line. */
export function referenceIn(line: string): { label: string; url: string } | null {
  const set = LABEL.exec(line);
  const label = set?.[1] ?? '^';
  if (set === null || label.startsWith('^')) return null;
  const rest = line.slice(set[0].length).trim();
  const end = rest.startsWith('<') ? rest.indexOf('>') + 1 : rest.search(/\s|$/);
  const url = rest.startsWith('<') ? rest.slice(1, end - 1) : rest.slice(0, end);
  const title = rest.slice(end).trim();
  return url === '' || end === 0 || (title !== '' && !TITLE.test(title)) ? null : { label: labelKey(label), url };
}

/** The text of a footnote that begins in this line; null for any other line. */
export function footnoteIn(line: string): string | null {
  const set = LABEL.exec(line);
  return set?.[1]?.startsWith('^') ? line.slice(set[0].length).trim() : null;
}

/** A key that is equal for labels that differ only in case and white space. */
export function labelKey(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase();
}

/** The link reference definitions outside of fenced code; the first one of a label wins. */
export function referencesIn(lines: readonly string[]): References {
  const found = new Map<string, string>();
  let fence: string | null = null;
  for (const line of lines) {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== null) {
      if (isClosing(line, fence)) fence = null;
    } else if (mark !== undefined) fence = mark;
    else {
      const reference = line.includes(']:') ? referenceIn(line) : null;
      if (reference !== null && !found.has(reference.label)) found.set(reference.label, reference.url);
    }
  }
  return found;
}
