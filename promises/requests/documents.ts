/** Invalid documents, and ones larger or deeper than any legitimate one. */
import { KNOWN } from '../graph.ts';
import { must, type ServicePromise, type Subject } from '../promise.ts';
import { answered, answeredOrRefused, quickest, refused, within } from '../replies.ts';

const many = (count: number, make: (i: number) => string) => Array.from({ length: count }, (_, i) => make(i)).join(' ');
const concept = (inside: string) => `{ concept(slug: "${KNOWN}") { ${inside} } }`;
const nested = (depth: number, open = 'related(first: 1) {', close = '}') =>
  `${many(depth, () => open)} slug ${close.repeat(depth)}`;

/** Each must be refused with the code, within a time limit. */
async function allRefused(
  subject: Subject,
  documents: readonly string[],
  statuses: number[],
  code?: string,
  most = 1_000,
) {
  let slowest = 0;
  for (const document of documents) {
    const reply = await quickest(most, () => subject.service.ask(document));
    refused(subject, reply, statuses, code);
    within(reply, most, document.slice(0, 40));
    slowest = Math.max(slowest, reply.milliseconds);
  }
  return `${documents.length} refused, the slowest in ${Math.round(slowest)} ms`;
}

export const DOCUMENTS: readonly ServicePromise[] = [
  {
    id: 'documents.wrong',
    threat: 'a syntax error, an unknown field, a variable of a wrong type',
    expected: '400 GRAPHQL_PARSE_FAILED, GRAPHQL_VALIDATION_FAILED, BAD_USER_INPUT',
    async holds(subject) {
      refused(subject, await subject.service.ask('{ concept('), 400, 'GRAPHQL_PARSE_FAILED');
      refused(subject, await subject.service.ask('{ nothing }'), 400, 'GRAPHQL_VALIDATION_FAILED');
      const query = 'query($slug: String!) { concept(slug: $slug) { name } }';
      for (const slug of [null, 1, [], {}])
        refused(subject, await subject.service.ask(query, { slug }), 400, 'BAD_USER_INPUT');
      return 'six requests';
    },
  },
  {
    id: 'documents.coercion',
    threat: 'many wrong entries in one variable',
    expected: '400 BAD_USER_INPUT, never an error of ours, however many',
    async holds(subject) {
      const query = 'query($slugs: [String!]!) { conceptsBySlug(slugs: $slugs) { name } }';
      for (const count of [1, 10, 11, 100, 10_000]) {
        const slugs = Array.from({ length: count }, () => null);
        refused(subject, await subject.service.ask(query, { slugs }), 400, 'BAD_USER_INPUT');
      }
      return 'up to 10,000 wrong entries';
    },
  },
  {
    id: 'documents.size',
    threat: 'floods of tokens, comments, names and commas',
    expected: '400 or 413 past 20 kB or 1,000 tokens, within 1 s',
    holds: (subject) =>
      allRefused(
        subject,
        [
          `{ ${many(2_000, () => '__typename')} }`,
          `{ __typename ${many(300_000, () => '#x\n')} }`,
          `{ ${'a'.repeat(90_000)} }`,
          `{ __typename ${','.repeat(900_000)} }`,
          `{ __typename ${' '.repeat(900_000)} }`,
        ],
        [400, 413],
      ),
  },
  {
    id: 'documents.depth',
    threat: 'bombs of depth, through fields, inline and named fragments',
    expected: '400 QUERY_TOO_DEEP past 10 fields; an honest depth of 6 is answered',
    async holds(subject) {
      answered(await subject.service.ask(concept(nested(4))), 'a depth of 6');
      const named = many(30, (i) => `fragment F${i} on Concept { related(first: 1) { ...F${i + 1} } }`);
      const bombs = [
        concept(nested(50)),
        concept(nested(50, '... on Concept { related(first: 1) {', '}}')),
        `${concept('...F0')} ${named} fragment F30 on Concept { slug }`,
      ];
      return allRefused(subject, bombs, [400], 'QUERY_TOO_DEEP');
    },
  },
  {
    id: 'documents.aliases',
    threat: 'a flood of aliases, of fields and of roots',
    expected: '400 past 200; an honest hundred is answered',
    async holds(subject) {
      answered(await subject.service.ask(`{ ${many(100, (i) => `a${i}: __typename`)} }`), 'a hundred aliases');
      const floods = [
        `{ ${many(220, (i) => `a${i}: __typename`)} }`,
        `{ ${many(201, (i) => `a${i}: __schema { __typename }`)} }`.slice(0, 19_000),
        concept(many(220, (i) => `a${i}: slug`)),
      ];
      return allRefused(subject, floods, [400]);
    },
  },
  {
    id: 'documents.directives',
    threat: 'a flood of directives, known and unknown',
    expected: '400 past 50, in an answer of at most 16 kB',
    holds: (subject) =>
      allRefused(
        subject,
        [
          concept(many(60, () => 'slug @include(if: true)')),
          concept(many(200, (i) => `slug @a${i}`)),
          concept(`slug ${many(200, () => '@x')}`),
        ],
        [400],
      ),
  },
  {
    id: 'documents.duplicates',
    threat: 'a field repeated ten thousand times',
    expected: 'answered or refused within 1 s',
    async holds(subject) {
      const reply = await subject.service.ask(concept('slug '.repeat(10_000)));
      answeredOrRefused(subject, reply);
      within(reply, 1_000, 'ten thousand copies');
      return `${reply.status} in ${Math.round(reply.milliseconds)} ms`;
    },
  },
  {
    id: 'documents.fragments',
    threat: 'fragments in a circle: of themselves, of one another, through a field',
    expected: '400 within 50 ms',
    async holds(subject) {
      const circles = [
        `${concept('...A')} fragment A on Concept { ...A }`,
        `${concept('...A')} fragment A on Concept { ...B } fragment B on Concept { ...A }`,
        `${concept('...A')} fragment A on Concept { related(first: 1) { ...A } }`,
      ];
      return allRefused(subject, circles, [400], 'GRAPHQL_VALIDATION_FAILED', 50);
    },
  },
  {
    id: 'documents.recursion',
    threat: 'ten thousand brackets, which a parser follows by recursion',
    expected: '400, never 500',
    holds: (subject) =>
      allRefused(
        subject,
        [
          '{ a '.repeat(10_000),
          concept(`related(first: ${'['.repeat(10_000)}1`),
          `query($a: ${'['.repeat(10_000)}Int) { __typename }`,
          concept(`related(first: ${'{a:'.repeat(5_000)}1`),
        ],
        [400, 413],
      ),
  },
  {
    id: 'documents.overlap',
    threat: 'inline fragments that validation compares in pairs',
    expected: 'answered or refused within 1 s',
    async holds(subject) {
      const block = `... on Concept { ${many(20, (i) => `a${i % 3}: slug`)} }`;
      const reply = await subject.service.ask(concept(many(500, () => block)));
      answeredOrRefused(subject, reply);
      within(reply, 1_000, 'a document of overlapping fields');
      return `${reply.status} in ${Math.round(reply.milliseconds)} ms`;
    },
  },
  {
    id: 'documents.operations',
    threat: 'a mutation or a subscription',
    expected: '400 OPERATION_NOT_SUPPORTED, nothing else',
    async holds(subject) {
      for (const kind of ['mutation', 'subscription']) {
        refused(subject, await subject.service.ask(`${kind} { __typename }`), 400);
      }
      return 'both';
    },
  },
  {
    id: 'documents.introspection',
    threat: 'floods and circles of introspection',
    expected: 'the query of every tool is answered, circles and 100 roots are refused',
    async holds(subject) {
      const { getIntrospectionQuery } = await import('graphql');
      // Other servers may refuse all introspection by policy.
      if (subject.isOurs) answered(await subject.service.ask(getIntrospectionQuery()), 'the introspection of tools');
      const circle = `{ __schema { types { ${'fields { type { '.repeat(8)} name ${'} } '.repeat(8)} } } }`;
      const flood = `{ ${many(100, (i) => `a${i}: __schema { types { name } }`)} }`;
      const types = `{ ${many(100, (i) => `a${i}: __type(name: "Query") { name }`)} }`;
      return allRefused(subject, [circle, flood, types], [400]);
    },
  },
  {
    id: 'documents.disclosure',
    threat: 'errors that tell of the inside, or echo without bound',
    expected: 'no stack, no path, at most 16 kB; no x-powered-by',
    async holds({ service }) {
      const replies = [
        await service.ask(`{ ${'x'.repeat(15_000)} }`),
        await service.ask(`{ ${many(300, (i) => `x${i}`)} }`),
        await service.ask('query($slug: String!) { concept(slug: $slug) { name } }', {
          slug: { a: 'x'.repeat(500_000) },
        }),
        await service.ask('{ concept(slug: "\\u0000") { name '),
      ];
      for (const { text, headers } of replies) {
        must(text.length <= 16_384, `an answer of ${text.length} characters to a wrong document`);
        must(!/\n\s+at |node_modules|stacktrace|[\w/]+\.js:\d+/.test(text), `the inside shows: ${text.slice(0, 300)}`);
        must(headers.get('x-powered-by') === null, `x-powered-by: ${headers.get('x-powered-by')}`);
      }
      return `${Math.max(...replies.map(({ text }) => text.length))} characters at most`;
    },
  },
  {
    id: 'documents.cache',
    threat: '15,000 documents of 2 kB, each sent once',
    expected: 'less than 50 MB of memory: what is kept of documents is bounded',
    async holds({ launch }) {
      const service = await launch();
      const flood = async (from: number, count: number) => {
        for (let i = from; i < from + count; i += 50) {
          await Promise.all(
            Array.from({ length: 50 }, (_, j) =>
              service.ask(`{ __typename ${'#'.repeat(2_000)}${i + j}\n a${i + j}: __typename }`),
            ),
          );
        }
      };
      // V8's warm-up memory does not count.
      await flood(0, 3_000);
      const before = service.memory();
      await flood(3_000, 15_000);
      const grown = Math.round((service.memory() - before) / 2 ** 20);
      await service.end();
      must(grown < 50, `${grown} MB more memory`);
      return `${grown} MB more memory`;
    },
  },
];
