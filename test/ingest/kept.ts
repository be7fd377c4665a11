/** What a store holds after ingesting files, as readers of its pages see it. */
import type { Report } from '../../ingest/run/report.ts';
import { type IngestOptions, ingest } from '../../ingest/run/run.ts';
import type { PageContent, WhereToRead } from '../../src/model/types.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { imageReads } from '../support/reads.ts';
import { NO_CALCULATORS, namesIn } from '../support/writing.ts';

export interface KeptPage extends PageContent {
  meaning: string | null;
  /** Kind and target of each statement. */
  relations: [string, string][];
}

export interface Kept {
  pages: KeptPage[];
  /** Each concept's name, by slug. */
  names: Map<string, string>;
  whereToRead: Map<string, WhereToRead | null>;
  /** Of the last run. */
  report: Report;
  /** Codes of the warnings of the last run. */
  warnings: string[];
}

type Options = Partial<IngestOptions>;

/** Ingests into an empty store, once and then once more for each further option set. */
export async function kept(
  locations: string | readonly string[],
  options: Options = {},
  ...more: [readonly string[], Options][]
): Promise<Kept> {
  const store = await openSqliteStore(':memory:');
  try {
    const first: [readonly string[], Options] = [[locations].flat(), options];
    const reports: Report[] = [];
    for (const [places, given] of [first, ...more]) {
      reports.push(
        await ingest({
          store,
          attacher: NO_CALCULATORS,
          locations: places,
          base: null,
          prune: false,
          dryRun: false,
          ...given,
        }),
      );
    }
    const report = reports.at(-1) as Report;
    const pages = (await store.readPages({ first: 10_000, after: null })).map(({ page }) => ({
      ...page,
      meaning: page.definitions.find(({ kind }) => kind === 'MEANING')?.text ?? null,
      relations: page.statements.map(({ kind, target }): [string, string] => [kind, target]),
    }));
    const graph = imageReads(store, NO_CALCULATORS);
    const names = new Map((await namesIn(graph)).map(({ slug, name }) => [slug, name]));
    const slugs = [...names.keys()];
    const found = await graph.whereToRead(slugs);
    const whereToRead = new Map(slugs.map((slug, i) => [slug, found[i] ?? null]));
    return {
      pages,
      names,
      whereToRead,
      report,
      warnings: report.pages.flatMap(({ warnings }) => warnings.map(({ code }) => code)),
    };
  } finally {
    await store.close();
  }
}
