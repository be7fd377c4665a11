/** `riskgraph analyse <analysis>`: one command for each analysis. */
import type { Command } from 'commander';
import { ANALYSES } from '../../analyses/analysis.ts';
import { BASE_OPTIONS, COMMON_OPTIONS, type Flags, FORMS } from './flags.ts';

const STATUS = `
Exit status: 0; 1 where the request is refused, every run is refused or the time is up; 130 after Ctrl-C.`;

export function addAnalyseCommands(program: Command): void {
  const analyse = program.command('analyse').description('ask a calculator more than one run can tell');
  for (const name of ANALYSES) {
    const { description, options } = FORMS[name];
    const command = analyse.command(name).description(description);
    if (name === 'chain') command.argument('<request>', 'the request as JSON: itself, @file, or - for standard input');
    else
      command.argument('<request>', 'the calculator, or the request as JSON: itself, @file, or - for standard input');
    const common = name === 'chain' ? COMMON_OPTIONS : [...BASE_OPTIONS, ...COMMON_OPTIONS];
    for (const option of [...options, ...common]) command.addOption(option);
    command.addHelpText('after', STATUS);
    command.action(async (request: string, flags: Flags) => {
      const { analyseCommand } = await import('./analyse.ts');
      process.exitCode = await analyseCommand(name, request, flags);
    });
  }
}
