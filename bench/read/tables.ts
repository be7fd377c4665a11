/** The tables of the report, in Markdown. */
import { quantile, table } from '../markdown.ts';
import { type Cells, cellOf, type Measurements } from './measure.ts';
import { type Draw, QUERIES, type Query } from './queries.ts';
import { BASES, type Server } from './servers.ts';

const MEGABYTE = 1e6;
const NONE = '–';

export function cpuTable(measured: Measurements, draw: Draw): string {
  const rows = [...measured].map(([contender, cells]) => [
    contender.server.title,
    whole(median(mixOf(answeredBy(contender.server), cells, draw))),
    ...QUERIES.map((query) => whole(median(cells.get(cellOf(query, draw))?.cpu ?? []))),
  ]);
  return table(['CPU a request [µs]', 'mix', ...QUERIES.map(({ id }) => id)], rows);
}

/** A table per measured baseline: each round's ratio to it, with median, smallest and largest. */
export function ratioTables(measured: Measurements, draw: Draw): string {
  const all = [...measured];
  const tables = BASES.flatMap((base) => {
    const [compared, cellsOfBase] = all.find(([{ server }]) => server.id === base.id) ?? [];
    const others = all.filter(([{ server }]) => server.id !== base.id && (server.isOverNeo4j || !base.isOfNeo4j));
    if (compared === undefined || cellsOfBase === undefined || others.length === 0) return [];
    const rows = others.map(([{ server }, cells]) => {
      const common = answeredBy(server, compared.server);
      return [
        server.title,
        ratio(mixOf(common, cells, draw), mixOf(common, cellsOfBase, draw)),
        ...QUERIES.map((query) => {
          const cell = cellOf(query, draw);
          return common.includes(query) ? ratio(cells.get(cell)?.cpu ?? [], cellsOfBase.get(cell)?.cpu ?? []) : NONE;
        }),
      ];
    });
    return [table([`CPU ÷ ${compared.server.title}`, 'mix', ...QUERIES.map(({ id }) => id)], rows)];
  });
  return tables.join('\n\n');
}

export function timeTable(measured: Measurements, draw: Draw): string {
  const rows = [...measured].map(([{ server }, cells]) => [
    server.title,
    ...QUERIES.map((query) => {
      const times = (cells.get(cellOf(query, draw))?.times ?? []).toSorted((a, b) => a - b);
      return times.length === 0 ? NONE : `${quantile(times, 0.5).toFixed(2)} / ${quantile(times, 0.99).toFixed(2)}`;
    }),
  ]);
  return table(['p50 / p99 [ms]', ...QUERIES.map(({ id }) => id)], rows);
}

export async function processTable(measured: Measurements): Promise<string> {
  const rows: string[][] = [];
  for (const { server, program, start, memory } of measured.keys()) {
    const now = await program.usage();
    rows.push([server.title, whole(start), ...[memory, now.memory, now.peak].map((bytes) => whole(bytes / MEGABYTE))]);
  }
  return table(['process', 'to the first answer [ms]', 'memory then [MB]', 'at the end [MB]', 'at most [MB]'], rows);
}

/** The queries that all of `servers` answer. */
function answeredBy(...servers: readonly Server[]): Query[] {
  return QUERIES.filter(({ id }) => servers.every(({ without }) => !(id in without)));
}

/** The weighted mean over some queries, one value per round [µs]. */
function mixOf(queries: readonly Query[], cells: Cells, draw: Draw): number[] {
  const weights = queries.reduce((sum, { weight }) => sum + weight, 0);
  const costs = queries.map((query) => ({
    share: query.weight / weights,
    cpu: cells.get(cellOf(query, draw))?.cpu ?? [],
  }));
  return (costs[0]?.cpu ?? []).map((_, round) =>
    costs.reduce((sum, { share, cpu }) => sum + share * (cpu[round] as number), 0),
  );
}

function ratio(some: readonly number[], base: readonly number[]): string {
  const ratios = some.map((value, i) => value / (base[i] as number)).sort((a, b) => a - b);
  if (ratios.length === 0) return NONE;
  return `${median(ratios).toFixed(2)} (${(ratios[0] as number).toFixed(2)}–${(ratios.at(-1) as number).toFixed(2)})`;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor((sorted.length - 1) / 2);
  return ((sorted[middle] ?? Number.NaN) + (sorted[sorted.length - 1 - middle] ?? Number.NaN)) / 2;
}

function whole(value: number): string {
  return Number.isNaN(value) ? NONE : Math.round(value).toLocaleString('en');
}
