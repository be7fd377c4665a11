/**
 * robots.txt as RFC 9309 has it: groups of rules by product token, the longest match wins, `allow` wins a tie. Crawl-delay
 * and Sitemap are read beside it and, as the RFC wants, never end a group.
 */

/** What a site wants of a crawler. */
export interface Robots {
  /** Whether an address may be asked for. */
  allows(url: URL): boolean;
  /** Seconds between two requests; null where nothing is said. */
  delay: number | null;
  /** Addresses of sitemaps, as written. */
  sitemaps: readonly string[];
}

/** What is read of a file (RFC 9309, 2.5: at least 500 KiB). */
export const ROBOTS_SIZE = 500 * 1024;

interface Rule {
  isAllowed: boolean;
  /** The pattern between its `*`, and whether it ends with the path. */
  pieces: readonly string[];
  isWhole: boolean;
  /** Octets of the pattern: the more, the more specific. */
  length: number;
}

interface Group {
  agents: string[];
  rules: Rule[];
  delay: number | null;
}

/** A site without robots.txt. */
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

/** Each piece at the first place behind the one before: where any way matches, this one does. */
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
 * One spelling of what is equal by RFC 9309, 2.2.2: what is not ASCII is percent-encoded, what needs no encoding is not.
 * @param isPath - whether `*` is a character like others, and not that of a pattern.
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
