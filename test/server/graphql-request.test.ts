/** What a request over HTTP has to have, and what it is told if that is missing. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { page } from '../support/pages.ts';
import { startTestService, type TestService } from '../support/service.ts';

describe('a request over HTTP', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService([page('definition', 'a')]);
  });
  afterAll(() => service.stop());

  const get = (parameters: Record<string, string> | [string, string][]) =>
    fetch(`${service.url}/graphql?${new URLSearchParams(parameters)}`);
  const post = (body: string) =>
    fetch(`${service.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });

  // GraphQL over HTTP, "GET": setting operationName to the empty string is equivalent to omitting it.
  it('names no operation in a GET whose operationName is empty', async () => {
    for (const query of ['{ __typename }', 'query A { __typename }', '{ concept(slug: "a") { __typename } }']) {
      const [unnamed, empty] = await Promise.all([get({ query }), get({ query, operationName: '' })]);
      expect([empty.status, await empty.text()]).toEqual([200, await unnamed.text()]);
    }
    const two = await get({ query: 'query A { __typename } query B { __typename }', operationName: '' });
    expect(await two.json()).toMatchObject({ errors: [{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }] });
    const twice = await get([
      ['query', '{ __typename }'],
      ['operationName', ''],
      ['operationName', ''],
    ]);
    expect(twice.status).toBe(400);
  });

  const NONE = 'a request needs query, documentId or extensions.persistedQuery, but this one has none of them';
  it.each([
    ['null', 'the body must be a JSON object with query, but it is null'],
    ['5', 'the body must be a JSON object with query, but it is a number'],
    ['"{ __typename }"', 'the body must be a JSON object with query, but it is a string'],
    ['true', 'the body must be a JSON object with query, but it is a boolean'],
    ['[{"query":"{ __typename }"}]', 'the body must be one JSON object, not a list: requests cannot be batched'],
    ['{}', NONE],
    ['{"qeury":"{ __typename }"}', NONE],
    ['{"query":null}', NONE],
    ['{"query":""}', NONE],
    ['{"query":"","variables":{}}', NONE],
  ])('is told what is missing from the body %s', async (body, message) => {
    const response = await post(body);
    const refused = { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] };
    expect([response.status, await response.json()]).toEqual([400, refused]);
  });

  it('is told what is missing from the address', async () => {
    for (const parameters of [{}, { query: '' }, { variables: '{}' }] as Record<string, string>[]) {
      const response = await get(parameters);
      expect([response.status, await response.json()]).toEqual([
        400,
        { errors: [{ message: NONE, extensions: { code: 'BAD_REQUEST' } }] },
      ]);
    }
  });

  it('lets pages of other origins read when to try again', async () => {
    const { headers } = await post('{"query":"{ __typename }"}');
    expect(headers.get('access-control-expose-headers')?.split(', ')).toContain('retry-after');
  });
});
