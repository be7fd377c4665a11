/**
 * robots.txt by RFC 9309: groups of rules by product token, the longest match wins, `allow` wins a tie. Crawl-delay and
 * Sitemap are read too and, as the RFC requires, never end a group.
 */

/** What a site's robots.txt tells this crawler. */
export interface Robots {
  /** Whether an address may be requested. */
  allows(url: URL): boolean;
  /** Crawl-delay: seconds between two requests; null if not given. */
  delay: number | null;
  /** Addresses of sitemaps, as written. */
  sitemaps: readonly string[];
}

/** Bytes of a robots.txt that are read (RFC 9309, 2.5: at least 500 KiB). */
export const ROBOTS_SIZE = 500 * 1024;

interface Rule {
  isAllowed: boolean;
  /** The parts of the pattern between its `*`, and whether its end must be the end of the path (`$`). */
  pieces: readonly string[];
  isWhole: boolean;
  /** Length of the pattern [octets]: the longer, the more specific. */
  length: number;
}

interface Group {
  agents: string[];
  rules: Rule[];
  delay: number | null;
}

/** The rules of a site without robots.txt. */
export const EVERYTHING: Robots = { allows: () => true, delay: null, sitemaps: [] };

/** @param product - the product token of this crawler. */
export function readRobots(text: string, product: string): Robots {
  const groups: Group[] = [];
  const sitemaps: string[] = [];
  let isNaming = false;
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) {
    const [record = ''] = line.split('#', 1);
    const colon = record.indexOf(':');
    if (colon < 0) continue;
    const key = record.slice(0, colon).trim().toLowerCase();
    const value = record.slice(colon + 1).trim();
    const group = groups.at(-1);
    if (key === 'user-agent') {
      const agent = value.startsWith('*') ? '*' : (/^[a-z_-]+/i.exec(value)?.[0].toLowerCase() ?? '');
      if (isNaming) group?.agents.push(agent);
      else groups.push({ agents: [agent], rules: [], delay: null });
      isNaming = true;
    } else if (key === 'allow' || key === 'disallow') {
      isNaming = false;
      if (value !== '') group?.rules.push(ruleOf(value, key === 'allow'));
    } else if (key === 'crawl-delay') {
      const delay = Number(value);
      if (group !== undefined && value !== '' && delay >= 0 && Number.isFinite(delay)) group.delay ??= delay;
    } else if (key === 'sitemap' && value !== '') {
      sitemaps.push(value);
    }
  }
  const named = (agent: string) => groups.filter(({ agents }) => agents.includes(agent));
  const own = named(product.toLowerCase());
  const heeded = own.length > 0 ? own : named('*');
  const rules = heeded.flatMap((group) => group.rules);
  return {
    allows: (url) => url.pathname === '/robots.txt' || isAllowed(comparable(url.pathname + url.search, true), rules),
    delay: heeded.find(({ delay }) => delay !== null)?.delay ?? null,
    sitemaps,
  };
}

function ruleOf(value: string, isAllowed: boolean): Rule {
  const isWhole = value.endsWith('$');
  const pattern = comparable(isWhole ? value.slice(0, -1) : value, false).replace(/\*+/g, '*');
  return { isAllowed, pieces: pattern.split('*'), isWhole, length: pattern.length + (isWhole ? 1 : 0) };
}

function isAllowed(path: string, rules: readonly Rule[]): boolean {
  let best: Rule | null = null;
  for (const rule of rules) {
    if (best !== null && rule.length < best.length) continue;
    if (best !== null && rule.length === best.length && !rule.isAllowed) continue;
    if (matches(path, rule)) best = rule;
  }
  return best?.isAllowed ?? true;
}

/** Matches each piece at its first occurrence after the previous one: if any match exists, this greedy one finds it. */
function matches(path: string, { pieces, isWhole }: Rule): boolean {
  const [first = '', ...rest] = pieces;
  if (!path.startsWith(first)) return false;
  const last = isWhole ? rest.pop() : undefined;
  let end = first.length;
  for (const piece of rest) {
    const at = path.indexOf(piece, end);
    if (at < 0) return false;
    end = at + piece.length;
  }
  if (!isWhole) return true;
  return last === undefined ? end === path.length : path.length - last.length >= end && path.endsWith(last);
}

/**
 * Normalizes percent-encoding, so that texts equal by RFC 9309, 2.2.2 compare equal: non-ASCII characters are encoded,
 * unreserved ones are not.
 * @param isPath - whether the text is a path, where `*` is an ordinary character and not a wildcard.
 */
function comparable(text: string, isPath: boolean): string {
  const ascii = text.replace(/[^\p{ASCII}]+/gu, (run) => encodeURIComponent(run));
  const plain = ascii.replace(/%([0-9a-f]{2})/gi, (octet, digits: string) => {
    const character = String.fromCharCode(Number.parseInt(digits, 16));
    return /[\w.~-]/.test(character) ? character : octet.toUpperCase();
  });
  const inside = plain.replaceAll('$', '%24');
  return isPath ? inside.replaceAll('*', '%2A') : inside;
}
