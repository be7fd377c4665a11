/** JSON-LD as found in the wild, and how it combines with the text. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readNodes } from '../../../ingest/formats/json-ld/nodes.ts';
import { schemaOf } from '../../../ingest/pages/schema.ts';
import { ARTICLE, area, codes, definition, MENTIONS, read, SITE } from '../fixtures.ts';

const blocks = (...texts: string[]) => {
  const { graph, faults } = readNodes(texts.map((text) => ({ text, isWhole: true, line: 1 })));
  return { schema: schemaOf(graph), faults };
};
const headline = (text: string) => {
  const { schema, faults } = blocks(text);
  return faults.length > 0 ? faults : schema.headline;
};

describe('a block', () => {
  it.each([
    ['plain', '{"@type":"Article","headline":"A"}'],
    ['in a list', '[{"@type":"Thing"},{"@type":["Thing","BlogPosting"],"headline":"A"}]'],
    ['in a graph', '{"@context":"x","@graph":[{"@type":"https://schema.org/Article","headline":"A"}]}'],
    ['in an HTML comment', '<!-- {"@type":"Article","headline":"A"} -->'],
    ['in CDATA', '<![CDATA[{"@type":"Article","headline":"A"}]]>'],
    ['in commented CDATA', '//<![CDATA[\n{"@type":"Article","headline":"A"}\n//]]>'],
    ['in starred CDATA', '/*<![CDATA[*/ {"@type":"Article","headline":"A"} /*]]>*/'],
    ['with comments', '{/* one */"@type":"Article", // two "quoted"\n"headline":"A"}'],
    ['with a semicolon behind it', '{"@type":"Article","headline":"A"};'],
    ['with a comma behind it', '{"@type":"Article","headline":"A"} , '],
    ['with commas before brackets', '{"@type":["Article", ],"headline":"A" , }'],
    ['with controls in a string', '{"@type":"Article","headline":"\u0007A\n"}'],
    ['with entities and tags', '{"@type":"Article","headline":"<b>&#65;</b>"}'],
  ])('is read: %s', (_, text) => {
    expect(headline(text)).toBe('A');
  });

  it('keeps what looks like a comment or a comma inside a string', () => {
    expect(headline('{"@type":"Article","headline":"http://a, } // \\" ; /* b */",}')).toBe(
      'http://a, } // " ; /* b */',
    );
  });

  it.each([
    ['half', '{"@type":"Article"', 'line 1: it ends before an object is closed'],
    ['empty', ' ', 'it is empty'],
    ['a number', '7', 'it is not an object'],
    ['too deep', `${'['.repeat(65)}${']'.repeat(65)}`, 'it nests deeper than 64 levels'],
    ['far too deep', '{"a":'.repeat(100_000), 'it nests deeper than 64 levels'],
  ])('is left out with its number and the reason: %s', (_, bad, reason) => {
    const { schema, faults } = blocks('{"@type":"Article","headline":"A"}', bad, '{"@type":"Article","author":"B"}');
    expect(faults).toEqual([{ block: 2, reason: expect.stringMatching(reason) }]);
    expect(schema).toMatchObject({ headline: 'A', author: 'B' });
  });

  it('says nothing where a field has a wrong type or is not its own', () => {
    const { schema } = blocks(
      '{"@type":"Article","headline":7,"description":["a","b"],"url":{},"author":[null,{"name":1}],"datePublished":true}',
      '{"@type":"FAQPage","mainEntity":{"name":"Q","acceptedAnswer":4}}',
      '{"@type":"CollectionPage","hasPart":[1,null,{"name":"no address"}]}',
      '{"__proto__":{"@type":"Article","headline":"polluted"},"constructor":{"prototype":{"headline":"polluted"}}}',
      '{"@type":"WebPage","__proto__":{"headline":"polluted"}}',
    );
    expect(schema).toEqual({
      addresses: [],
      breadcrumb: null,
      definition: null,
      headline: null,
      author: null,
      published: null,
      modified: null,
      publisher: null,
      section: null,
      tags: [],
      images: [],
      names: [],
      descriptions: [],
      mentions: [],
      questions: [],
      parts: [],
    });
    expect(({} as Record<string, unknown>).headline).toBeUndefined();
  });

  it('never throws, whatever JSON it is', () => {
    const key = fc.constantFrom(
      '@type',
      '@graph',
      'url',
      'author',
      'mentions',
      'hasPart',
      'mainEntity',
      '__proto__',
      'name',
    );
    const type = fc.constantFrom('Article', 'WebPage', 'FAQPage', 'CollectionPage', 'BreadcrumbList', 7);
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        type,
        fc.string(),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(key, tie('value'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(value, (json) => void blocks(JSON.stringify(json))),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void blocks(text, `{${text}`, `{"a":"${text}`)));
  });
});

describe('text and JSON-LD', () => {
  it('complete each other: a page has what each alone carries', () => {
    const glossary = `## Fire Sale\n\nSales.\n\n## Glossary\n\n### [Order Flow](${SITE}/area/order-flow/)`;
    const { page, warnings } = read(definition(`${glossary}\n\n### [Tape](${SITE}/area/tape/)\n\nPaper.`, [MENTIONS]));
    expect(warnings).toEqual([]);
    expect(page.statements.map(({ target, facet, gloss }) => [target, facet, gloss])).toEqual([
      ['order-flow', 'Flow', 'Order flow is who buys and who sells.'],
      ['tape', null, 'Paper.'],
      ['ito-calculus', 'Model', 'Itô calculus follows paths that are nowhere smooth.'],
    ]);
  });

  it('put mentions without a glossary before the pages to discover', () => {
    const more = `## Fire Sale\n\nSales.\n\n## Discover More\n\n### [Tape](${SITE}/area/tape/)\n\nMeaning ⎊ Paper.`;
    const kinds = read(definition(more, [MENTIONS])).page.statements.map(({ kind }) => kind);
    expect(kinds).toEqual(['MENTIONS', 'MENTIONS', 'RECOMMENDS']);
  });

  it('give an area its missing facets and glosses, and its meaning where it is set out as one', () => {
    const faq = {
      '@type': 'FAQPage',
      mainEntity: [
        { name: 'What is the Risk of Order Flow?', acceptedAnswer: { text: 'It may turn.' } },
        { name: 'What is the Flow of Order Flow?', acceptedAnswer: { text: 'It flows.' } },
      ],
    };
    const collection = {
      '@type': 'CollectionPage',
      description: 'Meaning ⎊ Who buys and sells.',
      hasPart: [
        { url: `${SITE}/term/depth/`, headline: 'Depth', description: 'Meaning ⎊ What waits. ⎊ Term' },
        { '@id': `${SITE}/term/tape/`, headline: 'Tape ⎊ Term', description: 'Paper. ⎊ Definition' },
      ],
    };
    const text = `## What is the Risk of Order Flow?\n\nIt may turn.\n\n## [Depth](${SITE}/term/depth/)`;
    const { page, warnings } = read(area(text, { blocks: [faq, collection] }));
    expect(warnings).toEqual([]);
    expect(page.definitions).toEqual([
      { kind: 'MEANING', facet: null, text: 'Who buys and sells.' },
      { kind: 'FACET', facet: 'Risk', text: 'It may turn.' },
      { kind: 'FACET', facet: 'Flow', text: 'It flows.' },
    ]);
    expect(page.statements.map(({ target, anchor, gloss }) => [target, anchor, gloss])).toEqual([
      ['depth', 'Depth', 'What waits.'],
      ['tape', 'Tape', 'Paper.'],
    ]);
  });

  it.each([
    ['Action ⎊ It acts.', null],
    ['Meaning ⎊ It means. ⎊ Definition', 'It means.'],
    ['It means. ⎊ Definition', 'It means.'],
    ['It sums the page up.', 'It sums the page up.'],
    ['Sales at any', null],
    ['Sales at […]', null],
  ])('an Article described by "%s" means %s', (description, meaning) => {
    const { page } = read(definition('## Fire Sale\n\nSales at any price.', [{ ...ARTICLE, description }]));
    expect(page.definitions.find(({ kind }) => kind === 'MEANING')?.text ?? null).toBe(meaning);
  });

  it('contradict each other: the text wins, and a warning says where', () => {
    const other = structuredClone(MENTIONS);
    other.mentions[1] = { ...other.mentions[1], description: 'Risk ⎊ Another sentence.' } as (typeof other.mentions)[0];
    const article = { ...ARTICLE, headline: 'Other', author: 'Bob', url: `${SITE}/definition/other/` };
    const text = `## Fire Sale\n\nSales.\n\n## Glossary\n\n### [Order Flow](${SITE}/area/order-flow/)\n\nFlow ⎊ One sentence.`;
    const result = read(definition(text, [{ ...article, datePublished: '2026-03-09T00:00:00+00:00' }, other]));
    expect(result.page).toMatchObject({
      url: `${SITE}/definition/fire-sale/`,
      name: 'Fire Sale',
      author: 'Ada Example',
      publishedAt: '2026-03-04T00:00:00Z',
    });
    expect(result.page.statements[0]).toMatchObject({ facet: 'Flow', gloss: 'One sentence.' });
    expect(result.warnings).toEqual([
      {
        code: 'CONTRADICTION',
        message: `address: Original URL says "${SITE}/definition/fire-sale/", but the JSON-LD says "${SITE}/definition/other/"`,
      },
      { code: 'CONTRADICTION', message: 'title: the text says "Fire Sale ⎊ Definition", but the JSON-LD says "Other"' },
      {
        code: 'CONTRADICTION',
        message:
          'mention "order-flow": the text says "Flow ⎊ One sentence.", but the JSON-LD says "Risk ⎊ Another sentence."',
      },
      { code: 'CONTRADICTION', message: 'author: the text says "Ada Example", but the JSON-LD says "Bob"' },
      {
        code: 'CONTRADICTION',
        message: 'published: the text says "2026-03-04", but the JSON-LD says "2026-03-09T00:00:00+00:00"',
      },
    ]);
  });

  it('contradict each other on a facet', () => {
    const question = { name: 'What is the Risk of Order Flow?', acceptedAnswer: { text: 'It may not turn.' } };
    const blocks = [{ '@type': 'FAQPage', mainEntity: [question] }];
    const result = read(area('## What is the Risk of Order Flow?\n\nIt may turn.', { blocks }));
    expect(result.page.definitions[0]?.text).toBe('It may turn.');
    expect(codes(result)).toEqual(['CONTRADICTION']);
  });

  it('agree where only quotes, dashes and white space differ, or a day is written in another zone', () => {
    const question = { name: 'What is the Risk of Order Flow?', acceptedAnswer: { text: "It's a  turn - here." } };
    const blocks = [{ '@type': 'FAQPage', mainEntity: [question] }];
    expect(read(area('## What is the Risk of Order Flow?\n\nIt’s a turn – here.', { blocks })).warnings).toEqual([]);
    const late = { ...ARTICLE, datePublished: '2026-03-04T23:00:00-05:00' };
    expect(read(definition('## Fire Sale\n\nSales.', [late])).page.publishedAt).toBe('2026-03-05T04:00:00Z');
  });

  it('lose nothing by a bad block beside them', () => {
    const result = read(definition('## Fire Sale\n\nSales.', [ARTICLE, '{"@type": nonsense}', MENTIONS]));
    expect(result.page.statements).toHaveLength(2);
    expect(result.page.definitions[0]?.kind).toBe('MEANING');
    expect(result.warnings).toEqual([
      {
        code: 'BAD_JSON_LD',
        message: expect.stringMatching(
          /^JSON-LD block 2 is left out: line \d+: a value is expected, but got "nonsense"$/,
        ),
      },
    ]);
  });
});
