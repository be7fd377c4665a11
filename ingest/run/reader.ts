/** The worker thread that reads files alongside the run, exactly as the run itself would. */
import { parentPort, workerData } from 'node:worker_threads';
import { inspectGroup, type ReadingReply, type ReadingTask } from './reading.ts';
import { shareOf } from './shares.ts';

const { files, options, shares } = workerData as ReadingTask;
const share = shareOf(shares, files);
const reply = (message: ReadingReply) => parentPort?.postMessage(message);

try {
  while (share.wait()) {
    const taken = share.take();
    if (taken === null) continue; // the run took them first
    const found = await inspectGroup(taken.files, options, ({ candidates }) => {
      // Serialize at once: JSON takes a fraction of a page's memory, the rest is free for the next file.
      for (const candidate of candidates) candidate.page = JSON.stringify(candidate.page);
    });
    share.read(found);
    reply({ first: taken.first, found });
  }
} catch (error) {
  reply({ error });
}
