/** Which queries the combobox sends, and what it makes of the answers. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ServiceAway } from '../../src/widget/service.ts';
import { lookUp, type Suggestion, suggestions } from '../../src/widget/suggest.ts';

const hit = (slug: string, field = 'NAME'): Suggestion => ({
  concept: { slug, name: slug, meaning: null },
  match: { field, text: slug, ranges: [] },
});
const unknown = { outcome: 'NOT_FOUND', concept: null, candidates: [] };

describe('what is offered for a text', () => {
  let server: Server;
  let endpoint: string;
  /** One per question: its roots, such as `lookup search`. */
  let asked: string[];
  let answer: Record<string, unknown>;
  const { signal } = new AbortController();

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const { query } = JSON.parse(body) as { query: string };
      const roots = ['suggest', 'lookup', 'search'].filter((root) => query.includes(`${root}(`));
      asked.push(roots.join(' '));
      const data = Object.fromEntries(roots.map((root) => [root, answer[root] ?? null]));
      const errors = Object.values(data).includes(null) ? [{ message: 'part of it failed' }] : undefined;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ data, errors }));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    asked = [];
    answer = { suggest: [], lookup: unknown, search: { edges: [] } };
  });

  it('is one question where names begin so', async () => {
    answer.suggest = [hit('vega')];
    expect(await suggestions(endpoint, 'veg', signal)).toEqual({ text: 'veg', options: [hit('vega')], note: '' });
    expect(asked).toEqual(['suggest']);
  });

  it('is one question for one or two letters, whatever comes of it', async () => {
    const { options, note } = await suggestions(endpoint, 'zq', signal);
    expect([options, note]).toEqual([[], 'No term begins with “zq”.']);
    expect(asked).toEqual(['suggest']);
  });

  it('is what speaks of it where no name begins so', async () => {
    answer.search = { edges: [hit('margin-call', 'MEANING')] };
    expect(await suggestions(endpoint, 'my broker', signal)).toEqual({
      text: 'my broker',
      options: [hit('margin-call', 'MEANING')],
      note: 'No term by that name. Mentioned in:',
    });
    expect(asked).toEqual(['suggest', 'lookup search']);
  });

  it('is the one term that an address names, and nothing that has words of the address', async () => {
    const address = 'https://glossary.example/definition/vega/';
    answer.search = { edges: [hit('capitulation', 'DEFINITION')] };
    answer.lookup = { outcome: 'FOUND', concept: hit('vega').concept, candidates: [] };
    expect(await suggestions(endpoint, address, signal)).toEqual({ text: address, options: [hit('vega')], note: '' });
    answer.lookup = unknown;
    const { options, note } = await suggestions(endpoint, address, signal);
    expect([options, note]).toEqual([[], `No term is named “${address}” or mentions it.`]);
  });

  it('is those of the name where several have it', async () => {
    answer.lookup = { outcome: 'AMBIGUOUS', concept: null, candidates: [hit('spread'), hit('bid-ask-spread')] };
    answer.search = { edges: [hit('spread'), hit('slippage', 'MEANING')] };
    const { concept, offer } = await lookUp(endpoint, 'Spread', signal);
    expect(concept).toBeNull();
    expect([offer.options.length, offer.note]).toEqual([2, '“Spread” may mean one of these:']);
    expect(asked).toEqual(['lookup search']);
  });

  it('is the terms that a question names, and then those that mention what it asks', async () => {
    const text = 'who pays at a margin call?';
    answer.lookup = { ...unknown, candidates: [hit('margin-call')] };
    const speaking = Array.from({ length: 8 }, (_, i) => hit(`speaking-${i}`, 'DEFINITION'));
    answer.search = { edges: [hit('margin-call', 'NAME'), ...speaking.slice(1)] };
    expect(await suggestions(endpoint, text, signal)).toEqual({
      text,
      options: [hit('margin-call'), ...speaking.slice(1)],
      note: 'No term by that name. Mentioned in:',
    });
    answer.search = { edges: speaking };
    expect((await suggestions(endpoint, text, signal)).options).toEqual([hit('margin-call'), ...speaking.slice(0, 7)]);
  });

  it('is not said to be nothing while half of the answer is missing', async () => {
    answer.search = null;
    await expect(suggestions(endpoint, 'my broker', signal)).rejects.toBeInstanceOf(ServiceAway);
    answer.lookup = { outcome: 'FOUND', concept: hit('vega').concept, candidates: [] };
    expect((await lookUp(endpoint, 'vega', signal)).concept).toEqual(hit('vega').concept);
  });
});
