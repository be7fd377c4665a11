import { describe, expect, it } from '@jest/globals';
import type { Definition } from '../../src/widget/concept.ts';
import { eachOnce, otherWords } from '../../src/widget/other-words.ts';

const page = (name: string) => ({ url: `https://glossary.example/definition/${name}/`, title: name });
const gloss = (text: string, name: string, facet: string | null = null): Definition => ({
  kind: 'GLOSS',
  text,
  facet,
  page: page(name),
});

describe('what other pages say in other words', () => {
  it('is each text once, with its first page and how many more say so', () => {
    const glosses = [gloss('A', 'vega'), gloss('B', 'delta'), gloss('A', 'gamma'), gloss('A', 'vega')];
    expect(otherWords(glosses, 'The meaning')).toEqual([
      { text: 'A', page: page('vega'), morePages: 1 },
      { text: 'B', page: page('delta'), morePages: 0 },
    ]);
  });

  it('is each text of a facet once too', () => {
    const glosses = [gloss('A', 'vega', 'Risk'), gloss('A', 'delta', 'Risk'), gloss('B', 'gamma', 'Risk')];
    expect(eachOnce(glosses)).toEqual([
      { text: 'A', page: page('vega'), morePages: 1 },
      { text: 'B', page: page('gamma'), morePages: 0 },
    ]);
  });

  it('is nothing where they repeat the meaning', () => {
    expect(otherWords([gloss('The meaning', 'vega'), gloss('The meaning', 'delta')], 'The meaning')).toEqual([]);
  });

  it('leaves out what stands under a facet, and what its own page says', () => {
    const own: Definition = { ...gloss('A', 'margin-call'), kind: 'BODY' };
    expect(otherWords([own, gloss('B', 'vega', 'Trigger')], null)).toEqual([]);
  });
});
