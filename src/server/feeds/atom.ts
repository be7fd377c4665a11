/** A feed as Atom (RFC 4287). */
import type { Feed, FeedEntry } from './feed.ts';

export const ATOM_TYPE = 'application/atom+xml; charset=utf-8';

/** @param site - where the service is reached, without a trailing slash. */
export function atom({ id, title, updated, entries }: Feed, site: string): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `  <id>${escaped(id)}</id>`,
    `  <title>${escaped(title)}</title>`,
    `  <updated>${escaped(updated)}</updated>`,
    '  <author><name>Riskgraph</name></author>',
    `  <link rel="self" type="application/atom+xml" href="${escaped(site)}/changes.atom"/>`,
    `  <link rel="alternate" type="text/html" href="${escaped(site)}/"/>`,
    ...entries.map(entry),
    '</feed>',
    '',
  ].join('\n');
}

function entry({ id, title, lines, change: { kind, url, run } }: FeedEntry): string {
  const list = lines.map((line) => `<li>${escaped(line)}</li>`).join('');
  return [
    '  <entry>',
    `    <id>${escaped(id)}</id>`,
    `    <title>${escaped(title)}</title>`,
    `    <updated>${escaped(run.at)}</updated>`,
    `    <link rel="alternate" href="${escaped(url)}"/>`,
    `    <category term="${kind}"/>`,
    `    <content type="html">${escaped(`<ul>${list}</ul>`)}</content>`,
    '  </entry>',
  ].join('\n');
}

/** Characters that XML 1.0 cannot express; replaced by U+FFFD. */
const UNSAYABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(UNSAYABLE, '\ufffd').replace(/[&<>"]/g, (sign) => ENTITIES[sign] as string);
}
