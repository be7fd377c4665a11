/** `riskgraph episodes`: the documented crashes and the models' answers, as JSON, or as tables on a terminal. */

import { didYouMean } from '../did-you-mean.ts';
import { observationsOf } from '../episodes/kit/comparison.ts';
import type { Episode } from '../episodes/kit/episode.ts';
import { inputsOf } from '../episodes/kit/inputs.ts';
import { retell } from '../episodes/kit/retelling.ts';
import { STANDING_IN_WORDS, shortNumber, verdict } from '../episodes/kit/wording.ts';
import { EPISODES } from '../episodes/registry.ts';
import { UsageError } from '../errors.ts';
import { result } from './terminal.ts';

interface Flags {
  /** Whether to print JSON on a terminal, too. */
  json?: boolean;
}

/** @returns the exit status. */
export function episodesCommand(slug: string | undefined, { json = false }: Flags): number {
  const isForPeople = process.stdout.isTTY === true && !json;
  if (slug === undefined) {
    result(isForPeople ? overview() : inJson(EPISODES.map(summary)));
    return 0;
  }
  const episode = EPISODES.find((one) => one.slug === slug);
  if (episode === undefined) {
    const hint = didYouMean(
      slug,
      EPISODES.map((one) => one.slug),
    );
    throw new UsageError(`there is no episode ${JSON.stringify(slug)}; \`riskgraph episodes\` lists them${hint}`);
  }
  result(isForPeople ? story(episode) : inJson(whole(episode)));
  return 0;
}

function summary(episode: Episode) {
  const { slug, title, date, calculator } = episode;
  return { slug, title, date, calculator: calculator.slug, comparison: retell(episode).comparison };
}

function whole(episode: Episode) {
  const { about, lesson, concepts } = episode;
  const { run, comparison } = retell(episode);
  const { comparison: _, ...head } = summary(episode);
  return {
    ...head,
    about,
    lesson,
    concepts,
    inputs: inputsOf(episode),
    observed: observationsOf(episode),
    run,
    comparison,
  };
}

function inJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** All episodes for a terminal, one row per observation. */
export function overview(): string {
  const rows = EPISODES.flatMap((episode) =>
    retell(episode).comparison.map((one) => [
      episode.date,
      episode.slug,
      one.output,
      shortNumber(one.observed, 4),
      shortNumber(one.model),
      verdict(one),
    ]),
  );
  return aligned([['date', 'episode', 'output', 'observed', 'answer', 'result'], ...rows]).join('\n');
}

/** One episode for a terminal. */
export function story(episode: Episode): string {
  const { title, date, about, lesson, calculator } = episode;
  const { run, comparison } = retell(episode);
  const inputs = inputsOf(episode);
  const observed = observationsOf(episode);
  const inputRows = aligned(
    inputs.map(({ path, value, unit, standing }) => [path, shown(value), unit, STANDING_IN_WORDS[standing]]),
  );
  const observedRows = aligned(
    comparison.map((one, i) => [
      one.output,
      `observed ${shortNumber(one.observed, 4)}`,
      `answer ${shortNumber(one.model)}`,
      observed[i]?.unit ?? '',
      verdict(one),
    ]),
  );
  return [
    `${title} (${date})`,
    about,
    [`Inputs of ${calculator.slug}`, ...inputs.flatMap(({ source }, i) => [`  ${inputRows[i]}`, `    ${source}`])].join(
      '\n',
    ),
    [
      'Observation and model',
      ...observed.flatMap(({ source, note, standing }, i) => [
        `  ${observedRows[i]}`,
        `    ${STANDING_IN_WORDS[standing]}: ${source}`,
        ...(note === undefined ? [] : [`    ${note}`]),
      ]),
    ].join('\n'),
    lesson,
    ...run.warnings.map(({ message }) => `The run warns: ${message}`),
  ].join('\n\n');
}

function shown(value: unknown): string {
  if (typeof value === 'number') return shortNumber(value, 10);
  return Array.isArray(value) ? `${value.length} entries` : String(value);
}

/** Pads the cells so that columns align. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
