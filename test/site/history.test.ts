/** What a term's page says about its history. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as cheerio from 'cheerio';
import { page } from '../support/pages.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { until } from '../support/until.ts';
import { write } from '../support/writing.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

it('is what changed on its pages and when, latest first', async () => {
  const first = page('definition', 'slow-bleed', { meaning: 'A long decline.', links: { RELATED: ['never-written'] } });
  const second = page('definition', 'slow-bleed', { meaning: 'A long decline without a crash.', author: 'A. Author' });
  for (const [content, at] of [
    [first, '2026-03-01T08:00:00.000Z'],
    [second, '2026-04-02T08:00:00.000Z'],
  ] as const) {
    await write(service.store, [content], { run: { id: at, at, source: 'pages' } });
  }
  const told = async (): Promise<string[]> => {
    const $ = cheerio.load(await (await fetch(`${service.url}/concept/slow-bleed/`)).text());
    const entries = $('section[aria-labelledby=changes] li').toArray();
    return entries.map((entry) => $(entry).text().trim());
  };
  await until(async () => (await told()).length === 2);
  expect(await told()).toEqual([
    '2 April 2026: Slow Bleed · Definition was changed: meaning, relations, link texts, author',
    '1 March 2026: Slow Bleed · Definition was added',
  ]);
});
