/** Every checked case of every calculator over HTTP: answers and refusals are the same as those of `runCalculator`. */
import { afterAll, beforeAll } from '@jest/globals';
import { type Answer, startTestService, type TestService } from '../support/service.ts';
import { everyCase, jsonText, type Outcome } from './every-case.ts';

const QUERY = `query ($slug: String!, $parameters: JSON) {
  runCalculator(slug: $slug, parameters: $parameters) { parameters outputs warnings { code } }
}`;

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

everyCase(async ({ slug }, parameters): Promise<Outcome> => {
  const response = await fetch(`${service.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    // As text rather than an object, so that 1e999 arrives as written.
    body: `{"query": ${JSON.stringify(QUERY)}, "variables": {"slug": "${slug}", "parameters": ${jsonText(parameters)}}}`,
  });
  const { data, errors } = (await response.json()) as Answer['body'];
  if (response.status !== 200) throw new Error(`HTTP ${response.status}: ${JSON.stringify(errors)}`);
  if (errors === undefined) return data?.runCalculator as Outcome;
  const [error] = errors;
  if (error?.extensions.code !== 'BAD_USER_INPUT') throw new Error(JSON.stringify(errors));
  return { problems: error.extensions.problems ?? [] };
});
