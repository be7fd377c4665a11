/** What a site's robots.txt allows, fetched by the rules of RFC 9309, 2.3. */
import { UsageError } from '../../../src/errors.ts';
import { type Fetcher, isTrouble, NoAnswer, PRODUCT } from '../http/fetcher.ts';
import { EVERYTHING, ROBOTS_SIZE, type Robots, readRobots } from '../http/robots.ts';

const REDIRECTS = 5;

/** @throws UsageError if the site has trouble or is not public: nothing may be fetched from it then. */
export async function permissionOf(origin: string, fetcher: Fetcher): Promise<Robots> {
  let url: URL = new URL('/robots.txt', origin);
  for (let hops = 0; hops <= REDIRECTS; hops++) {
    const answer = await ask(url, fetcher);
    if (isTrouble(answer)) throw unreachable(url, `answered ${answer.status}`);
    if (answer.status === 200) return readRobots(new TextDecoder().decode(answer.body), PRODUCT);
    const { location } = answer.headers;
    const leadsOn = answer.status >= 300 && answer.status < 400 && location !== undefined;
    if (!leadsOn || !URL.canParse(location, url.href)) return EVERYTHING;
    url = new URL(location, url.href);
  }
  return EVERYTHING;
}

async function ask(url: URL, fetcher: Fetcher) {
  try {
    return await fetcher.get(url, { largest: () => ROBOTS_SIZE, isCut: true });
  } catch (error) {
    if (error instanceof NoAnswer && error.code === 'REFUSED') {
      throw new UsageError(`${url.origin} is not crawled: ${error.message}`);
    }
    if (error instanceof NoAnswer) throw unreachable(url, error.message);
    throw error;
  }
}

function unreachable(url: URL, what: string): UsageError {
  return new UsageError(`${url.href} ${what}: without it nothing may be fetched from the site`);
}
