/** Options of `ingest` for sites. */
import { type Command, InvalidArgumentError, Option } from 'commander';

export const CRAWL_DEFAULTS = { delay: 1, maxPages: 10_000, maxMegabytes: 1_000, maxMinutes: 360 };

export function addCrawlOptions(command: Command): void {
  command
    .addOption(
      new Option('--delay <seconds>', 'minimum pause between two requests to a site; its robots.txt may ask for more')
        .env('RISKGRAPH_DELAY')
        .argParser(between(0, 3_600))
        .default(CRAWL_DEFAULTS.delay),
    )
    .addOption(
      new Option(
        '--max-pages <number>',
        'maximum number of pages that one run visits; the next run continues from there',
      )
        .env('RISKGRAPH_MAX_PAGES')
        .argParser(between(1, 10_000_000))
        .default(CRAWL_DEFAULTS.maxPages),
    )
    .addOption(
      new Option('--max-megabytes <number>', 'maximum amount that one run downloads')
        .env('RISKGRAPH_MAX_MEGABYTES')
        .argParser(between(1, 1_000_000))
        .default(CRAWL_DEFAULTS.maxMegabytes),
    )
    .addOption(
      new Option('--max-minutes <number>', 'maximum time that one run spends downloading')
        .env('RISKGRAPH_MAX_MINUTES')
        .argParser(between(1, 100_000))
        .default(CRAWL_DEFAULTS.maxMinutes),
    )
    .addOption(
      new Option(
        '--crawl-folder <folder>',
        'where copies of downloaded pages are kept (default: next to the store)',
      ).env('RISKGRAPH_CRAWL_FOLDER'),
    )
    .addOption(
      new Option('--allow-private', 'allow crawling of this machine and private networks').env(
        'RISKGRAPH_ALLOW_PRIVATE',
      ),
    );
}

function between(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= least && value <= most)) {
      throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
    }
    return value;
  };
}
