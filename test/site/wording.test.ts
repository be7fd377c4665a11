/** Units as readers see them: the same in the pages and in the widget, which share no code. */
import { expect, it } from '@jest/globals';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import { calculatorRecord } from '../../src/graphql/calculator-records.ts';
import { unitInWords } from '../../src/site/wording.ts';
import { unitInWords as unitInWidget } from '../../src/widget/views/wording.ts';

it('writes units without the notation of a program', () => {
  const words = {
    '1': '',
    count: '',
    'count^2': '',
    x: '×',
    bps: 'basis points',
    quote: 'quote',
    'quote/base': 'quote/base',
    day: 'days',
    'day/year': 'days per year',
    'base/day': 'base per day',
    '1/hour': 'per hour',
    'count/hour': 'per hour',
    '1/quote': '/quote',
    'fraction/sqrt(day)': 'fraction per √day',
    'quote*sqrt(year)': 'quote √year',
    'quote*year': 'quote year',
    'base^2/quote': 'base²/quote',
    'quote/base^2': 'quote/base²',
  };
  for (const [unit, expected] of Object.entries(words)) expect([unit, unitInWords(unit)]).toEqual([unit, expected]);
});

it('writes every unit that there is alike in the pages and in the widget', () => {
  const fields = CALCULATORS.flatMap((calculator) => {
    const { parameters, outputs } = calculatorRecord(calculator);
    return [...parameters, ...outputs].flatMap((field) => [field, ...field.fields]);
  });
  for (const unit of new Set(fields.map((field) => field.unit))) {
    expect(unitInWords(unit)).toBe(unitInWidget(unit));
    expect(unitInWords(unit)).not.toMatch(/sqrt|\*|\^|count|bps/);
  }
});
