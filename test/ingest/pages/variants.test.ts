/** Page variants seen on the site, by their numbers in the description of the page format. */
import { describe, expect, it } from '@jest/globals';
import { area, codes, definition, read, SITE, term } from '../fixtures.ts';

const FACETS = '## What is the Risk of Order Flow?\n\nIt may turn at any time.';

describe('variant', () => {
  it('1: the text of an entry has a kind behind it, a meaning before it, both, or is not there', () => {
    const { page } = read(
      area(`${FACETS}

## [Tape](${SITE}/definition/tape/)

The list of trades. ⎊ Definition

## [Depth](${SITE}/term/depth/)

Meaning ⎊ What waits in the book. ⎊ Term

## [Bare](${SITE}/term/bare/)

## [Plain](${SITE}/term/plain/)

Neither the one nor the other.`),
    );
    expect(page.statements.map(({ kind, target, gloss }) => [kind, target, gloss])).toEqual([
      ['HAS_PART', 'tape', 'The list of trades.'],
      ['HAS_PART', 'depth', 'What waits in the book.'],
      ['HAS_PART', 'bare', null],
      ['HAS_PART', 'plain', 'Neither the one nor the other.'],
    ]);
  });

  it('2: the path decides the kind of a page, its suffix does not', () => {
    const { page } = read(term('A spiral turns.', { title: 'Margin Spiral ⎊ Definition' }));
    expect(page).toMatchObject({ kind: 'TERM', name: 'Margin Spiral', title: 'Margin Spiral ⎊ Definition' });
  });

  it('3: the glyph is a dash in prose and in pictures, and may stray before a facet', () => {
    const { page } = read(
      area(`## What is the Risk of Order Flow?

⎊ It may turn ⎊ at any time.

## [Tape](${SITE}/definition/tape/)

![Rolls ⎊ of paper](${SITE}/uploads/tape.jpg)

A list ⎊ of trades ⎊ on paper. ⎊ Definition`),
    );
    expect(page.definitions).toEqual([{ kind: 'FACET', facet: 'Risk', text: 'It may turn ⎊ at any time.' }]);
    expect(page.statements[0]).toMatchObject({ facet: null, gloss: 'A list ⎊ of trades ⎊ on paper.' });
    const body = read(term('An aside ⎊ set off ⎊ stays.')).page.definitions;
    expect(body).toEqual([{ kind: 'BODY', facet: null, text: 'An aside ⎊ set off ⎊ stays.' }]);
  });

  it('3: a facet is split off at the first glyph when a short phrase precedes it', () => {
    const glossary = (text: string) =>
      read(definition(`## Glossary\n\n### [Tape](${SITE}/area/tape/)\n\n${text}`)).page.statements[0];
    expect(glossary('Risk ⎊ It tears ⎊ often.')).toMatchObject({ facet: 'Risk', gloss: 'It tears ⎊ often.' });
    expect(glossary('Meaning ⎊ Paper.')).toMatchObject({ facet: null, gloss: 'Paper.' });
    const prose = 'A tape that nobody has ever read to its end ⎊ is long.';
    expect(glossary(prose)).toMatchObject({ facet: null, gloss: prose });
  });

  it.each([
    ['Order Flow', 'What is the Flow of Order Flow?', 'Flow'],
    ['Order Flow', 'What is the Definition of Order Flow?', 'Definition'],
    ['Law of One Price', 'What is the Price of Law of One Price?', 'Price'],
    ['Cost of Carry', 'What is the Cost of Capital of Cost of Carry?', 'Cost of Capital'],
    ['Stop-Loss Orders', 'What is the Risk of Stop Loss Order?', 'Risk'],
    ['Unlike', 'What is the Risk of Something Else?', 'Risk'],
  ])('4: on the page of %s the question "%s" asks for %s', (name, question, facet) => {
    const { page } = read(area(`## ${question}\n\nAn answer.`, { name }));
    expect(page.definitions).toEqual([{ kind: 'FACET', facet, text: 'An answer.' }]);
  });

  it('5: accents, apostrophes and numbers make slugs that differ from their names', () => {
    const { page } = read(
      area(`## What is the Model of Itô Calculus?\n\nPaths.\n\n## [Itô's Lemma](${SITE}/term/itos-lemma-2/)`, {
        name: 'Itô Calculus',
        slug: 'ito-calculus',
      }),
    );
    expect(page).toMatchObject({ name: 'Itô Calculus', concept: 'ito-calculus' });
    expect(page.statements[0]).toMatchObject({ target: 'itos-lemma-2', anchor: "Itô's Lemma" });
  });

  it('5: one slug under several kinds is one concept, and a link to it is no statement', () => {
    const links = `[as area](${SITE}/area/margin-spiral/) and [more](${SITE}/area/margin-spiral/resource/3/)`;
    const { page } = read(term(`See ${links} and [depth](${SITE}/area/depth/).`));
    expect(page.statements.map(({ target }) => target)).toEqual(['depth']);
  });

  it.each([
    ['**Margin Spirals** turn.', ['Margin Spirals']],
    ['**Margin Spiral (MSp)** is known.', ['MSp']],
    ['**Loss Spiral (LS)** is known.', ['Loss Spiral', 'LS']],
    ['**Loss Spiral** (LS) is known.', ['Loss Spiral', 'LS']],
    ['**margin spiral** is the title.', []],
    ['**Note:** this is a label.', []],
    ['A **Loss Spiral** comes later.', []],
    ['**Only bold words**', []],
    ['**Loss Spiral (isolated)** is known.', ['Loss Spiral (isolated)']],
    ['Plain first.\n\n**Loss Spiral** second.', []],
  ])('6: the bold words that open a term are other names: %s', (prose, names) => {
    expect(read(term(prose)).page.alternateNames).toEqual(names);
  });

  it('6: the same holds for the bold words that open a definition', () => {
    const named = (prose: string) => read(definition(`## Fire Sale\n\n${prose}`)).page.alternateNames;
    expect(named('**Forced sale (FS)** is a name for it.')).toEqual(['Forced sale', 'FS']);
    expect(named('**Fire sale** is the title.')).toEqual([]);
    expect(named('A **forced sale** comes later.')).toEqual([]);
  });

  it('7: links stand inside bold words, and a word alone is a link', () => {
    const bold = `**Order Book [Order Matching](${SITE}/area/order-matching/) Rules** and [Order](${SITE}/area/order/)`;
    const { page } = read(term(`${bold} meet. Opening words, then ${bold}.`));
    expect(page.alternateNames).toEqual(['Order Book Order Matching Rules']);
    expect(page.definitions[0]?.text).toBe(
      'Order Book Order Matching Rules and Order meet. Opening words, then Order Book Order Matching Rules and Order.',
    );
    expect(page.statements.map(({ target, anchor }) => [target, anchor])).toEqual([
      ['order-matching', 'Order Matching'],
      ['order', 'Order'],
      ['order-matching', 'Order Matching'],
      ['order', 'Order'],
    ]);
  });

  it('8: a page may have nothing but its prose', () => {
    const bare = read(definition('## Fire Sale\n\nSales at any price.'));
    expect(bare.page.statements).toEqual([]);
    expect(bare.page.definitions).toHaveLength(1);
    expect(bare.warnings).toEqual([]);
  });

  it.each([
    ['an address', `Whole. See [tape](${SITE}/area/ta`, ['Whole.']],
    ['a picture', 'Whole.\n\n![A pict', ['Whole.']],
    ['the name of a link', 'Whole. See [ta', ['Whole.']],
    ['a sentence', 'Whole. Part of a se', ['Whole.']],
    ['a number', 'Whole. It rose by 3.', ['Whole.']],
    ['a heading', 'Whole.\n\n## Ne', ['Whole.']],
    ['a fence', 'Whole.\n\n```json\n{"@type": "Arti', ['Whole.']],
    ['a sentence, with none before it', 'Part of a se', []],
  ])('8: a copy is cut in %s', (_, prose, texts) => {
    const cut = read(`# Margin Spiral ⎊ Term\n\n## Essence\n\n${prose}`, {
      fallbackUrl: `${SITE}/term/margin-spiral/`,
    });
    expect(cut.page.definitions.map(({ text }) => text)).toEqual(texts);
    expect(cut.page.statements).toEqual([]);
    expect(cut.page.truncated).toBe(true);
    expect(codes(cut)).toEqual(['TRUNCATED']);
  });

  it.each([
    '/definition/tape',
    '/definition/tape.md',
    '/Definition/TAPE/',
    '/definition/tape/?x=1',
    '/definition/tape#y',
  ])('9: an address is the same page however it is written: %s', (path) => {
    const { page } = read(
      `# Tape ⎊ Definition\n\n## Tape\n\nPaper.\n\n**Original URL:** https://Glossary.Example${path}\n`,
    );
    expect(page.url).toBe(`${SITE}/definition/tape/`);
  });
});
