/** The bundled glossary's reading pages, as a browser without JavaScript gets them. */
import { afterAll, beforeAll } from '@jest/globals';
import * as cheerio from 'cheerio';
import { fillWithGlossary } from './glossary.ts';
import { startTestService, type TestService } from './service.ts';
import { until } from './until.ts';

export interface ReadingSite {
  service: TestService;
  /** One page, without following a redirect. */
  get(path: string, headers?: Record<string, string>): Promise<ReadPage>;
}

export interface ReadPage {
  status: number;
  headers: Headers;
  text: string;
  $: cheerio.CheerioAPI;
}

async function startReadingSite(): Promise<ReadingSite> {
  const service = await startTestService();
  const pages = await fillWithGlossary(service.store);
  // The service follows its store, so ingested pages appear after a while.
  await until(async () => {
    const { body } = await service.query(
      '{ statistics { pages } suggest(prefix: "margin call") { concept { slug } } }',
    );
    const { statistics, suggest } = body.data as { statistics: { pages: number }; suggest: unknown[] };
    return statistics.pages === pages && suggest.length > 0;
  });
  return {
    service,
    async get(path, headers = {}) {
      const response = await fetch(service.url + path, { headers, redirect: 'manual' });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, $: cheerio.load(text) };
    },
  };
}

/** The site shared by the tests of a file: started before the first, stopped after the last. */
export function readingSite(): ReadingSite {
  let site: ReadingSite;
  beforeAll(async () => {
    site = await startReadingSite();
  });
  afterAll(() => site.service.stop());
  return {
    get service() {
      return site.service;
    },
    get: (path, headers) => site.get(path, headers),
  };
}
