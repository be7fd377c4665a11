import { HeaderMap } from '@apollo/server';
import { describe, expect, it } from '@jest/globals';
import { getOperationAST, parse } from 'graphql';
import { createSchema } from '../../src/graphql/schema.ts';
import { type Asked, type HotDocuments, hotDocuments } from '../../src/server/hot-documents.ts';

const schema = createSchema();
const head = { status: 200, headers: new HeaderMap([['content-type', 'application/json']]) };
const question = (document: string, variables = {}): Asked => ({
  document,
  operationName: null,
  variables,
  accept: '',
});

function learn(hot: HotDocuments, asked: Asked): void {
  const document = parse(asked.document);
  const operation = getOperationAST(document);
  if (operation) hot.learn(asked, { document, operation }, head);
}

describe('documents that come again', () => {
  it('are known by text, operation and accept header', () => {
    const hot = hotDocuments(schema);
    const asked = question('{ concept(slug: "a") { name } }');
    expect(hot.find(asked)).toBeNull();
    learn(hot, asked);
    expect(hot.find(asked)?.prepare()).toMatchObject({ charge: { nodes: 1 } });
    expect(hot.find({ ...asked, document: `${asked.document} ` })).toBeNull();
    expect(hot.find({ ...asked, operationName: 'A' })).toBeNull();
    expect(hot.find({ ...asked, accept: 'text/plain' })).toBeNull();
  });

  it('are told apart whatever their comments hold, and whatever a client gives as the name of an operation', () => {
    const hot = hotDocuments(schema);
    learn(hot, question('#A\u0000\n{ concept(slug: "a") { name } }'));
    learn(hot, question('{ __typename }'));
    for (const [operationName, document] of [
      ['#A', '\n{ concept(slug: "a") { name } }'],
      ['', '#A\u0000\n{ concept(slug: "a") { name } }'],
      ['', '{ __typename }'],
      [' ', '{ __typename }'],
    ] as const) {
      expect(hot.find({ ...question(document), operationName })).toBeNull();
    }
    expect(hot.find(question('{ __typename }'))).not.toBeNull();
  });

  it('take bounded memory, however many there are and however they are asked', () => {
    const most = 1_000_000;
    const hot = hotDocuments(schema, most);
    const pieces = Array.from({ length: 6 }, (_, i) => `n${i}: name @include(if: $v${i})`).join(' ');
    const declared = Array.from({ length: 6 }, (_, i) => `$v${i}: Boolean!`).join(', ');
    let kept = 0;
    for (let i = 0; i < 200; i++) {
      const document = `query(${declared}) { a${i}: concept(slug: "a") { ${pieces} } }`;
      for (let bits = 0; bits < 64; bits++) {
        const variables = Object.fromEntries(Array.from({ length: 6 }, (_, v) => [`v${v}`, (bits >> v) % 2 === 1]));
        const asked = question(document, variables);
        learn(hot, asked);
        hot.find(asked)?.prepare();
        expect(hot.bytes()).toBeLessThanOrEqual(most);
      }
      kept = Math.max(kept, hot.bytes());
    }
    expect(kept).toBeGreaterThan(most / 2);
  });

  it('that fragments make too large are executed', () => {
    const hot = hotDocuments(schema);
    const levels = Array.from(
      { length: 7 },
      (_, i) =>
        `fragment F${i} on Page { url a: concept { pages(first: 1) { ...F${i + 1} } } b: concept { pages(first: 1) { ...F${i + 1} } } }`,
    );
    const document = `{ concept(slug: "a") { pages(first: 1) { ...F0 } } } ${levels.join(' ')} fragment F7 on Page { url title }`;
    const asked = question(document);
    learn(hot, asked);
    expect(hot.find(asked)?.prepare()).toBeNull();
  });

  it('rest after they could not be answered: a hundred requests go to Apollo', () => {
    const hot = hotDocuments(schema);
    const asked = question('query($slug: String!) { concept(slug: $slug) { name } }', { slug: 'a' });
    learn(hot, asked);
    expect(hot.find(asked)?.prepare()).not.toBeNull();
    expect(hot.find({ ...asked, variables: {} })?.prepare()).toBeNull();
    for (let i = 0; i < 100; i++) expect(hot.find(asked)).toBeNull();
    expect(hot.find(asked)?.prepare()).not.toBeNull();
  });

  it.each([
    '{ __schema { queryType { name } } }',
    '{ calculate { liquidityCascade: __typename } }',
    '{ runCalculator(slug: "price-impact") { outputs } }',
    'query($is: Boolean = true) { ... on Query @skip(if: $is) { runCalculator(slug: "price-impact") { outputs } } }',
    '{ episodes { run { outputs } } }',
  ])('that introspect or run calculators are executed: %s', (document) => {
    const hot = hotDocuments(schema);
    const asked = question(document);
    learn(hot, asked);
    expect(hot.find(asked)?.prepare()).toBeNull();
  });
});
