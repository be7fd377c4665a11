/** Options of `ingest` that concern the sites it is given. */
import { type Command, InvalidArgumentError, Option } from 'commander';

export const CRAWL_DEFAULTS = { delay: 1, maxPages: 10_000, maxMegabytes: 1_000, maxMinutes: 360 };

export function addCrawlOptions(command: Command): void {
  command
    .addOption(
      new Option('--delay <seconds>', 'least pause between two requests to a site; its robots.txt may ask for more')
        .env('RISKGRAPH_DELAY')
        .argParser(between(0, 3_600))
        .default(CRAWL_DEFAULTS.delay),
    )
    .addOption(
      new Option('--max-pages <number>', 'pages of sites that one run visits; the next goes on behind them')
        .env('RISKGRAPH_MAX_PAGES')
        .argParser(between(1, 10_000_000))
        .default(CRAWL_DEFAULTS.maxPages),
    )
    .addOption(
      new Option('--max-megabytes <number>', 'what one run reads from sites')
        .env('RISKGRAPH_MAX_MEGABYTES')
        .argParser(between(1, 1_000_000))
        .default(CRAWL_DEFAULTS.maxMegabytes),
    )
    .addOption(
      new Option('--max-minutes <number>', 'how long one run fetches from sites')
        .env('RISKGRAPH_MAX_MINUTES')
        .argParser(between(1, 100_000))
        .default(CRAWL_DEFAULTS.maxMinutes),
    )
    .addOption(
      new Option(
        '--crawl-folder <folder>',
        'where copies of the pages of sites are kept, by default beside the store',
      ).env('RISKGRAPH_CRAWL_FOLDER'),
    )
    .addOption(
      new Option('--allow-private', 'crawl this machine and private networks, too').env('RISKGRAPH_ALLOW_PRIVATE'),
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
