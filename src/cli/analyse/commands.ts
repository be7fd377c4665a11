/** `riskgraph analyse <analysis>`: one command for each analysis. */
import type { Command } from 'commander';
import { ANALYSES, type AnalysisName } from '../../analyses/analysis.ts';
import { JSON_WAYS } from '../json-input.ts';
import { BASE_OPTIONS, COMMON_OPTIONS, type Flags, FORMS } from './flags.ts';

const STATUS = `
Exit status: 0; 1 if the request or every run is refused, or the time limit is reached; 130 after Ctrl-C.`;

/** Returns the command that contains them. */
export function addAnalyseCommands(program: Command): Command {
  const analyse = program
    .command('analyse')
    .description('answer a question that takes many runs of a calculator')
    .showHelpAfterError('(riskgraph analyse --help lists the analyses)');
  for (const name of ANALYSES) {
    const { description, options } = FORMS[name];
    const json = `the request as JSON: ${JSON_WAYS}`;
    const command = analyse
      .command(name)
      .description(description)
      .argument('<request>', name === 'chain' ? json : `the calculator, or ${json}`)
      .allowExcessArguments()
      .addHelpText('after', STATUS)
      .showHelpAfterError(`(riskgraph analyse ${name} --help lists the options)`);
    const common = name === 'chain' ? COMMON_OPTIONS : [...BASE_OPTIONS, ...COMMON_OPTIONS];
    for (const option of [...options, ...common]) command.addOption(option);
    command.action(async (request: string, flags: Flags) => {
      if (command.args.length > 1) command.error(`error: ${tooMany(name, command.args, flags)}`);
      const { analyseCommand } = await import('./analyse.ts');
      process.exitCode = await analyseCommand(name, request, flags);
    });
  }
  return analyse;
}

/** Says what to do instead: `calculate` takes lists by --csv, but here the file is left over as an argument. */
function tooMany(name: AnalysisName, given: readonly string[], { csv }: Flags): string {
  const isForList = csv === true && name !== 'chain';
  const list = given.find((one) => /^\w+=/.test(one));
  if (!isForList || list === undefined) return `expected one argument, but got ${given.length}: ${given.join(' ')}`;
  return `--csv prints a table and takes no file here: pass ${list} with --from-csv`;
}
