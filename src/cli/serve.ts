/** `riskgraph serve`: the service until it is told to stop. */
import { join } from 'node:path';
import { ingest } from '../../ingest/run.ts';
import { attacherOf } from '../calculators/attach.ts';
import { CALCULATORS } from '../calculators/registry.ts';
import { jsonLog } from '../log.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import { startService } from '../server/server.ts';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import { notice } from './terminal.ts';

export interface ServeFlags {
  store: string;
  host: string;
  port: number;
  demo?: boolean;
}

/** Answers the exit status, once the service has ended. */
export async function serveCommand(flags: ServeFlags): Promise<number> {
  const log = jsonLog();
  const store = await openStore(flags.store);
  try {
    if (flags.demo) await fillEmpty(store);
    await attachCurrent(store).catch((error: Error) =>
      log.warn(`calculators were not attached anew: ${error.message}`),
    );
    const service = await startService({ store, host: flags.host, port: flags.port, log });
    notice(`Riskgraph  ${service.url}/`);
    notice(`GraphQL    ${service.url}/graphql`);
    notice(`Explorer   ${service.url}/explorer`);
    const status = await untilToldToStop(log.error);
    await service.stop();
    return status;
  } finally {
    await store.close();
  }
}

/** Fills an empty store with the bundled glossary. */
async function fillEmpty(store: Store): Promise<void> {
  if ((await store.statistics()).pages > 0) return;
  const { totals } = await ingest({
    store,
    attacher: attacherOf(CALCULATORS),
    locations: [join(PACKAGE_ROOT, 'ingest', 'glossary')],
    base: null,
    prune: false,
    dryRun: false,
  });
  notice(`ingested the bundled glossary: ${totals.added} pages`);
}

/** A graph filled by another version of this program gets this one's calculators. */
async function attachCurrent(store: Store): Promise<void> {
  const attacher = attacherOf(CALCULATORS);
  if ((await store.attachedDigest()) !== attacher.digest) await store.attachCalculators(attacher);
}

/** The first signal asks for an orderly end, a second one ends at once; an error that nothing caught ends with status 1. */
function untilToldToStop(logError: (error: unknown) => void): Promise<number> {
  return new Promise((resolve) => {
    let isStopping = false;
    const stop = (status: number) => {
      if (isStopping) process.exit(1);
      isStopping = true;
      resolve(status);
    };
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(0));
    for (const event of ['uncaughtException', 'unhandledRejection']) {
      process.once(event, (error: unknown) => {
        logError(error);
        stop(1);
      });
    }
  });
}
