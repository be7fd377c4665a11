/** The output of `bench:read`, in Markdown. */
import { cellOf, type Measurements } from './measure.ts';
import { DRAWS, QUERIES, type Query } from './queries.ts';
import { cpuTable, processTable, ratioTables, timeTable } from './tables.ts';

/** @param run - its size, and how many answers were compared. */
export async function report(
  measured: Measurements,
  run: { concepts: number; rounds: number; count: number; compared: number },
): Promise<string> {
  const parts = [
    `${run.concepts} concepts, ${run.concepts * 27} relations; ${run.rounds} rounds of ${run.count} requests, one at a time. ` +
      `Medians of the rounds; of ratios the least and the greatest too. ${run.compared} answers were found equal first.`,
    QUERIES.map((query) => describe(query, measured)).join('\n'),
  ];
  for (const draw of DRAWS) {
    parts.push(`## Concepts drawn ${draw === 'uniform' ? 'alike' : 'by popularity'}`);
    parts.push(cpuTable(measured, draw), ratioTables(measured, draw), timeTable(measured, draw));
  }
  for (const { server } of measured.keys()) {
    for (const [id, reason] of Object.entries(server.without)) parts.push(`${server.title} has no ${id}: ${reason}.`);
  }
  parts.push('## Processes', await processTable(measured));
  return parts.filter((part) => part !== '').join('\n\n');
}

function describe(query: Query, measured: Measurements): string {
  const [cells] = measured.values();
  const of = DRAWS.flatMap((draw) => cells?.get(cellOf(query, draw)) ?? []);
  const bytes = of.reduce((sum, cell) => sum + cell.bytes, 0) / of.reduce((sum, cell) => sum + cell.times.length, 0);
  return `- ${query.id}, ${Math.round(query.weight * 100)} %: ${query.title}, ${(bytes / 1000).toFixed(1)} kB`;
}
