/** Routes the pages for readers, which work without JavaScript. */
import { decoded } from '../decoded.ts';
import { type Ask, answerTo, NoAnswer, NotThere } from './ask.ts';
import { calculatorPage } from './calculator-page.ts';
import { calculatorsPage } from './calculators-page.ts';
import { conceptPage } from './concept-page.ts';
import { conceptsPage } from './concepts-page.ts';
import { episodePage } from './episode-page.ts';
import { episodesPage } from './episodes-page.ts';
import { html } from './html.ts';
import { calculatorHref, conceptHref, document, episodeHref, type Page } from './layout.ts';
import { notFoundPage } from './not-found.ts';
import type { Sitemap } from './sitemap.ts';
import { sourcePage } from './source-page.ts';
import type { FindPage } from './whole-page.ts';

export interface Answer {
  status: number;
  type: string;
  text: string;
  /** Target of a redirect. */
  location?: string;
}

interface Request {
  path: string;
  search: URLSearchParams;
  /** The address of the service, such as `https://glossary.example`. */
  origin: string;
  ask: Ask;
  findPage: FindPage;
  sitemap: Sitemap;
}

const CONCEPT = 'query ($slug: String!) { concept(slug: $slug) { slug } }';
const HTML = 'text/html; charset=utf-8';
const PATHS = /^\/(?:concepts?|calculators?|episodes?|page)(?:\/|$)|^\/(?:sitemap\.xml|robots\.txt)$/;
/** These paths have no trailing slash. */
const PLAIN = /^\/(?:docs|explorer)\/$/;
const CALCULATOR = 'query ($slug: String!) { calculator(slug: $slug) { slug } }';
const EPISODE = 'query ($slug: String!) { episode(slug: $slug) { slug } }';

/** Whether a path belongs to the pages for readers. */
export function isOfSite(path: string): boolean {
  return PATHS.test(path) || PLAIN.test(path);
}

export async function siteAnswer(request: Request): Promise<Answer> {
  try {
    return (await found(request)) ?? (await nothing(request));
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return { status: 503, type: HTML, text: document(away(error.message), request.origin) };
  }
}

/** The page at a path, or a redirect; null if there is nothing. */
async function found(request: Request): Promise<Answer | null> {
  const { path, search, origin, ask, sitemap } = request;
  try {
    if (path === '/sitemap.xml') {
      const text = await sitemap(origin, search.get('after'), ask);
      return { status: 200, type: 'application/xml; charset=utf-8', text };
    }
    if (path === '/robots.txt') {
      const text = `User-agent: *\nDisallow:\n\nSitemap: ${origin}/sitemap.xml\n`;
      return { status: 200, type: 'text/plain; charset=utf-8', text };
    }
    const query = search.size === 0 ? '' : `?${search}`;
    if (PLAIN.test(path)) return moved(`${path.slice(0, -1)}${query}`);
    const isWhole = path.endsWith('/');
    // The address of another site may end without a slash.
    const page = isWhole || path.startsWith('/page/') ? await pageAt(request) : null;
    if (isOfSite(path) && !isWhole && page?.path !== path) return moved(`${page?.path ?? `${path}/`}${query}`);
    const filled = filledFields(path, search);
    if (page !== null && filled !== null) return { status: 302, type: HTML, text: '', location: filled };
    if (page !== null) return { status: 200, type: HTML, text: document(page, origin) };
    const other = await otherNumber(path, ask);
    if (other !== null) return moved(`${other}${query}`);
    const location = await instead(path, ask);
    return location === null ? null : { status: 302, type: HTML, text: '', location };
  } catch (error) {
    if (error instanceof NotThere) return null;
    throw error;
  }
}

/** The address of a run without empty form fields; null if there are none. */
function filledFields(path: string, search: URLSearchParams): string | null {
  const filled = [...search].filter(([, value]) => value.trim() !== '');
  if (!path.startsWith('/calculators/') || filled.length === search.size) return null;
  return filled.length === 0 ? path : `${path}?${new URLSearchParams(filled)}`;
}

function moved(location: string): Answer {
  return { status: 301, type: HTML, text: '', location };
}

async function nothing({ path, origin, ask }: Request): Promise<Answer> {
  return { status: 404, type: HTML, text: document(await notFoundPage(path, ask), origin) };
}

async function pageAt({ path, search, ask, findPage }: Request): Promise<Page | null> {
  const [, room = '', ...rest] = path.split('/');
  const name = decoded(rest[0] ?? '');
  if (room === 'page') return rest.length > 1 ? sourcePage(rest.join('/'), findPage) : null;
  if (name === null || rest.length > 2 || (rest.length === 2 && rest[1] !== '')) return null;
  if (room === 'concepts') return name === '' ? conceptsPage(search, ask) : null;
  if (room === 'concept') return name === '' ? null : conceptPage(name, search, ask);
  if (room === 'episodes') return name === '' ? episodesPage(ask) : episodePage(name, ask);
  if (room !== 'calculators') return null;
  return name === '' ? calculatorsPage(ask) : calculatorPage(name, search, ask);
}

/** A redirect from the wrong singular or plural in the path of a term, calculator or crash; null if there is none. */
async function otherNumber(path: string, ask: Ask): Promise<string | null> {
  const [, room, part = ''] = /^\/(concepts|calculator|episode)\/([^/]+)\/$/.exec(path) ?? [];
  const slug = decoded(part);
  if (room === undefined || slug === null) return null;
  if (room === 'concepts') return placeOfTerm(slug, ask);
  if (room === 'episode') {
    const { episode } = await answerTo<{ episode: { slug: string } | null }>(ask, EPISODE, { slug });
    return episode && episodeHref(episode.slug);
  }
  const { calculator } = await answerTo<{ calculator: { slug: string } | null }>(ask, CALCULATOR, { slug });
  return calculator && calculatorHref(calculator.slug);
}

/** If a link leads to a page that was never ingested, at least its term is known. */
async function instead(path: string, ask: Ask): Promise<string | null> {
  const slug = /^\/page\/[^/]+\/(?:definition|term|area)\/([^/]+)\//.exec(path)?.[1];
  if (slug === undefined) return null;
  return placeOfTerm(decoded(slug) ?? '', ask);
}

async function placeOfTerm(slug: string, ask: Ask): Promise<string | null> {
  const { concept } = await answerTo<{ concept: { slug: string } | null }>(ask, CONCEPT, { slug });
  return concept && conceptHref(concept.slug);
}

function away(reason: string): Page {
  return {
    title: 'Temporarily unavailable',
    description: 'The glossary is temporarily unavailable.',
    path: null,
    body: html`<h1>Temporarily unavailable</h1>
<p class="lede">The glossary is temporarily unavailable (${reason}). Please try again in a minute.</p>`,
  };
}
