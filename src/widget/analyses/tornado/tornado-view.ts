/** Which parameters a result depends on most: the swing of each alone, largest first. */

import { h } from '../../dom.ts';
import type { Values } from '../../views/definition.ts';
import { inSentence } from '../../views/wording.ts';
import { barsDrawing } from '../drawing/bars.ts';
import { picture } from '../drawing/picture.ts';
import type { Sensitivities } from '../kit/asking.ts';
import { numberIn, selectorChoice } from '../kit/choices.ts';
import { numberInput } from '../kit/inputs.ts';
import { questionPart, type Shown } from '../kit/question-part.ts';
import type { Selector } from '../kit/selectors.ts';
import type { Subject } from '../kit/subject.ts';
import { withUnit } from '../kit/words.ts';
import { moves, swingBar, swingsOf, tornadoInWords } from './swings.ts';

const MOST_BARS = 10;
const USUAL_PERCENT = 10;

/** @param asked - the fields from a link; a field that is missing or invalid falls back to its default. */
export function tornadoView(subject: Subject, asked: Values): HTMLElement {
  const { calculator } = subject;
  const output = selectorChoice(subject, asked, { seen: 'What moves', unseen: 'this result' });
  const percent = numberInput('when each parameter changes by ±', '', numberIn(asked.percent) ?? USUAL_PERCENT, {
    min: '0.1',
    max: '90',
    after: ' %',
  });
  const sentence = h('div', { class: 'sentence' }, output.label, percent.label);
  const fields = h('div', {}, sentence, h('p', { class: 'hint' }, output.hint));
  return questionPart({
    subject,
    name: 'tornado',
    fields,
    refresh: output.refresh,
    question() {
      const [watched, change] = [output.chosen(), percent.read()];
      if (watched === undefined) return 'This calculator has no numeric result.';
      if (change === null || change < 0.1 || change > 90) return 'The change has to be between 0.1 and 90 %.';
      const input = {
        calculator: calculator.slug,
        parameters: subject.last().given,
        outputs: [watched.text],
        tornado: Number((change / 100).toPrecision(12)),
      };
      return {
        name: 'sensitivities',
        variables: { input },
        state: () => ({ output: watched.text, percent: change }),
        show: (found) => tornadoShown(subject, found, watched),
      };
    },
  });
}

function tornadoShown(subject: Subject, found: Sensitivities, watched: Selector): Shown {
  const { write, calculator } = subject;
  const base = found.base[0]?.value ?? null;
  const swings = swingsOf(found, calculator.parameters);
  const bars =
    base === null
      ? []
      : swings
          .filter(moves)
          .slice(0, MOST_BARS)
          .map((swing) => swingBar(swing, base, write));
  const words = tornadoInWords(swings, base, watched, write);
  const legend = [
    h('span', {}, withUnit(watched)),
    h('span', { class: 'key series-2' }, 'parameter lowered'),
    h('span', { class: 'key series-1' }, 'parameter raised'),
  ];
  return {
    title: `What moves ${inSentence(watched.label)}`,
    words,
    picture:
      base === null || bars.length === 0
        ? null
        : picture(`Bars: ${words.join(' ')}`, legend, (width) => barsDrawing(width, bars, base, write)),
    table: {
      heads: [
        { name: 'Parameter', unit: '1' },
        { name: 'Lowered to', unit: '1' },
        { name: 'Raised to', unit: '1' },
        { name: 'Result if lowered', unit: watched.unit },
        { name: 'Result if raised', unit: watched.unit },
        { name: 'Swing', unit: watched.unit },
        { name: 'Elasticity', unit: '1' },
        { name: 'Remark', unit: '1' },
      ],
      rows: swings.map((swing) => [
        swing.label,
        swing.lowAt,
        swing.highAt,
        swing.low,
        swing.high,
        swing.swing,
        swing.jump ? null : swing.elasticity,
        swing.jump ? 'jumps here' : swing.kink ? 'has a corner here' : '',
      ]),
    },
  };
}
