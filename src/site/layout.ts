/** The layout around the content of every page for readers. */
import { startOf } from '../whole-characters.ts';
import { type Html, html, trusted } from './html.ts';
import type { Image } from './whole-page.ts';

export interface Page {
  title: string;
  /** One or two sentences for search engines and previews. */
  description: string;
  /** Its path, such as `/concept/margin-call/`; null for a page that search engines should not index. */
  path: string | null;
  /** The navigation entry that it belongs to. */
  section?: '/concepts/' | '/calculators/' | '/episodes/';
  /** The publisher if it is not this service; null if none is named. */
  publisher?: string | null;
  image?: Image | null;
  /** The JSON-LD of the page without `@context`; a `url` of this service is a path. */
  subject?: Readonly<Record<string, unknown>>;
  body: Html;
}

const NAVIGATION = [
  ['/concepts/', 'Terms'],
  ['/calculators/', 'Calculators'],
  ['/episodes/', 'Crashes'],
  ['/explorer', 'Explorer'],
  ['/docs', 'Docs'],
] as const;

/** @param origin - the address of the service, such as `https://glossary.example`. */
export function document(page: Page, origin: string): string {
  const { title, description, path, section, publisher = 'Riskgraph', image, subject, body } = page;
  const url = path === null ? null : `${origin}${path}`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Riskgraph</title>
<meta name="description" content="${description}">
${
  url === null
    ? html`<meta name="robots" content="noindex">`
    : html`<link rel="canonical" href="${url}">
<meta property="og:url" content="${url}">`
}
<meta property="og:type" content="article">
${publisher !== null && html`<meta property="og:site_name" content="${publisher}">`}
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
${image && picture(image)}
<link rel="alternate" type="application/atom+xml" title="Changes" href="/changes.atom">
<link rel="alternate" type="application/feed+json" title="Changes" href="/changes.json">
<link rel="icon" href="/pages/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="/pages/site.css">
<link rel="stylesheet" href="/pages/reading.css">
<script type="module" src="/widget/term-card.js"></script>
${subject && jsonLd(subject, origin)}
</head>
<body>
<header class="top">
<a class="wordmark" href="/">Riskgraph</a>
<nav aria-label="Site">
${NAVIGATION.map(
  ([href, name]) => html`<a href="${href}"${href === section && trusted(' aria-current="page"')}>${name}</a>
`,
)}</nav>
</header>
<main class="text reading">
${body}
</main>
<footer>
<p><a href="/concepts/">Terms</a> <a href="/calculators/">Calculators</a> <a href="/episodes/">Documented crashes</a> <a href="/docs">Documentation</a> <a href="/docs#downloads">Downloads</a> <a href="/sitemap.xml">Site map</a></p>
</footer>
</body>
</html>
`.html;
}

function picture({ url, width, height, alt }: Image): Html {
  return html`<meta property="og:image" content="${url}">
${width !== null && html`<meta property="og:image:width" content="${width}">`}
${height !== null && html`<meta property="og:image:height" content="${height}">`}
${alt !== null && html`<meta property="og:image:alt" content="${alt}">`}`;
}

/** Makes addresses of this service absolute, as not all JSON-LD readers resolve them against the page. */
function jsonLd(subject: Readonly<Record<string, unknown>>, origin: string): Html {
  const whole = (name: string, value: unknown) =>
    name === 'url' && typeof value === 'string' && value.startsWith('/') ? `${origin}${value}` : value;
  // Only `<` could end the script element.
  const json = JSON.stringify({ '@context': 'https://schema.org', ...subject }, whole).replaceAll('<', '\\u003c');
  return trusted(`<script type="application/ld+json">${json}</script>`);
}

/** Maps the address of a page of the bundled glossary, or of another site that cannot be visited, to `/page/`. */
export function pageHref(url: string): string {
  const { hostname, host } = new URL(url);
  return hostname.endsWith('.example') ? `/page/${host}${placeOf(url)}` : url;
}

/** The part of an address after its host, as a path: the rows of a table are pages that differ by their fragments. */
export function placeOf(url: string): string {
  const { pathname, search, hash } = new URL(url);
  return `${pathname}${search}${hash}`
    .replaceAll(/%(?=23|3F)/gi, '%25')
    .replaceAll('?', '%3F')
    .replaceAll('#', '%23');
}

/** The inverse of `pageHref`. */
export function addressAt(path: string): string {
  return `https://${path.replaceAll(/%(?:23|3F|25(?=23|3F))/gi, decodeURIComponent)}`;
}

export function conceptHref(slug: string): string {
  return `/concept/${encodeURIComponent(slug)}/`;
}

export function calculatorHref(slug: string): string {
  return `/calculators/${encodeURIComponent(slug)}/`;
}

export function episodeHref(slug: string): string {
  return `/episodes/${encodeURIComponent(slug)}/`;
}

/** Plain text for a description, at most about `most` characters, cut at a word boundary. */
export function excerpt(text: string, most = 200): string {
  if (text.length <= most) return text;
  const cut = text.lastIndexOf(' ', most);
  return `${startOf(text, cut === -1 ? most : cut)}…`;
}

/** For a `title` attribute or a heading: `1 term`, `3 terms`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
