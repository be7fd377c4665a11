/** The output of `bench:ingest`, in Markdown. */
import { quantile, table } from '../markdown.ts';
import type { Reads } from './beside.ts';
import type { Measured } from './runs.ts';

const MEGABYTE = 1e6;
const SECOND = 1e6;

export function rateTable(measured: readonly Measured[]): string {
  const rows = measured.flatMap(({ store, runs }) =>
    runs.map(({ title, pages, seconds, cpu, serverCpu, peak }) => [
      `${pages} ${title} into ${store}`,
      Math.round(pages / seconds),
      Math.round((pages * SECOND) / cpu),
      (cpu / pages / 1000).toFixed(2),
      serverCpu === 0 ? '–' : (serverCpu / pages / 1000).toFixed(2),
      Math.round(peak / MEGABYTE),
    ]),
  );
  return table(
    ['pages', 'a second', 'a CPU second of ours', 'CPU a page, ours [ms]', 'the server’s [ms]', 'memory at most [MB]'],
    rows.map((row) => row.map(String)),
  );
}

export function besideTable(measured: readonly Measured[]): string {
  const rows = measured.flatMap(({ store, runs, alone, beside }) => {
    const title = `${runs[0]?.pages} pages in ${store}`;
    return [
      [`${title}, alone`, ...readsOf(alone)],
      [`${title}, while all are replaced`, ...readsOf(beside)],
    ];
  });
  const blocks = ['longest block of the event loop [ms]', 'longest turn [ms of CPU]'];
  return table(['reads of the mix', 'requests', 'p50 [ms]', 'p99 [ms]', ...blocks], rows);
}

function readsOf({ times, longestBlock, longestTurn }: Reads): string[] {
  const sorted = times.toSorted((a, b) => a - b);
  const figures = [quantile(sorted, 0.5), quantile(sorted, 0.99), longestBlock, longestTurn];
  return [String(times.length), ...figures.map((figure) => figure.toFixed(1))];
}
