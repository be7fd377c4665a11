/** A feed as JSON Feed 1.1 (jsonfeed.org); `_riskgraph` has each change in the form of the GraphQL API. */
import type { Feed } from './feed.ts';

export const JSON_FEED_TYPE = 'application/feed+json; charset=utf-8';

/** @param site - where the service is reached, without a trailing slash. */
export function jsonFeed({ title, entries }: Feed, site: string): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: `${site}/`,
    feed_url: `${site}/changes.json`,
    authors: [{ name: 'Riskgraph' }],
    items: entries.map(({ id, title: heading, lines, change: { run, kind, slug, url, fields } }) => ({
      id,
      url,
      title: heading,
      content_text: lines.join('\n') || heading,
      date_published: run.at,
      tags: [kind],
      _riskgraph: { kind, slug, run: run.id, fields },
    })),
  });
}
