/** A real browser against the built service, with a record of its errors. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Page,
  type Request,
  type Route,
} from 'playwright-core';
import { CHROMIUM } from '../support/conditions.ts';
import { start, temporaryFolder } from '../support/program.ts';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Test machines are busy, so the limit only catches what never ends. */
const PATIENCE_MS = 200_000;
/** For tests that check whole pages with axe several times. */
export const LONG_MS = 900_000;

export interface Browsing {
  /** The service's origin, such as `http://127.0.0.1:4000`. */
  url: string;
  /** Opens a page in a new browser context. */
  open(address: string, options?: BrowserContextOptions): Promise<Visit>;
  stop(): Promise<void>;
}

export interface Visit {
  page: Page;
  /** Script and console errors, including violations of a content security policy. */
  complaints: string[];
  /** Requested addresses. */
  requests: string[];
  /** Resolves once a matching address has been requested. */
  asked(pattern: RegExp): Promise<unknown>;
}

/** Starts the service with the bundled glossary, and a browser with a fresh profile. */
export async function startBrowsing(): Promise<Browsing> {
  const folder = temporaryFolder();
  // Even on a busy machine an analysis has time for all of its runs.
  const limits = ['--time-limit', '60'];
  const service = start([
    'serve',
    '--demo',
    '--port',
    '0',
    ...limits,
    '--store',
    `file:${join(folder.path, 'demo.db')}`,
  ]);
  const [, url = ''] = await service.says(/^Riskgraph +(http:\S+)\/$/m);
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  return {
    url,
    async open(address, options = {}) {
      const context = await browser.newContext(options);
      context.setDefaultTimeout(PATIENCE_MS);
      const page = await context.newPage();
      const complaints: string[] = [];
      const requests: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      // On the context, since a worker's requests do not belong to a page.
      context.on('request', (request) => requests.push(request.url()));
      await page.goto(address.startsWith('/') ? `${url}${address}` : address);
      const asked = async (pattern: RegExp) => {
        if (requests.some((request) => pattern.test(request))) return;
        await context.waitForEvent('request', (request) => pattern.test(request.url()));
      };
      return { page, complaints, requests, asked };
    },
    async stop() {
      await browser.close();
      service.child.kill('SIGTERM');
      await service.ended;
      folder.remove();
    },
  };
}

/** The findings of axe, one line each. @param part - a selector in <term-lookup>; by default the whole page. */
export async function axeFindings(page: Page, part?: string): Promise<string[]> {
  const builder = new AxeBuilder({ page });
  if (part !== undefined) builder.include({ fromShadowDom: ['term-lookup', part] });
  const { violations } = await builder.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.flat().join(' ')).join(', ')}`);
}

/** Releases a held request, and resolves once the page has had time to show its answer, if it does. */
export async function letGo(page: Page, held: Route): Promise<void> {
  const isIt = (request: Request) => request === held.request();
  // An aborted request has failed already.
  const ended =
    held.request().failure() !== null
      ? Promise.resolve()
      : Promise.race([page.waitForEvent('requestfinished', isIt), page.waitForEvent('requestfailed', isIt)]);
  await held.continue().catch(() => {});
  await ended;
  await page.evaluate(
    () => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(() => shown(null)))),
  );
}

/** By how many pixels the page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
