/** Well-formed requests that ask for too much: entries, objects, bytes, words. */

import { HOSTILE_STRINGS } from '../../test/support/hostile-strings.ts';
import { HUB_SLUGS, KNOWN } from '../graph.ts';
import { must, type ServicePromise } from '../promise.ts';
import { answered, answeredOrRefused, bodyOf, quickest, refused, within } from '../replies.ts';

const LARGEST_ANSWER = 5_000_000;
const FIRST = 'query($n: Int) { concepts(first: $n) { nodes { slug } } }';
const BY_SLUG = 'query($slugs: [String!]!) { conceptsBySlug(slugs: $slugs) { slug } }';

export const AMOUNTS: readonly ServicePromise[] = [
  {
    id: 'amounts.first',
    threat: 'a page of a list of -1, 101, a million, 2^31: as it stands and in a variable',
    expected: '400 before anything is read, never cut down in silence; null is the default',
    async holds(subject) {
      const { service } = subject;
      for (const n of [-1, 101, 1_000_000, 2 ** 31 - 1]) {
        refused(subject, await service.ask(FIRST, { n }), 400);
        refused(subject, await service.ask(`{ concepts(first: ${n}) { nodes { slug } } }`), 400);
      }
      refused(subject, await service.ask(FIRST, { n: 2 ** 31 }), 400, 'BAD_USER_INPUT');
      const given = answered(await service.ask(FIRST, { n: null }), 'first: null');
      const usual = answered(await service.ask('{ concepts { nodes { slug } } }'));
      must(JSON.stringify(given) === JSON.stringify(usual), 'null is not the default');
      return 'nine sizes';
    },
  },
  {
    id: 'amounts.cost',
    threat:
      'lists within lists: a million objects asked for in 100 characters, by literals, variables and fragments that double',
    expected: '400 QUERY_TOO_EXPENSIVE before execution, within 1 s',
    async holds(subject) {
      const { service } = subject;
      const literal = '{ concepts(first: 100) { nodes { related(first: 100) { related(first: 100) { slug } } } } }';
      const variable =
        'query($n: Int!) { concepts(first: $n) { nodes { related(first: $n) { related(first: $n) { slug } } } } }';
      const doubling = Array.from(
        { length: 20 },
        (_, i) =>
          `fragment F${i} on Concept { a: related(first: 1) { ...F${i + 1} } b: related(first: 1) { ...F${i + 1} } }`,
      ).join(' ');
      const bombs = [
        await service.ask(literal),
        await service.ask(variable, { n: 100 }),
        await service.ask(`{ concept(slug: "${KNOWN}") { ...F0 } } ${doubling} fragment F20 on Concept { slug }`),
      ];
      for (const reply of bombs) {
        refused(subject, reply, 400);
        within(reply, 1_000, 'a bomb');
      }
      return `refused in ${Math.round(Math.max(...bombs.map(({ milliseconds }) => milliseconds)))} ms at most`;
    },
  },
  {
    id: 'amounts.lists',
    threat: 'lists of 101, 10,000 and 40,000 keys',
    expected: '400 before anything is read; 100 are answered',
    async holds(subject) {
      answered(await subject.service.ask(BY_SLUG, { slugs: HUB_SLUGS }), 'a hundred slugs');
      for (const count of [101, 10_000, 40_000]) {
        const slugs = Array.from({ length: count }, (_, i) => `t${i}`);
        refused(subject, await subject.service.ask(BY_SLUG, { slugs }), 400, 'BAD_USER_INPUT');
      }
      return 'three lists';
    },
  },
  {
    id: 'amounts.strings',
    threat: 'strings of 900,000 characters where a name is wanted',
    expected: '400 BAD_USER_INPUT before anything is looked for',
    async holds(subject) {
      const long = 'margin '.repeat(130_000);
      for (const field of [
        'concept(slug: $t) { slug }',
        'suggest(prefix: $t) { concept { slug } }',
        'search(query: $t) { nodes { slug } }',
        'lookup(text: $t) { outcome }',
      ]) {
        refused(
          subject,
          await subject.service.ask(`query($t: String!) { ${field} }`, { t: long }),
          400,
          'BAD_USER_INPUT',
        );
      }
      return 'four fields';
    },
  },
  {
    id: 'amounts.answer',
    threat: 'a short query for a long answer: a hundred hubs, each text fifteen times',
    expected: 'at most 5 MB, or refused before it is built',
    async holds(subject) {
      const texts = Array.from({ length: 15 }, (_, i) => `a${i}: text`).join(' ');
      const query = `query($slugs: [String!]!) { conceptsBySlug(slugs: $slugs) { definitions(first: 40) { ${texts} } } }`;
      const reply = await subject.service.ask(query, { slugs: HUB_SLUGS });
      answeredOrRefused(subject, reply);
      must(reply.text.length <= LARGEST_ANSWER, `an answer of ${(reply.text.length / 1e6).toFixed(1)} MB`);
      return `${reply.status}, ${reply.text.length} characters`;
    },
  },
  {
    id: 'amounts.names',
    threat: '__proto__, constructor and their like as slug and as variable',
    expected: 'the answer of an unknown key',
    async holds({ service }) {
      for (const slug of ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'prototype']) {
        const one = answered(await service.ask('query($s: String!) { concept(slug: $s) { name } }', { s: slug }));
        const some = answered(await service.ask(BY_SLUG, { slugs: [slug, KNOWN] }));
        const expected = { conceptsBySlug: [null, { slug: KNOWN }] };
        must(
          one.concept === null && JSON.stringify(some) === JSON.stringify(expected),
          `${slug}: ${JSON.stringify([one, some])}`,
        );
      }
      const polluted = await service.send(
        '{"query":"{ __typename }","variables":{"__proto__":{"polluted":1}},"__proto__":{"query":"{x}"}}',
      );
      answered(polluted);
      return 'five names';
    },
  },
  {
    id: 'amounts.injection',
    threat: 'texts of SQL, Cypher, Lucene, FTS5, markup and control characters in every search',
    expected: 'each is a text: no error of ours, and the graph stands',
    async holds({ service }) {
      const query = `query($t: String!, $p: String!) {
        concept(slug: $p) { slug } lookup(text: $p) { outcome } suggest(prefix: $p) { concept { slug } }
        search(query: $p) { nodes { slug } } annotate(text: $t) { start }
      }`;
      for (const text of HOSTILE_STRINGS) {
        const { status, text: answer } = await service.ask(query, { t: text, p: text.slice(0, 256) });
        must(
          status === 200 && !answer.includes('"errors"'),
          `${JSON.stringify(text.slice(0, 40))}: ${status} ${answer.slice(0, 160)}`,
        );
      }
      answered(await service.ask(BY_SLUG, { slugs: HUB_SLUGS }));
      return `${HOSTILE_STRINGS.length} texts`;
    },
  },
  {
    id: 'amounts.patterns',
    threat: 'long runs that a pattern or an index takes quadratic time for',
    expected: '20,000 characters are searched for terms within 250 ms',
    async holds({ service }) {
      let slowest = 0;
      for (const run of ['a', 'a ', 'term ', '(', '-', 'A.', '\u00a0', 'é', '1 ', 'term-', '\u0301']) {
        const t = run.repeat(20_000 / run.length).slice(0, 20_000);
        const query = 'query($t: String!) { annotate(text: $t) { start } }';
        const reply = await quickest(250, () => service.ask(query, { t }));
        must(reply.status === 200 || reply.status === 400, reply.text.slice(0, 160));
        within(reply, 250, JSON.stringify(run));
        slowest = Math.max(slowest, reply.milliseconds);
      }
      return `${Math.round(slowest)} ms at most`;
    },
  },
  {
    id: 'amounts.sameness',
    threat: 'the same request twice',
    expected: 'the same bytes',
    async holds({ service }) {
      const queries = [
        `{ concept(slug: "${KNOWN}") { name meaning related { slug } relations(first: 50) { concepts { slug } } } }`,
        '{ search(query: "fire sale") { nodes { slug } } suggest(prefix: "ter") { concept { slug } } }',
        '{ concepts(first: 100) { nodes { slug name } pageInfo { endCursor } } }',
      ];
      for (const query of queries) {
        const texts = await Promise.all(Array.from({ length: 5 }, async () => (await service.ask(query)).text));
        must(new Set(texts).size === 1, 'two answers to one request');
        must(bodyOf(await service.ask(query)).errors === undefined, texts[0]?.slice(0, 160) ?? '');
      }
      return 'three requests, five times each';
    },
  },
];
