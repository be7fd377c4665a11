/** Which addresses a crawl visits, each page once. */
import { describe, expect, it } from '@jest/globals';
import { linksOf } from '../../../ingest/crawl/site/links.ts';
import { carriersOf, isSameSite, scopeOf } from '../../../ingest/crawl/site/scope.ts';

const keys = (start: string, links: readonly string[], base: string | null = null) => {
  const scope = scopeOf(start, base);
  return links.map((link) => scope.placeOf(link, scope.start.key)?.key.replace(scope.origin, '') ?? null);
};

describe('a crawl from the root of a site', () => {
  it('knows a page of the family in every spelling, and other pages as they are written', () => {
    const spellings = [
      '/term/a',
      'Term/A.md?x=1#y',
      'https://glossary.example/term/a/',
      '/term/a.html',
      '//glossary.example/term/a',
    ];
    expect(new Set(keys('https://glossary.example', spellings))).toEqual(new Set(['/term/a/']));
    expect(keys('https://glossary.example/', ['/a b/', '/a#b', '', '/area/x/resource/2'])).toEqual([
      ...['/a%20b/', '/a', '/', '/area/x/resource/2/'],
    ]);
  });

  it.each([
    ...[
      'http://glossary.example/',
      'https://glossary.example:8443/',
      'https://www.glossary.example/',
      'mailto:a@b.example',
    ],
    ...[
      'https://a:b@glossary.example/',
      'javascript:alert(1)',
      '/search?q=a',
      '/picture.PNG',
      '/feed.xml',
      'https://[',
      '/a'.repeat(2_000),
    ],
  ])('leaves %s alone', (link) => {
    expect(keys('https://glossary.example/', [link])).toEqual([null]);
  });
});

it('stays below the folder or the page that is named', () => {
  const links = ['/glossary/a', '/glossary', '/glossary-old/a', '/', '../glossary/b/c'];
  expect(keys('https://glossary.example/glossary', links)).toEqual([
    '/glossary/a',
    '/glossary',
    null,
    null,
    '/glossary/b/c',
  ]);
  expect(keys('https://glossary.example/glossary/index.html', ['a.html', '/a'])).toEqual(['/glossary/a.html', null]);
  expect(keys('https://glossary.example/area/x', ['resource/2/', '/area/x.md', '/area/y/'])).toEqual([
    ...['/area/x/resource/2/', '/area/x/', null],
  ]);
  expect(scopeOf('https://glossary.example/terms.ttl', null).isSingle).toBe(true);
});

it('reads a copy of a site as if it were that site', () => {
  const scope = scopeOf('http://127.0.0.1:8080/', 'https://glossary.example/');
  expect(scope.placeOf('https://glossary.example/term/a/', scope.start.key)?.key).toBe('http://127.0.0.1:8080/term/a/');
  expect(scope.placeOf('https://elsewhere.example/term/a/', scope.start.key)).toBeNull();
  expect(scope.published('http://127.0.0.1:8080/term/a/')).toBe('https://glossary.example/term/a/');
});

it('follows a site to its own https, and to itself with or without www, never elsewhere', () => {
  const same = (from: string, to: string) => isSameSite(new URL(from), new URL(to));
  expect(same('http://a.example/', 'https://a.example/')).toBe(true);
  expect(same('https://a.example/', 'https://www.a.example/')).toBe(true);
  expect(same('https://a.example/', 'http://a.example/')).toBe(false);
  expect(same('https://a.example/', 'https://b.a.example/')).toBe(false);
  expect(same('https://a.example/', 'https://a.example:444/')).toBe(false);
  expect(same('https://a.example/', 'ftp://a.example/')).toBe(false);
});

it('looks for a page in Markdown beside it', () => {
  const html = 'https://a.example/term/a/';
  const markdown = 'https://a.example/term/a.md';
  expect(carriersOf(html)).toEqual({ markdown, html });
  expect(carriersOf(markdown)).toEqual({ markdown, html });
  expect(carriersOf('https://a.example/term/a.html')).toEqual({ markdown, html: 'https://a.example/term/a.html' });
});

it('finds links wherever a page has them', () => {
  const html =
    '<base href="/x/"><A HREF=" a ">a</A><map><area href=b></map><link rel="next" href="c"><link rel=stylesheet href=d><a href=e download>e</a>';
  expect(linksOf(html, 'html')).toEqual({ base: '/x/', links: [' a ', 'b', 'c'] });
  const markdown =
    '[a](x.md) ![p](p.png "t") <https://a.example/y> {"url": "https://a.example/z"} [b](<u v>) https://a.example/w.';
  expect(linksOf(markdown, 'markdown').links).toEqual([
    ...['x.md', 'p.png', 'https://a.example/y', 'https://a.example/z', 'u', 'https://a.example/w.'],
  ]);
  const many = Array.from({ length: 10_000 }, (_, i) => `<a href="${i}">`).join('');
  expect(linksOf(many, 'html').links.length).toBe(5_000);
});
