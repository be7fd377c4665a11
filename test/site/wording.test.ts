/** Units and texts as readers see them: the same on the pages and in the widget, which share no code. */
import { expect, it } from '@jest/globals';
import { CALCULATORS, findCalculator } from '../../src/calculators/registry.ts';
import { calculatorRecord } from '../../src/graphql/calculator-records.ts';
import { readersWords, unitInWords } from '../../src/site/wording.ts';
import { readersWords as readersWordsInWidget, unitInWords as unitInWidget } from '../../src/widget/views/wording.ts';

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

it('puts labels in place of names and values in descriptions, notes and messages, in the pages as in the widget', () => {
  const fieldsOf = (slug: string) => {
    const { parameters, outputs } = calculatorRecord(findCalculator(slug));
    return [...parameters, ...outputs];
  };
  const words = readersWords(fieldsOf('liquidation-cascade'));
  expect(words('In quote if contractType is inverse.')).toBe('In quote if contract type is inverse.');
  expect(words('At most leverageMax.')).toBe('At most maximum leverage.');
  expect(words('stops with the status maxRounds; null without a shock')).toBe(
    'stops with the status “Limit of rounds reached”; not defined without a shock',
  );
  for (const { slug } of CALCULATORS) {
    const fields = fieldsOf(slug);
    const [inPages, inWidget] = [readersWords(fields), readersWordsInWidget(fields)];
    for (const field of fields.flatMap((each) => [each, ...each.fields])) {
      const text = `${field.description} ${'note' in field ? field.note : ''}`;
      expect(inPages(text)).toBe(inWidget(text));
      // Readers see such a number counted from 1.
      if (field.indexOf !== null)
        expect([slug, field.name, inPages(text)]).not.toContainEqual(expect.stringMatching(/from 0[.;]/));
      expect([slug, field.name, inPages(text).match(/\b[a-z]+[A-Z]\w*/g)]).toEqual([slug, field.name, null]);
    }
  }
});
