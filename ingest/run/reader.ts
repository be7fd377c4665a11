/** The thread that reads files beside the run, each as the run itself would. */
import { parentPort, workerData } from 'node:worker_threads';
import { inspectGroup, type ReadingReply, type ReadingTask } from './reading.ts';
import { shareOf } from './shares.ts';

const { files, options, shares } = workerData as ReadingTask;
const share = shareOf(shares, files);
const reply = (message: ReadingReply) => parentPort?.postMessage(message);

try {
  while (share.wait()) {
    const taken = share.take();
    if (taken === null) continue; // the run was faster
    const found = await inspectGroup(taken.files, options, ({ candidates }) => {
      // At once: a text takes a fraction of the memory of a page, and nothing of that is left when the next one is read.
      for (const candidate of candidates) candidate.page = JSON.stringify(candidate.page);
    });
    share.read(found);
    reply({ first: taken.first, found });
  }
} catch (error) {
  reply({ error });
}
