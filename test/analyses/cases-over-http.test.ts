/** Every checked case of every analysis over HTTP, by a query that selects every field of the answer. */
import { afterAll, beforeAll } from '@jest/globals';
import type { AnalysisName } from '../../src/analyses/analysis.ts';
import { ANALYSIS_BY_NAME } from '../../src/analyses/registry.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { everyCase } from './cases.ts';
import { wholeQuery } from './query.ts';

const schema = createSchema();
let service: TestService;
beforeAll(async () => {
  // Busy machines are slow, so the cases' time limits are not tested here: the tests of the pool cover them.
  service = await startTestService();
});
afterAll(() => service.stop());

everyCase(Object.keys(ANALYSIS_BY_NAME) as AnalysisName[], async (name, input) => {
  const { status, body } = await service.query(wholeQuery(schema, name), { input });
  const [error] = body.errors ?? [];
  if (error?.extensions.code === 'BAD_USER_INPUT' && error.extensions.problems) {
    return { problems: error.extensions.problems };
  }
  if (status !== 200 || error !== undefined) throw new Error(`HTTP ${status}: ${JSON.stringify(body.errors)}`);
  return { answer: body.data?.[name] };
});
