/** The command line: reads arguments and environment, runs one command, and ends with its status. */
import { Command, CommanderError, Option } from 'commander';
import { addAnalyseCommands } from './cli/analyse/commands.ts';
import { addCrawlOptions } from './cli/crawl-options.ts';
import {
  changeCount,
  columnNames,
  demoOption,
  languageTag,
  memoryOption,
  portNumber,
  readSwitches,
  siteAddress,
  storeOption,
  timeLimitOption,
  wholeSeconds,
} from './cli/options.ts';
import { notice, result } from './cli/terminal.ts';
import { StoreUnavailable, UsageError } from './errors.ts';
import { EXPORT_NAMES } from './export/names.ts';
import { packageVersion } from './package-root.ts';

// Each command loads what it needs when it runs: a calculation waits for no server.
const program = new Command('riskgraph')
  .description('A GraphQL knowledge graph of linked market-risk terms.')
  .version(packageVersion())
  .exitOverride()
  .hook('preAction', (_, command) => readSwitches(command))
  .showHelpAfterError('(riskgraph --help lists the commands)');

const ingest = program
  .command('ingest')
  .description(
    'read glossaries into the store: pages (.md, .markdown, .mdx, .txt, .html, .htm, .xhtml), SKOS (.ttl, .nt, .rdf, .jsonld), ' +
      'DefinedTerm (.jsonld, or in pages), tables (.csv, .tsv), our own export (.ndjson); or those of a site',
  )
  .argument('<folder, file or address...>', 'where the files are, or a site such as https://glossary.example/')
  .addOption(storeOption())
  .addOption(new Option('--report <file>', 'write what happened to each page as JSON').env('RISKGRAPH_REPORT'))
  .addOption(new Option('--dry-run', 'say what would change, and change nothing').env('RISKGRAPH_DRY_RUN'))
  .addOption(
    new Option('--history <changes>', 'how many changes of pages the store keeps, by default 10,000; the oldest go')
      .env('RISKGRAPH_HISTORY')
      .argParser(changeCount),
  )
  .addOption(new Option('--prune', 'remove pages of the same sites that are not there any more').env('RISKGRAPH_PRUNE'))
  .addOption(
    new Option('--base <url>', 'site of the pages that say no address of their own')
      .env('RISKGRAPH_BASE')
      .argParser(siteAddress),
  )
  .addOption(
    new Option('--language <tag>', 'language of names and texts where a file has several, by default en')
      .env('RISKGRAPH_LANGUAGE')
      .argParser(languageTag),
  )
  .addOption(
    new Option('--columns <what=name,...>', 'columns of a table, such as term=Begriff,definition=Erklärung')
      .env('RISKGRAPH_COLUMNS')
      .argParser(columnNames),
  )
  .addOption(new Option('--verbose', 'print a line for each page').env('RISKGRAPH_VERBOSE'));
addCrawlOptions(ingest);
ingest.action(async (locations: string[], flags) => {
  const { ingestCommand } = await import('./cli/ingest.ts');
  process.exitCode = await ingestCommand(locations, flags);
});

program
  .command('serve')
  .description('serve the graph')
  .addOption(storeOption())
  .addOption(new Option('--host <name>', 'address to listen on').env('RISKGRAPH_HOST').default('127.0.0.1'))
  .addOption(
    new Option('--port <number>', 'port to listen on').env('RISKGRAPH_PORT').default(4000).argParser(portNumber),
  )
  .addOption(memoryOption())
  .addOption(timeLimitOption())
  .addOption(demoOption())
  .addOption(
    new Option('--federation', 'be a subgraph of Apollo Federation 2: _service and _entities').env(
      'RISKGRAPH_FEDERATION',
    ),
  )
  .addOption(
    new Option('--public-url <url>', 'where readers reach the pages, by default at the address they ask for')
      .env('RISKGRAPH_PUBLIC_URL')
      .argParser(siteAddress),
  )
  .addOption(new Option('--mcp', 'give agents its tools at /mcp too').env('RISKGRAPH_MCP'))
  .addOption(new Option('--log-requests', 'log a line for each request').env('RISKGRAPH_LOG_REQUESTS'))
  .addOption(new Option('--telemetry', 'send traces by OpenTelemetry').env('RISKGRAPH_TELEMETRY'))
  .addOption(
    new Option('--max-age <seconds>', 'how long browsers and CDNs may keep the answer to a GET without asking again')
      .env('RISKGRAPH_MAX_AGE')
      .argParser(wholeSeconds)
      .default(0),
  )
  .addOption(
    new Option('--documents <file>', 'manifest of documents that requests may name by their ids').env(
      'RISKGRAPH_DOCUMENTS',
    ),
  )
  .addOption(
    new Option('--only-documents', 'answer clients the documents of the manifest and no others').env(
      'RISKGRAPH_ONLY_DOCUMENTS',
    ),
  )
  .addOption(new Option('--uncompressed', 'send answers as they are').env('RISKGRAPH_UNCOMPRESSED'))
  .addOption(
    new Option('--uncompiled', 'execute every document: those that come again are compiled otherwise').env(
      'RISKGRAPH_UNCOMPILED',
    ),
  )
  .addOption(new Option('--hide-schema', 'answer no introspection and suggest no names').env('RISKGRAPH_HIDE_SCHEMA'))
  .action(async (flags) => {
    const { serveCommand } = await import('./cli/serve.ts');
    process.exitCode = await serveCommand(flags);
  });

program
  .command('calculate')
  .description('run one calculator and print its parameters, outputs and warnings as JSON')
  .argument('<slug>', 'the calculator, such as liquidation-cascade')
  .addOption(
    new Option('--parameters <file>', 'JSON file of parameters, - for standard input, or the JSON itself').env(
      'RISKGRAPH_PARAMETERS',
    ),
  )
  .addOption(
    new Option(
      '--csv <list=file...>',
      'CSV file of a list, such as positions=book.csv; its header row has the names of the fields',
    ),
  )
  .action(async (slug: string, flags) => {
    const { calculateCommand } = await import('./cli/calculate.ts');
    process.exitCode = await calculateCommand(slug, flags);
  });

addAnalyseCommands(program);

program
  .command('episodes')
  .description('print what the models answer to documented crashes: a table on a terminal, else JSON')
  .argument('[slug]', 'one of them with all its figures, such as flash-crash-2010')
  .addOption(new Option('--json', 'print JSON on a terminal too'))
  .action(async (slug: string | undefined, flags) => {
    const { episodesCommand } = await import('./cli/episodes.ts');
    process.exitCode = episodesCommand(slug, flags);
  });

program
  .command('export')
  .description('write the graph to a file or to standard output; NDJSON has all of it and can be ingested')
  .addOption(storeOption())
  .addOption(
    new Option('--format <name>', 'one of the formats')
      .env('RISKGRAPH_FORMAT')
      .choices(EXPORT_NAMES)
      .makeOptionMandatory(),
  )
  .addOption(new Option('--output <file>', 'the file, by default standard output').env('RISKGRAPH_OUTPUT'))
  .addOption(
    new Option('--site <url>', 'address of the service, under which RDF names the concepts')
      .env('RISKGRAPH_SITE')
      .argParser(siteAddress)
      .default('https://riskgraph.example/'),
  )
  .action(async (flags) => {
    const { exportCommand } = await import('./cli/export.ts');
    process.exitCode = await exportCommand(flags);
  });

program
  .command('mcp')
  .description('give agents its tools by the Model Context Protocol, on standard input and output')
  .addOption(storeOption())
  .addOption(memoryOption())
  .addOption(timeLimitOption())
  .addOption(demoOption())
  .action(async (flags) => {
    const { mcpCommand } = await import('./cli/mcp.ts');
    process.exitCode = await mcpCommand(flags);
  });

program
  .command('duplicates')
  .description('list concepts whose names are so alike that an editor should look')
  .addOption(storeOption())
  .addOption(new Option('--json', 'print JSON'))
  .action(async (flags) => {
    const { duplicatesCommand } = await import('./cli/duplicates.ts');
    process.exitCode = await duplicatesCommand(flags);
  });

program
  .command('verify')
  .description('check that the store is sound')
  .addOption(storeOption())
  .action(async (flags) => {
    const { verifyCommand } = await import('./cli/verify.ts');
    process.exitCode = await verifyCommand(flags);
  });

program
  .command('schema')
  .description('print the GraphQL schema')
  .addOption(new Option('--federation', 'as a subgraph has it, to compose with others').env('RISKGRAPH_FEDERATION'))
  .action(async (flags: { federation?: boolean }) => {
    const { typeDefinitions } = await import('./graphql/schema.ts');
    result(typeDefinitions(flags).trimEnd());
  });

// Whoever reads the output may stop reading.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

// An empty variable is one that is not set.
for (const [name, value] of Object.entries(process.env)) {
  if (name.startsWith('RISKGRAPH_') && value === '') delete process.env[name];
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode;
  } else {
    const known = error instanceof UsageError || error instanceof StoreUnavailable;
    notice(known ? error.message : `riskgraph failed: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
