/** A kept run beside the form's present run, and how much of each difference every change explains. */
import { h } from '../../dom.ts';
import type { Calculator, Values } from '../../views/definition.ts';
import { labelIn, unitInWords, valueInWords, valueLabelIn } from '../../views/wording.ts';
import { barsDrawing } from '../drawing/bars.ts';
import { picture } from '../drawing/picture.ts';
import type { Comparison } from '../kit/asking.ts';
import { selectorChoice } from '../kit/choices.ts';
import { pathInWords } from '../kit/paths.ts';
import { questionPart, type Shown } from '../kit/question-part.ts';
import type { Selector } from '../kit/selectors.ts';
import type { Subject } from '../kit/subject.ts';
import { withUnit } from '../kit/words.ts';
import { type Change, changesBetween, changesInWords, differenceInWords, signed, waterfall } from './changes.ts';

/** The service's limits for one request. */
const MOST_OUTPUTS = 20;
const MOST_CHANGES = 20;

/** @param asked - the fields from a link; a field that is missing or invalid falls back to its default. */
export function comparisonView(subject: Subject, asked: Values): HTMLElement {
  const { calculator } = subject;
  const output = selectorChoice(subject, asked, { seen: 'What caused the difference in', unseen: 'this result' });
  const keptWords = h('p', { class: 'hint since' });
  const keep = h('button', { type: 'button', onclick: keepThis }, 'Keep this run');
  const back = h('button', { type: 'button', onclick: () => kept && subject.fill(kept) }, 'Back to the kept run');
  const which = h(
    'div',
    { hidden: true },
    h('div', { class: 'sentence' }, output.label),
    h('p', { class: 'hint' }, output.hint),
  );
  const fields = h('div', {}, h('div', { class: 'sentence' }, keep, back), keptWords, which);
  let kept = valuesIn(asked.kept);
  let changes: Change[] = [];

  function keepThis(): void {
    kept = subject.last().run.parameters;
    fields.dispatchEvent(new Event('input'));
  }

  return questionPart({
    subject,
    name: 'comparison',
    fields,
    refresh() {
      output.refresh();
      changes = kept === null ? [] : changesBetween(kept, subject.last().run.parameters);
      back.hidden = changes.length === 0;
      which.hidden = changes.length === 0;
      keep.textContent = kept === null ? 'Keep this run' : 'Keep this run instead';
      keptWords.textContent =
        kept === null
          ? 'Keep this run and then change the form to see both runs side by side.'
          : changesInWords(changes.map(({ path }) => pathInWords(path, calculator.parameters)));
    },
    question() {
      const watched = output.chosen();
      if (kept === null) return '';
      if (changes.length === 0) return 'The run is kept. Change a parameter in the form to compare.';
      if (changes.length > MOST_CHANGES)
        return `At most ${MOST_CHANGES} parameters can differ, but ${changes.length} do.`;
      if (watched === undefined) return 'This calculator has no numeric result to compare.';
      const gone = changes.find(({ value }) => value === null);
      if (gone)
        return `${pathInWords(gone.path, calculator.parameters)} is given in the kept run alone: give it here too to compare.`;
      const single = calculator.outputs.filter(({ type }) => !/LIST/.test(type)).map(({ name }) => name);
      const outputs = [...new Set([watched.text, ...single])].slice(0, MOST_OUTPUTS);
      const state = { kept, output: watched.text };
      const scenarios = [{ name: 'now', changes }];
      return {
        name: 'compare',
        variables: { input: { calculator: calculator.slug, parameters: kept, scenarios, outputs } },
        state: () => state,
        show: (comparison) => comparisonShown(subject, comparison, watched),
      };
    },
  });
}

function comparisonShown(subject: Subject, { scenarios: [scenario] }: Comparison, watched: Selector): Shown {
  const { write, calculator } = subject;
  const heads = ['Result', 'Unit', 'Kept', 'Now', 'Difference', 'In percent'].map((name) => ({ name, unit: '1' }));
  const title = 'Kept run and present run';
  const found = scenario?.outputs.find(({ output }) => output === watched.text);
  if (scenario === undefined || found === undefined || scenario.status !== 'OK') {
    return {
      title,
      words: ['The kept run cannot be changed into the present one.'],
      picture: null,
      table: { heads, rows: [] },
    };
  }
  const { effects, base, value, interaction } = found;
  const changed = scenario.paths.map((path) => pathInWords(path, calculator.parameters));
  const words = differenceInWords(found, changed, watched, write);
  const bars =
    typeof base === 'number' && typeof value === 'number' && effects !== null
      ? waterfall({ base, value, effects, interaction }, changed, watched, write)
      : [];
  const drawn =
    bars.length > 0
      ? picture(`Bars: ${words.join(' ')}`, [h('span', {}, withUnit(watched))], (width) =>
          barsDrawing(width, bars, Number(base), write),
        )
      : null;
  return {
    title,
    words: interaction
      ? [...words, `Together they bring ${signed(interaction, watched.unit, write)} beyond that.`]
      : words,
    picture: drawn,
    isTableOpen: true,
    table: {
      heads,
      rows: scenario.outputs.map(({ output, unit, base: was, value: is, difference, relative }) => [
        output === watched.text ? watched.label : labelIn(calculator.outputs, output),
        unitInWords(unit),
        cellOf(was, calculator, output),
        cellOf(is, calculator, output),
        difference,
        relative === null ? null : relative * 100,
      ]),
    },
  };
}

function cellOf(value: unknown, { outputs }: Calculator, output: string): number | string | null {
  if (typeof value === 'number' || value === null) return value;
  const known = outputs.find(({ name }) => name === output);
  return valueInWords(known ? valueLabelIn(known, value) : value, String);
}

function valuesIn(value: unknown): Values | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}
