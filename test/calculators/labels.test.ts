/** Labels of parameters, outputs and values: none reads like an identifier. */
import { describe, expect, it } from '@jest/globals';
import { labelOf, valueLabelOf } from '../../src/calculators/kit/label.ts';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import { calculatorRecord, type OutputRecord, type ParameterRecord } from '../../src/graphql/calculator-records.ts';

const CAMEL_CASE = /[a-z][A-Z\d]|_/;
const ABBREVIATION = /\b(?:adl|aic|bps|dev|ks|luld|max|min|nav|pmf|pnl|pvalue|rsquared|std|var)\b/;

type Labelled = Pick<ParameterRecord | OutputRecord, 'name' | 'label' | 'values' | 'valueLabels'>;

const shelves = CALCULATORS.flatMap((calculator) => {
  const { slug, parameters, outputs } = calculatorRecord(calculator);
  const lists: [string, readonly Labelled[]][] = [
    [`${slug} parameters`, parameters],
    [`${slug} outputs`, outputs],
    ...[...parameters, ...outputs].map(({ name, fields }): [string, readonly Labelled[]] => [
      `${slug} ${name}`,
      fields,
    ]),
  ];
  return lists.filter(([, fields]) => fields.length > 0);
});

describe('labels', () => {
  it.each(shelves)('of %s are words, each once', (_, fields) => {
    const labels = fields.map(({ label }) => label);
    // DebtRank is the measure's proper name.
    const isOfProgram = (label: string) => CAMEL_CASE.test(label.replace('DebtRank', '')) || ABBREVIATION.test(label);
    expect(labels.filter(isOfProgram)).toEqual([]);
    expect(labels.every((label) => /^[A-Z]/.test(label))).toBe(true);
    expect(new Set(labels).size).toBe(labels.length);
    for (const { values, valueLabels } of fields) {
      expect(valueLabels?.length).toBe(values?.length);
      expect(new Set(valueLabels).size).toBe(new Set(values).size);
    }
  });

  it('write abbreviations out, leave the unit to the unit, and know names that words would miss', () => {
    expect(labelOf('maxRounds', 'count')).toBe('Maximum rounds');
    expect(labelOf('level1Price', 'quote/base')).toBe('Level 1 price');
    expect(labelOf('horizonDays', 'day')).toBe('Horizon');
    expect(labelOf('fundamentalStdDev', 'quote/base')).toBe('Fundamental standard deviation');
    expect(labelOf('realizedPnl', 'quote')).toBe('Realized P&L');
    expect(valueLabelOf('maxRounds')).toBe('Limit of rounds reached');
    expect(valueLabelOf('luld')).toBe('LULD');
    expect(valueLabelOf('usMarketWide')).toBe('US market-wide');
    expect(valueLabelOf('singleHit')).toBe('Single hit');
  });
});
