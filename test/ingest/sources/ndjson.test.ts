/** Lines of an export, whoever wrote them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { linesOf } from '../../../ingest/run/lines.ts';
import { pageLine } from '../../../src/export/ndjson.ts';
import { page } from '../../support/pages.ts';
import { temporaryFolder } from '../../support/program.ts';
import { kept } from '../kept.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const WHOLE = page('term', 'repo', { meaning: 'A secured loan.', links: { RELATED: ['haircut'] } });
const DOCUMENT = page('document', 'note', { url: 'https://voc.example/a#note' });
const line = (changes: object = {}) => `${JSON.stringify({ ...WHOLE, ...changes })}\n`;

/** What ingest makes of a file with these lines. */
async function read(text: string, name = 'graph.ndjson') {
  writeFileSync(join(folder.path, name), text);
  return kept(join(folder.path, name));
}

describe('a line of an export', () => {
  it('is refused with its number and the field that is wrong, and all others are kept', async () => {
    for (const [changes, message] of [
      [
        { url: 'https://x.example/elsewhere/' },
        'url must be the address of a page of kind TERM, such as https://host/term/slug/, but is "https://x.example/elsewhere/"',
      ],
      [
        { url: 'javascript:alert(1)', kind: 'DOCUMENT' },
        'url must be the address of a page, but is "javascript:alert(1)"',
      ],
      [{ url: undefined }, 'url must be a string, but is not there'],
      [{ kind: 'PAGE' }, 'kind must be one of DEFINITION, AREA, TERM, DOCUMENT, but is "PAGE"'],
      [{ concept: 'loan' }, 'concept must be the slug in the url, repo, but is "loan"'],
      [{ concept: '../x' }, 'concept must be a slug, such as margin-call, but is "../x"'],
      [{ resource: 2 }, 'resource must be the number in the url, null, but is "2"'],
      [{ resource: 1.5 }, 'resource must be a whole number of at least 1, but is "1.5"'],
      [{ name: ' ' }, 'name must be a name, but is ""'],
      [{ name: ['a'] }, 'name must be a string, but is a list'],
      [{ alternateNames: 'a' }, 'alternateNames must be a list, but is "a"'],
      [{ alternateNames: ['a', 1] }, 'alternateNames[1] must be a string, but is "1"'],
      [{ publishedAt: 'yesterday' }, 'publishedAt must be a date, such as 2026-01-31T00:00:00Z, but is "yesterday"'],
      [{ truncated: 'no' }, 'truncated must be true or false, but is "no"'],
      [
        { definitions: [{ kind: 'GLOSS', text: 'x' }] },
        'definitions[0].kind must be one of MEANING, BODY, FACET, but is "GLOSS"',
      ],
      [
        { statements: [{ kind: 'RELATED', target: 'A B' }] },
        'statements[0].target must be a slug, such as margin-call, but is "A B"',
      ],
      [{ statements: [{ kind: 'SIMILAR', target: 'a' }] }, /^statements\[0\]\.kind must be one of HAS_PART, RELATED/],
      [{ image: { url: '/i.jpg' } }, /^image\.url must be a web address, such as https:/],
      [
        { image: { url: 'https://x.example/i.jpg', width: 'wide' } },
        /^image\.width must be a whole number of at least 1/,
      ],
      [
        { statements: [{ kind: 'RELATED', target: 'a', link: { url: 'https://x.example/a b' } }] },
        /^statements\[0\]\.link\.url must be a web address/,
      ],
      [{ statements: [null] }, 'statements[0] must be an object, but is not there'],
      [
        { statements: [{ kind: 'RELATED', target: 'a', gloss: 7 }] },
        'statements[0].gloss must be a string, but is "7"',
      ],
    ] as const) {
      const { pages, report } = await read(pageLine(DOCUMENT) + line(changes));
      expect(pages.map(({ url }) => url)).toEqual([DOCUMENT.url]);
      const expected =
        message instanceof RegExp
          ? expect.stringMatching(message.source.replace('^', '^line 2: '))
          : `line 2: ${message}`;
      expect(report.pages[1]?.error).toEqual({ code: 'NOT_A_PAGE', message: expected });
    }
  });

  it('is refused where it is no JSON, no object, no text, or nests without end', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const bytes = Buffer.concat([
      Buffer.from(`${pageLine(DOCUMENT)}{"url"\n[]\n`),
      Buffer.from([0xff, 0x41, 0x0a]),
      Buffer.from(`{"x":${deep}}\n`),
    ]);
    writeFileSync(join(folder.path, 'graph.ndjson'), bytes);
    const { pages, report } = await kept(join(folder.path, 'graph.ndjson'));
    expect(pages).toHaveLength(1);
    expect(report.pages.map(({ error }) => error && `${error.code} ${error.message}`)).toEqual([
      undefined,
      expect.stringMatching(/^NOT_A_PAGE line 2: is not JSON: ./),
      'NOT_A_PAGE line 3: the line must be an object, but is a list',
      'NOT_TEXT line 4: the page is not text in UTF-8',
      'NOT_A_PAGE line 5: is not JSON: it nests deeper than 64 levels',
    ]);
  });

  it('has what an older export has not as nothing, and says what this version does not know', async () => {
    const { url, kind, concept, name } = WHOLE;
    const { pages, report } = await read(
      `${JSON.stringify({ kind, name, url, concept, alternateNames: [], mood: 'good' })}\n`,
    );
    expect(pages[0]).toMatchObject({ url, title: '', author: null, definitions: [], statements: [], truncated: false });
    const message = 'left out, because this version does not know it: mood';
    expect(report.pages[0]?.warnings).toEqual([{ code: 'LEFT_OUT', message }]);
  });

  it('gives no controls, no halves of characters and no names that are not what they look like', async () => {
    const { pages } = await read(
      line({ name: 're\u202epo', definitions: [{ kind: 'BODY', facet: null, text: 'a\u001b[31mb\ud800c' }] }),
    );
    expect([pages[0]?.name, pages[0]?.definitions[0]?.text]).toEqual(['repo', 'ab\ufffdc']);
    expect(Object.getPrototypeOf((await read(line().replace('{', '{"__proto__":{"x":1},'))).pages[0])).toBe(
      Object.prototype,
    );
  });

  it('is UTF-8, whatever its texts say of character sets', async () => {
    const title = '<meta charset="windows-1252"> Itô';
    expect((await read(line({ title }))).pages[0]?.title).toBe(title);
  });
});

describe('a file of lines', () => {
  it('may have blank lines, line ends of any kind and a byte order mark', async () => {
    const text = `\ufeff${pageLine(DOCUMENT)}\r\n \n${line().trimEnd()}`;
    const { pages } = await read(text);
    expect(pages.map(({ concept }) => concept)).toEqual(['repo', 'note']);
    const found = await linesOf(join(folder.path, 'graph.ndjson'));
    expect(found?.lines.map(({ number }) => number)).toEqual([1, 4]);
    const [first, last] = found?.lines ?? [];
    const bytes = Buffer.from(text);
    expect(bytes.toString('utf8', last?.start, (last?.start ?? 0) + (last?.length ?? 0))).toBe(line().trimEnd());
    expect(first?.start).toBe(0);
  });

  it('may have lines that are longer than what is read at once', async () => {
    const text = 'x'.repeat(300_000);
    const definitions = [{ kind: 'BODY', facet: null, text }];
    const { pages } = await read(line({ definitions }) + pageLine(DOCUMENT));
    expect(pages.map(({ definitions: [first] }) => first?.text.length)).toEqual([300_000, undefined]);
  });

  it('is left alone in a folder where it holds something else, and refused once where it is named', async () => {
    const others = '{"a":1}\n{"a":2}\n';
    writeFileSync(join(folder.path, 'page.ndjson'), line());
    writeFileSync(join(folder.path, 'log.jsonl'), others);
    const { report } = await kept(folder.path);
    expect(report.pages.map(({ source, status }) => [source, status])).toEqual([['page.ndjson', 'added']]);
    const named = await read(others, 'log.jsonl');
    expect(named.report.pages.map(({ error }) => error?.message)).toEqual([
      'line 1: kind must be one of DEFINITION, AREA, TERM, DOCUMENT, but is not there',
    ]);
    const empty = await read('', 'empty.ndjson');
    expect(empty.report.pages.map(({ error }) => error?.message)).toEqual(['is not JSON: it is empty']);
  });
});
