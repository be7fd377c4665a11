import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { americanSpelling } from '../../src/model/american-spelling.ts';
import { likenessKey, likenessReasons } from '../../src/model/likeness.ts';

const named = (name: string, slug = 'slug') => ({ slug, name });
const isAlike = (a: string, b: string) => likenessKey(named(a)) === likenessKey(named(b));

describe('names that are likely the same', () => {
  it.each([
    ['Margin Call', 'margin call', ['SAME_NAME']],
    ['Stop-Loss Order', 'Stop Loss Order', ['HYPHEN']],
    ['Stoploss Order', 'Stop–Loss Order', ['HYPHEN']],
    ['Black–Scholes Model', 'Black-Scholes  Model', ['SAME_NAME']],
    ['Margin Calls', 'Margin Call', ['PLURAL']],
    ['Liquidity Crises', 'Liquidity Crisis', ['PLURAL']],
    ['Itô Calculus', 'Ito Calculus', ['ACCENT']],
    ['Crédit Spreads', 'Crédit Spread', ['PLURAL']],
    ['Itô’s Lemma', "Itô's Lemma", ['HYPHEN']],
    ['Liquidation Cascade Modelling', 'Liquidation Cascade Modeling', ['SPELLING']],
    ['Herd Behaviours', 'Herd-Behavior', ['HYPHEN', 'PLURAL', 'SPELLING']],
    ['Credit Default Swap Programmes', 'Credit Default Swap Program', ['PLURAL', 'SPELLING']],
  ])('%s and %s: %j', (a, b, reasons) => {
    expect(isAlike(a, b)).toBe(true);
    expect(likenessReasons(named(a), named(b))).toEqual(reasons);
    expect(likenessReasons(named(b), named(a))).toEqual(reasons);
  });

  it('are those of a slug that got a number because it was taken', () => {
    const one = named('Stop-Loss Clustering', 'stop-loss-clustering');
    const two = named('Stop-Loss Clustering', 'stop-loss-clustering-2');
    expect(likenessKey(one)).toBe(likenessKey(two));
    expect(likenessReasons(one, two)).toEqual(['SLUG_NUMBER']);
    const unnamed = named('stop loss clustering 3', 'stop-loss-clustering-3');
    expect(likenessKey(unnamed)).toBe(likenessKey(two));
    expect(likenessReasons(unnamed, one)).toEqual(['HYPHEN', 'SLUG_NUMBER']);
  });

  it.each([
    ['Solvency', 'Solvency 2'],
    ['Basel 2', 'Basel 3'],
    ['Market Maker', 'Market Making'],
    ['Filling Orders', 'Filing Orders'],
    ['Prised Open', 'Prized Open'],
    ['Credit Risk', 'Credit Risk Transfer'],
    ['Contours', 'Contors'],
    ['Put', 'Call'],
  ])('are not %s and %s', (a, b) => {
    expect(likenessKey({ slug: 'basel-2', name: a })).not.toBe(likenessKey({ slug: 'basel-3', name: b }));
  });

  it('have a key as long as they have letters or digits', () => {
    expect(likenessKey(named('⎊ – (…)'))).toBe('');
    expect(likenessKey(named('Ω-Ratio'))).not.toBe('');
  });

  it('always have a reason, and case is none', () => {
    const text = fc.string({ unit: fc.constantFrom(...'aàsS-i eé’lroun2'.split('')), maxLength: 14 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(likenessReasons(named(a), named(a.toUpperCase()))).toEqual(['SAME_NAME']);
        expect(likenessReasons(named(a), named(b)).length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('British and American spelling', () => {
  // From Merriam-Webster and the Oxford English Dictionary, British spelling first.
  const PAIRS =
    'modelling modeling, labelled labeled, signalling signaling, levelled leveled, cancelled canceled, channelling channeling, ' +
    'behaviour behavior, behavioural behavioral, favourable favorable, labour labor, rumour rumor, colour color, harbour harbor, ' +
    'centre center, centred centered, epicentre epicenter, fibre fiber, metre meter, calibre caliber, ' +
    'securitisation securitization, optimise optimize, realised realized, maximising maximizing, monetisation monetization, ' +
    'organisational organizational, analyse analyze, analysing analyzing, catalyse catalyze, analyser analyzer, ' +
    'defence defense, offence offense, pretence pretense, licence license, practise practice, practised practiced, ' +
    'catalogue catalog, cataloguing cataloging, analogue analog, dialogue dialog, judgement judgment, acknowledgement acknowledgment, ' +
    'tradeable tradable, saleable salable, sizeable sizable, instalment installment, fulfilment fulfillment, enrol enroll, ' +
    'enrolment enrollment, skilful skillful, programme program, artefact artifact, sceptical skeptical, grey gray, cheque check, ' +
    'ageing aging, manoeuvre maneuver, manoeuvring maneuvering, benefitted benefited, targetted targeted, focussed focused';

  it.each(PAIRS.split(', ').map((pair) => pair.split(' ')))('%s is %s', (british = '', american = '') => {
    expect(americanSpelling(british)).toBe(americanSpelling(american));
    expect(americanSpelling(americanSpelling(british))).toBe(americanSpelling(british));
  });

  it.each(
    [
      'filling filing',
      'four for',
      'tour tor',
      'hour hor',
      'poll pole',
      'genre gener',
      'course corse',
      'sourced sorced',
    ].map((pair) => pair.split(' ')),
  )('leaves %s and %s two words', (one = '', other = '') => {
    expect(americanSpelling(one)).not.toBe(americanSpelling(other));
  });
});
