/** The rows of the README's "Measured" table, from the output of the benches. */
import { column, type Printed } from './printed-tables.ts';

/** The tables that each bench printed. */
export type Tables = Readonly<Record<'search' | 'calculators' | 'read' | 'ingest', readonly Printed[]>>;

/** Titles of the servers that ours is compared with, as `bench:read` prints them. */
const PEERS = [
  'Apollo Server, standalone, in memory',
  'Mercurius with graphql-jit, in memory',
  'node:http, answers made beforehand',
];
const EXACT = /^(?:exact|upper case|without accents|hyphens turned|plural)/;
const OURS = /^Riskgraph on SQLite$/;

/** @param concepts - the size of the glossary, formatted. */
export function readmeRows({ search, calculators, read, ingest }: Tables, concepts: string): string[][] {
  const least = (name: string, first: RegExp) => extreme(Math.min, column(search, name, first));
  const most = (name: string, first: RegExp) => extreme(Math.max, column(search, name, first));
  const times = (first: RegExp) => `${most('p50 [ms]', first)} and ${most('p99 [ms]', first)} ms`;
  const editor = (name: string) => column(search, name, /^first occurrences$/)[0];
  const memory = (first: RegExp) => column(read, 'memory then [MB]', first)[0];
  const pages = (name: string, what: string) => column(ingest, name, new RegExp(`^\\d+ ${what} into SQLite$`))[0];
  const cpu = ['new', 'replaced', 'unchanged'].map((what) => pages('CPU a page, ours [ms]', what));
  return [
    ['`suggest`: an exact name, other name or abbreviation first', least('synthetic', EXACT), 'bench:search'],
    [
      'the right term among the first eight, full name with one typing error, worst kind',
      least('synthetic', /, typed in full$/),
      '',
    ],
    ['the same with 70 % typed, worst kind', least('synthetic', /, 70 % typed$/), ''],
    [`\`suggest\` at ${concepts} concepts, slowest kind, median and p99`, times(/typed|^exact|^word order$/), ''],
    ['`search`: the concept with that exact name first', least('first', /^a name$/), ''],
    [`\`search\` for a name at ${concepts} concepts, median and p99`, times(/^a name$/), ''],
    ['`annotate`, 10,000 characters, median', `${most('p50 [ms]', /^10000$/)} ms`, ''],
    ['`annotate` and an editor, precision and recall', `${editor('precision')} and ${editor('recall')}`, ''],
    [
      'each calculator with its first example',
      `at most ${extreme(Math.max, column(calculators, 'defaults', /./))} ms`,
      'bench:calculators',
    ],
    ...PEERS.map((title, i) => [
      `CPU of a read of the mix at ${concepts} concepts ÷ ${title}: concepts drawn alike, by popularity`,
      column(read, 'mix', OURS, `CPU ÷ ${title}`).join(' and '),
      i === 0 ? 'bench:read' : '',
    ]),
    ['memory at the first answer; of Apollo Server', `${memory(OURS)} and ${memory(/^Apollo/)} MB`, ''],
    ['CPU of `ingest` a page of 17 kB into SQLite: new, replaced, unchanged', `${cpu.join(', ')} ms`, 'bench:ingest'],
    ['new pages a second into SQLite', `${pages('a second', 'new')}`, ''],
  ].map(([what = '', figure = '', bench]) => [what, figure, bench ? `\`npm run ${bench}\`` : '']);
}

/** Over the cells that are numbers. */
function extreme(of: (...values: number[]) => number, cells: readonly string[]): string {
  return String(of(...cells.map(Number).filter((value) => !Number.isNaN(value))));
}
