/** Link targets that a Markdown text sets out apart, `[label]: address`, and the footnotes beside them. */

const LABEL = /^ {0,3}\[([^[\]]{1,200})\]:/;
const TITLE = /^(?:"[^"]*"|'[^']*'|\([^()]*\))$/;

export type References = ReadonlyMap<string, string>;

/** The label that a line sets out, and its address; null for any other line. */
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

/** The key under which a label is found however it is written. */
export function labelKey(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase();
}
