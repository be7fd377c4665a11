/** The command line: reads arguments and environment, runs one command, and exits with its status. */
import { Command, CommanderError, Option } from 'commander';
import { addAnalyseCommands } from './cli/analyse/commands.ts';
import { fromCsvOption } from './cli/analyse/flags.ts';
import { listed, parameter } from './cli/analyse/specs.ts';
import { addCrawlOptions } from './cli/crawl-options.ts';
import { JSON_WAYS } from './cli/json-input.ts';
import {
  changeCount,
  columnNames,
  demoOption,
  languageTag,
  memoryOption,
  portNumber,
  readSwitches,
  serviceAddress,
  siteAddress,
  storeOption,
  timeLimitOption,
  wholeSeconds,
} from './cli/options.ts';
import { notice, result } from './cli/terminal.ts';
import { addTermCommands } from './cli/terms/commands.ts';
import { StoreUnavailable, UsageError } from './errors.ts';
import { EXPORT_NAMES, exportNameOf } from './export/names.ts';
import { packageVersion } from './package-root.ts';
import { reasonOf } from './reason.ts';

/** How long a finished command may take to exit by itself. */
const LAST_MS = 500;

// Each command imports what it needs when it runs, so a calculation does not load the server.
const program = new Command('riskgraph')
  .helpCommand(false)
  .description('A GraphQL knowledge graph of linked market-risk terms.')
  .version(packageVersion())
  .exitOverride()
  .hook('preAction', (_, command) => readSwitches(command))
  .showHelpAfterError('(riskgraph --help lists the commands)');

const ingest = program
  .command('ingest')
  .description(
    'read glossaries into the store: pages (.md, .markdown, .mdx, .txt, .html, .htm, .xhtml), SKOS (.ttl, .nt, .rdf, .jsonld), ' +
      'DefinedTerm (.jsonld, or in pages), tables (.csv, .tsv) and exports of Riskgraph (.ndjson), or the pages of a website',
  )
  .argument('<folder, file or address...>', 'folders and files to read, or websites such as https://glossary.example/')
  .addOption(storeOption())
  .addOption(new Option('--report <file>', 'write a JSON report of what happened to each page').env('RISKGRAPH_REPORT'))
  .addOption(new Option('--dry-run', 'show what would change without changing anything').env('RISKGRAPH_DRY_RUN'))
  .addOption(
    new Option(
      '--history <changes>',
      'number of page changes that the store keeps (default: 10,000); the oldest are dropped',
    )
      .env('RISKGRAPH_HISTORY')
      .argParser(changeCount),
  )
  .addOption(new Option('--prune', 'remove pages of the same sites that no longer exist').env('RISKGRAPH_PRUNE'))
  .addOption(
    new Option('--base <url>', 'site address for pages that do not state their own address')
      .env('RISKGRAPH_BASE')
      .argParser(siteAddress),
  )
  .addOption(
    new Option('--language <tag>', 'language of names and texts if a file has several (default: en)')
      .env('RISKGRAPH_LANGUAGE')
      .argParser(languageTag),
  )
  .addOption(
    new Option('--columns <what=name,...>', 'columns of a table, such as term=Begriff,definition=Erklärung')
      .env('RISKGRAPH_COLUMNS')
      .argParser(columnNames),
  )
  .addOption(new Option('--verbose', 'print one line per page').env('RISKGRAPH_VERBOSE'));
addCrawlOptions(ingest);
ingest.action(async (locations: string[], flags) => {
  const { ingestCommand } = await import('./cli/ingest.ts');
  process.exitCode = await ingestCommand(locations, flags);
});

program
  .command('serve')
  .description('serve the graph over HTTP: GraphQL, explorer, widget and pages for readers')
  .addOption(storeOption())
  .addOption(new Option('--host <name>', 'address to listen on').env('RISKGRAPH_HOST').default('127.0.0.1'))
  .addOption(
    new Option('--port <number>', 'port to listen on').env('RISKGRAPH_PORT').default(4000).argParser(portNumber),
  )
  .addOption(memoryOption())
  .addOption(timeLimitOption())
  .addOption(demoOption())
  .addOption(
    new Option('--federation', 'serve an Apollo Federation 2 subgraph, with _service and _entities').env(
      'RISKGRAPH_FEDERATION',
    ),
  )
  .addOption(
    new Option('--public-url <url>', 'address at which readers reach the service (default: the host they request)')
      .env('RISKGRAPH_PUBLIC_URL')
      .argParser(serviceAddress),
  )
  .addOption(
    new Option('--mcp', 'also serve the tools for agents (Model Context Protocol) at /mcp').env('RISKGRAPH_MCP'),
  )
  .addOption(new Option('--log-requests', 'log each request').env('RISKGRAPH_LOG_REQUESTS'))
  .addOption(new Option('--telemetry', 'send traces with OpenTelemetry').env('RISKGRAPH_TELEMETRY'))
  .addOption(
    new Option(
      '--max-age <seconds>',
      'how long browsers and CDNs may cache the response to a GET without revalidating it',
    )
      .env('RISKGRAPH_MAX_AGE')
      .argParser(wholeSeconds)
      .default(0),
  )
  .addOption(
    new Option('--documents <file>', 'manifest of documents that requests may refer to by id').env(
      'RISKGRAPH_DOCUMENTS',
    ),
  )
  .addOption(
    new Option('--only-documents', 'accept only the documents in the manifest').env('RISKGRAPH_ONLY_DOCUMENTS'),
  )
  .addOption(new Option('--uncompressed', 'do not compress responses').env('RISKGRAPH_UNCOMPRESSED'))
  .addOption(
    new Option('--uncompiled', 'do not compile documents that are requested repeatedly').env('RISKGRAPH_UNCOMPILED'),
  )
  .addOption(
    new Option('--hide-schema', 'turn off introspection and the suggestion of names in errors').env(
      'RISKGRAPH_HIDE_SCHEMA',
    ),
  )
  .action(async (flags) => {
    const { serveCommand } = await import('./cli/serve.ts');
    process.exitCode = await serveCommand(flags);
  });

const calculate = program
  .command('calculate')
  .description('run one calculator and print its parameters, outputs and warnings as JSON')
  .usage('[options] <slug>')
  .argument('[slug]', 'the calculator, such as liquidation-cascade; --help after it lists its parameters')
  .addOption(new Option('--parameters <file>', `parameters as JSON: ${JSON_WAYS}`).env('RISKGRAPH_PARAMETERS'))
  .addOption(new Option('--set <name=value>', 'one parameter, such as shock=0.1; may be repeated').argParser(parameter))
  .addOption(fromCsvOption('--csv, --from-csv'))
  .addOption(
    new Option(
      '--output <selector>',
      'print only these outputs, such as finalPrice or priceSeries.max; may be repeated, or list several',
    ).argParser(listed),
  )
  // Commander's own help cannot wait for the calculators to load.
  .helpOption(false)
  .option('-h, --help', 'display help for command')
  .action(async (slug: string | undefined, { help, ...flags }) => {
    const { calculatorLines, helpOn } = await import('./cli/calculator-help.ts');
    if (help) return result(`${calculate.helpInformation()}\n${helpOn(slug)}`);
    if (slug === undefined)
      return calculate.error(`error: missing required argument 'slug', one of\n${calculatorLines()}`);
    const { calculateCommand } = await import('./cli/calculate.ts');
    process.exitCode = await calculateCommand(slug, flags);
  });

const analyse = addAnalyseCommands(program);

addTermCommands(program);

program
  .command('episodes')
  .description('compare the models with documented crashes: a table on a terminal, otherwise JSON')
  .argument('[slug]', 'show one crash with all its figures, such as flash-crash-2010')
  .addOption(new Option('--json', 'print JSON even on a terminal'))
  .action(async (slug: string | undefined, flags) => {
    const { episodesCommand } = await import('./cli/episodes.ts');
    process.exitCode = episodesCommand(slug, flags);
  });

const exporting = program
  .command('export')
  .description('write the graph to a file or to standard output; NDJSON is lossless and can be ingested again')
  .addOption(storeOption())
  .addOption(
    new Option('--format <name>', 'output format (default: by the ending of --output)')
      .env('RISKGRAPH_FORMAT')
      .choices(EXPORT_NAMES),
  )
  .addOption(new Option('--output <file>', 'output file (default: standard output)').env('RISKGRAPH_OUTPUT'))
  .addOption(
    new Option('--site <url>', 'address of the service, used to name concepts in RDF')
      .env('RISKGRAPH_SITE')
      .argParser(siteAddress)
      .default('https://riskgraph.example/'),
  )
  .action(async ({ format, output, ...flags }) => {
    const named = output === undefined ? undefined : exportNameOf(output);
    if (format === undefined && named === undefined) {
      const why = output === undefined ? '' : `, because the ending of --output ${output} names no format`;
      return exporting.error(`error: --format must be given${why}: one of ${EXPORT_NAMES.join(', ')}`);
    }
    if (format !== undefined && named !== undefined && format !== named) {
      return exporting.error(
        `error: --format ${format} contradicts the ending of --output ${output}, which is ${named}`,
      );
    }
    const { exportCommand } = await import('./cli/export.ts');
    process.exitCode = await exportCommand({ ...flags, format: format ?? named, output });
  });

program
  .command('mcp')
  .description('serve tools for agents (Model Context Protocol) on standard input and output')
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
  .description('list concepts whose names are so similar that an editor should check them')
  .addOption(storeOption())
  .addOption(new Option('--json', 'print JSON'))
  .action(async (flags) => {
    const { duplicatesCommand } = await import('./cli/duplicates.ts');
    process.exitCode = await duplicatesCommand(flags);
  });

program
  .command('verify')
  .description('check the integrity of the store')
  .addOption(storeOption())
  .action(async (flags) => {
    const { verifyCommand } = await import('./cli/verify.ts');
    process.exitCode = await verifyCommand(flags);
  });

program
  .command('schema')
  .description('print the GraphQL schema')
  .addOption(new Option('--federation', 'print it as an Apollo Federation 2 subgraph').env('RISKGRAPH_FEDERATION'))
  .action(async (flags: { federation?: boolean }) => {
    const { typeDefinitions } = await import('./graphql/schema.ts');
    result(typeDefinitions(flags).trimEnd());
  });

program
  .command('help')
  .description('display help for command')
  .argument('[command...]', 'the command, such as serve, or analyse solve')
  .action(async (names: string[]) => {
    const [first = '', ...rest] = names;
    if (first === 'calculate') {
      const { helpOn } = await import('./cli/calculator-help.ts');
      return result(`${calculate.helpInformation()}\n${helpOn(rest[0])}`);
    }
    // An analysis can be named without `analyse`.
    const path = analyse.commands.some((one) => one.name() === first) ? [analyse.name(), ...names] : names;
    let command = program;
    for (const name of path) {
      const next = command.commands.find((one) => one.name() === name);
      if (next === undefined) return program.error(`error: unknown command '${name}'`);
      command = next;
    }
    command.outputHelp();
  });

for (const command of program.commands.filter((one) => one !== analyse)) {
  command.showHelpAfterError(`(riskgraph ${command.name()} --help lists the options)`);
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of the output may have closed the pipe.
  if (error.code === 'EPIPE') return;
  notice(`standard output cannot be written: ${reasonOf(error)}`);
  process.exit(1);
});

// Treats an empty variable as unset.
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

// A silent server may leave a connection open, which would keep a finished command alive.
process.stdout.write('', () => setTimeout(() => process.exit(), LAST_MS).unref());
