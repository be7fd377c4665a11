/** The whole service on a free port, over a store that counts its calls. */

import { attacherOf } from '../../src/calculators/attach.ts';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import type { Log } from '../../src/log.ts';
import type { PageContent } from '../../src/model/types.ts';
import { type Service, type ServiceOptions, startService } from '../../src/server/server.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { write } from './writing.ts';

export interface TestService extends Service {
  store: Store;
  /** Names of the store reads since the last `forget`. */
  calls: string[];
  /** Everything logged as an error. */
  errors: unknown[];
  /** Posts a query; resolves to HTTP status and parsed body. */
  query(document: string, variables?: object, extensions?: object): Promise<Answer>;
}

export interface Answer {
  status: number;
  body: { data?: Record<string, unknown> | null; errors?: GraphqlFault[]; extensions?: Record<string, unknown> };
}

export interface GraphqlFault {
  message: string;
  path?: (string | number)[];
  extensions: { code: string; problems?: { parameter: string; code: string; message: string }[] };
}

/** Generous time limit and idle timeout of connections, for busy machines [ms]; tests about these set their own. */
const AMPLE_MS = 120_000;

export async function startTestService(
  pages: readonly PageContent[] = [],
  change: (store: Store) => Store = (store) => store,
  options: Partial<ServiceOptions> = {},
): Promise<TestService> {
  const opened = await openSqliteStore(':memory:');
  if (pages.length > 0) await write(opened, pages, { attacher: attacherOf(CALCULATORS) });
  const calls: string[] = [];
  const errors: unknown[] = [];
  const log: Log = { info() {}, warn() {}, error: (error) => errors.push(error) };
  const store = change(counted(opened, calls));
  const limits = { timeLimit: AMPLE_MS, readerTimeout: AMPLE_MS };
  const service = await startService({ store, host: '127.0.0.1', port: 0, log, ...limits, ...options });
  return {
    ...service,
    store,
    calls,
    errors,
    async query(document, variables, extensions) {
      const response = await fetch(`${service.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: document, variables, extensions }),
      });
      return { status: response.status, body: (await response.json()) as Answer['body'] };
    },
    async stop() {
      await service.stop();
      await opened.close();
    },
  };
}

/** `store` with each call recorded. */
function counted(store: Store, calls: string[]): Store {
  return new Proxy(store, {
    get(target, name: keyof Store) {
      if (name === 'reads') return target.reads;
      const method = target[name] as (...given: unknown[]) => unknown;
      return (...given: unknown[]) => {
        // These follow the graph by the clock, not for a request.
        if (name !== 'state' && name !== 'changes') calls.push(name);
        return method.apply(target, given);
      };
    },
  });
}
