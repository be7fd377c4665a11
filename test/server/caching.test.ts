/** What is cached of answers: by the service while the graph stays the same, and by clients. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { attacherOf } from '../../src/calculators/attach.ts';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import { keptAnswers } from '../../src/server/kept-answers.ts';
import { page } from '../support/pages.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { until } from '../support/until.ts';
import { write } from '../support/writing.ts';

describe('kept answers', () => {
  const [graph, names] = [{}, {}];
  const answer = Buffer.from('one');

  it('are of the state they were made in, and of no other', () => {
    const answers = keptAnswers();
    expect(answers.find('q', [graph, names])).toBeNull();
    answers.keep('q', [graph, names], answer);
    expect(answers.find('q', [graph, names])).toEqual(answer);
    expect(answers.find('other', [graph, names])).toBeNull();
    expect(answers.find('q', [{}, names])).toBeNull();
    expect(answers.find('q', [graph, {}])).toBeNull();
    const next = {};
    answers.keep('other', [next, names], answer);
    expect([answers.find('q', [next, names]), answers.find('q', [graph, names])]).toEqual([null, null]);
  });

  it('take bounded memory, whatever is asked', () => {
    const most = 100_000;
    const answers = keptAnswers(most);
    for (let i = 0; i < 2_000; i++) {
      answers.keep(`${'q'.repeat(i % 700)} ${i}`, [graph, names], Buffer.alloc(i * 7));
      expect(answers.bytes()).toBeLessThanOrEqual(most);
    }
    expect(answers.bytes()).toBeGreaterThan(most / 2);
  });
});

describe('the service', () => {
  const pageThatSays = (meaning: string) => page('definition', 'leverage', { meaning, body: ['Margin.'] });
  const TERM = 'query($slug: String!) { concept(slug: $slug) { meaning } }';
  const FOUND = '{ search(query: "margin") { nodes { slug } } }';
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService([pageThatSays('Borrowed size.')]);
  });
  afterAll(() => service.stop());

  const get = (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${service.url}/graphql?${new URLSearchParams(parameters)}`, { headers });
  const ASKED = { query: TERM, variables: '{"slug":"leverage"}' };
  const meaning = async () => {
    const { body } = await service.query(TERM, { slug: 'leverage' });
    return (body.data as { concept: { meaning: string } }).concept.meaning;
  };

  it.each([
    ['full text', FOUND, 'searchTexts'],
    ['the history of a concept', '{ concept(slug: "leverage") { history { __typename } } }', 'histories'],
    ['changes', '{ changes { nodes { __typename } } }', 'pastChanges'],
  ])('asks the store for %s each time', async (_, query, call) => {
    for (let time = 0; time < 3; time++) await service.query(query);
    service.calls.splice(0);
    expect((await service.query(query)).status).toBe(200);
    expect(service.calls).toContain(call);
  });

  it('gives the answer to a GET a tag, and nothing but the tag to whoever has it', async () => {
    const tags = new Set<string | null>();
    for (let time = 0; time < 4; time++) {
      const whole = await get(ASKED);
      const { headers } = whole;
      expect([whole.status, headers.get('cache-control'), headers.get('vary')]).toEqual([
        200,
        'public, no-cache',
        'accept, accept-encoding',
      ]);
      expect(await whole.json()).toEqual({ data: { concept: { meaning: 'Borrowed size.' } } });
      tags.add(headers.get('etag'));
      const tag = headers.get('etag') ?? '';
      const same = await get(ASKED, { 'if-none-match': `"other", ${tag}` });
      expect([same.status, same.headers.get('etag'), await same.text()]).toEqual([304, tag, '']);
      expect((await get(ASKED, { 'if-none-match': '"other"' })).status).toBe(200);
    }
    expect(tags.size).toBe(1);
  });

  it('has nobody keep errors, refusals, and answers to a POST', async () => {
    for (let time = 0; time < 3; time++) {
      const answers = await Promise.all([
        get({ query: '{ runCalculator(slug: "none") { outputs } }' }),
        get({ query: '{ nothing }' }),
        get({ ...ASKED, variables: '{}' }),
        fetch(`${service.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: TERM, variables: { slug: 'leverage' } }),
        }),
      ]);
      for (const { headers } of answers)
        expect([headers.get('cache-control'), headers.get('etag')]).toEqual(['no-store', null]);
    }
  });

  it('says how long an answer may be kept, where it is told to', async () => {
    const other = await startTestService([pageThatSays('Borrowed size.')], undefined, { maxAge: 60 });
    try {
      const { headers } = await fetch(`${other.url}/graphql?${new URLSearchParams(ASKED)}`);
      expect(headers.get('cache-control')).toBe('public, max-age=60');
    } finally {
      await other.stop();
    }
  });

  it('never hides a change of the graph behind what it kept', async () => {
    for (let time = 0; time < 4; time++) expect(await meaning()).toBe('Borrowed size.');
    const before = (await get(ASKED)).headers.get('etag') ?? '';
    await write(service.store, [pageThatSays('Size over equity.')], { attacher: attacherOf(CALCULATORS) });
    await until(async () => (await meaning()) === 'Size over equity.');
    for (let time = 0; time < 4; time++) expect(await meaning()).toBe('Size over equity.');
    expect((await get(ASKED, { 'if-none-match': before })).status).toBe(200);
  });
});
