/** What annotate links in paragraphs about real sell-offs, against an editor's links with the bundled glossary. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildNameIndex, type NameIndex } from '../../src/search/names/name-index.ts';
import { agreementOn, editedTexts } from '../support/edited-texts.ts';
import { glossaryNames } from '../support/glossary.ts';

const TEXTS = editedTexts();

/**
 * Their differences, by paragraph: `-` only the editor links, `+` only annotate does. Annotate finds names, not
 * paraphrases, and knows one sense per word.
 */
const DIFFERENT: Record<string, readonly string[]> = {
  '6 May 2010': ['- depth of the market → market-depth', '- pause in trading → volatility-triggered-pauses'],
  'Terra, May 2022': ['+ liquidation → liquidation'], // of a company, by a court order
  'The Swiss franc, 15 January 2015': ['- Stops → stop-loss-order'], // a common word in another sense
  'Days on which nothing fell': ['+ haircut → haircut'], // at the barber’s
};

describe('annotate and a careful editor', () => {
  let index: NameIndex;
  beforeAll(async () => {
    index = await buildNameIndex(await glossaryNames());
  });

  it('read at least a dozen paragraphs of 80 words and more, with links to many concepts', () => {
    expect(TEXTS.length).toBeGreaterThanOrEqual(12);
    for (const { text } of TEXTS) expect(text.split(/\s+/).length).toBeGreaterThanOrEqual(80);
    expect(new Set(TEXTS.flatMap(({ links }) => links.map(({ slug }) => slug))).size).toBeGreaterThanOrEqual(35);
  });

  it.each(TEXTS)('agree on $title', (edited) => {
    expect(agreementOn(index, edited, false).differences).toEqual(DIFFERENT[edited.title] ?? []);
  });

  it.each(TEXTS)('agree on the first links of $title', (edited) => {
    expect(agreementOn(index, edited, true).differences).toEqual(DIFFERENT[edited.title] ?? []);
  });

  it.each([false, true])('agree on 95 links of 100, both ways (first occurrence only: %s)', (firstOnly) => {
    const all = TEXTS.map((edited) => agreementOn(index, edited, firstOnly));
    const sum = (key: 'both' | 'found' | 'wanted') => all.reduce((total, one) => total + one[key], 0);
    expect(sum('both') / sum('found')).toBeGreaterThanOrEqual(0.95);
    expect(sum('both') / sum('wanted')).toBeGreaterThanOrEqual(0.95);
  });
});
