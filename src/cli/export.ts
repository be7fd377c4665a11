/** `riskgraph export`: the graph in one of the formats, to a file or to standard output. */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { realpath, rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { attacherOf } from '../calculators/attach.ts';
import { CALCULATORS } from '../calculators/registry.ts';
import { UsageError } from '../errors.ts';
import { exportAs } from '../export/formats.ts';
import type { ExportName } from '../export/names.ts';
import { graphIn } from '../export/source.ts';
import { reasonOf } from '../reason.ts';
import { openExistingStore } from './existing-store.ts';
import { halfOfTheHeap } from './options.ts';
import { notice } from './terminal.ts';

export interface ExportFlags {
  store: string;
  format: ExportName;
  output?: string;
  site: string;
}

const INTERRUPTED = 130;

/**
 * Returns the exit status. The file is replaced only once the new one is complete.
 * @throws UsageError if there is nothing to export, or the file cannot be written.
 */
export async function exportCommand({ store: url, format, output, site }: ExportFlags): Promise<number> {
  const store = await openExistingStore(url);
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    if ((await store.state()).pages === 0) throw new UsageError('the graph is empty: ingest pages first');
    const open = () => graphIn(store, attacherOf(CALCULATORS), halfOfTheHeap());
    const { text } = await exportAs(format, { store, open, site: site.endsWith('/') ? site : `${site}/` });
    await (output === undefined ? print(text, interruption.signal) : save(text, output, interruption.signal));
    return 0;
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
    notice('interrupted: nothing was exported');
    return INTERRUPTED;
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    await store.close();
  }
}

async function print(text: AsyncIterable<string>, signal: AbortSignal): Promise<void> {
  try {
    await pipeline(text, process.stdout, { signal, end: false });
  } catch (error) {
    // The reader of the output may have closed the pipe.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
}

async function save(text: AsyncIterable<string>, output: string, signal: AbortSignal): Promise<void> {
  const kept = await stat(output).catch(() => null);
  try {
    // A pipe or a device cannot be replaced by renaming.
    if (kept !== null && !kept.isFile() && !kept.isDirectory()) {
      await pipeline(text, createWriteStream(output), { signal });
      return;
    }
    const path = kept === null ? output : await realpath(output);
    const partial = `${path}.${randomUUID()}.partial`;
    try {
      await pipeline(text, createWriteStream(partial, { flags: 'wx' }), { signal });
      await rename(partial, path);
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new UsageError(`--output ${output} cannot be written: ${reasonOf(error)}`, { cause: error });
  }
}
