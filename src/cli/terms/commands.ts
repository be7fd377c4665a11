/**
 * `riskgraph lookup`, `search`, `related` and `path`: terms of the graph for a reader, or for a program with `--json`.
 */
import { type Command, Option } from 'commander';
import { demoOption, memoryOption, storeOption, wholeNumber } from '../options.ts';

const TERM = 'its name, abbreviation, slug or page address';
const STATUS = `
Exit status: 0; 1 if there is no such term, or nothing is found.`;

export function addTermCommands(program: Command): void {
  const command = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .addOption(storeOption())
      .addOption(memoryOption())
      .addOption(demoOption())
      .addOption(new Option('--json', 'print JSON'))
      .addHelpText('after', STATUS);

  command('lookup', 'print the meaning of a term, excerpts of its texts, related terms, calculators and sources')
    .argument('<term...>', `the term: ${TERM}, such as VaR or margin call`)
    .action(async (words: string[], flags) => {
      const { lookupCommand } = await import('./terms.ts');
      process.exitCode = await lookupCommand(words.join(' '), flags);
    });

  command('search', 'find terms by their names and texts')
    .argument('<words...>', 'the words to look for, or a question')
    .addOption(
      new Option('--first <count>', 'number of terms to print, up to 100').argParser(wholeNumber(1, 100)).default(10),
    )
    .action(async (words: string[], flags) => {
      const { searchCommand } = await import('./terms.ts');
      process.exitCode = await searchCommand(words.join(' '), flags);
    });

  command('related', 'list what to read after a term, and its relations by kind')
    .argument('<term...>', `the term: ${TERM}, such as margin-call`)
    .addOption(
      new Option('--first <count>', 'number of terms and of relations to print, up to 100')
        .argParser(wholeNumber(1, 100))
        .default(8),
    )
    .action(async (words: string[], flags) => {
      const { relatedCommand } = await import('./terms.ts');
      process.exitCode = await relatedCommand(words.join(' '), flags);
    });

  command('path', 'print a shortest chain of relations between two terms')
    .argument('<from>', `the term to start from: ${TERM}`)
    .argument('<to>', 'the term to reach')
    .addOption(
      new Option('--max-hops <count>', 'maximum length of the chain, up to 8').argParser(wholeNumber(1, 8)).default(6),
    )
    .action(async (from: string, to: string, flags) => {
      const { pathCommand } = await import('./terms.ts');
      process.exitCode = await pathCommand(from, to, flags);
    });
}
