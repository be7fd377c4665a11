/** The thread that reads files beside the run: one after the other, each as the run itself would. */
import { parentPort, workerData } from 'node:worker_threads';
import { inspect } from './candidates.ts';
import type { ReadingOptions } from './read-file.ts';
import type { ReadingReply, ReadingTask } from './reading.ts';

const reply = (message: ReadingReply) => parentPort?.postMessage(message);
let last: Promise<void> = Promise.resolve();

parentPort?.on('message', ({ place, file }: ReadingTask) => {
  last = last.then(async () => {
    try {
      reply({ place, inspected: await inspect(file, workerData as ReadingOptions) });
    } catch (error) {
      reply({ place, error });
    }
  });
});
