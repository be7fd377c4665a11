/** One spelling per page. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addressFromPath, canonicalAddress, slugOf } from '../../src/model/address.ts';

const URL_OF_X = 'https://site.example/definition/x/';

describe('the canonical address', () => {
  it.each([
    'https://site.example/definition/x/',
    'http://site.example/definition/x',
    'HTTPS://SITE.EXAMPLE:443/Definition/X.MD',
    'http://site.example:80/definition/x.html?utm=1#top',
    'https://site.example//definition//x/index.html',
    ' https://site.example/definition/%78/ ',
  ])('is the same for %s', (raw) => {
    expect(canonicalAddress(raw)).toEqual({
      url: URL_OF_X,
      site: 'https://site.example',
      kind: 'DEFINITION',
      slug: 'x',
      resource: null,
    });
  });

  it('keeps a further page, a port and letters of any script, decoded and composed', () => {
    expect(canonicalAddress('https://s.example/area/x/resource/132.md')).toMatchObject({
      url: 'https://s.example/area/x/resource/132/',
      kind: 'AREA',
      resource: 132,
    });
    expect(canonicalAddress('http://s.example:8080/term/x')?.site).toBe('https://s.example:8080');
    expect(canonicalAddress('https://s.example/term/ITO%CC%82')?.slug).toBe('itô');
  });

  it.each([
    ['another scheme', 'javascript:alert(1)//definition/x/'],
    ['a scheme with a line end in it', 'java\nscript:alert(1)'],
    ['data', 'data:text/html,/term/x/'],
    ['a file', 'file:///term/x/'],
    ['no scheme', '/definition/x/'],
    ['nothing', ''],
    ['credentials', 'https://user:word@s.example/term/x/'],
    ['another path', 'https://s.example/blog/x/'],
    ['a longer path', 'https://s.example/a/term/x/'],
    ['a path that goes on', 'https://s.example/term/x/y/'],
    ['no slug', 'https://s.example/term/.md'],
    ['a resource without number', 'https://s.example/area/x/resource/'],
    ['resource 0', 'https://s.example/area/x/resource/0/'],
    ['a resource with a leading zero', 'https://s.example/area/x/resource/01/'],
    ['a control character', 'https://s.example/term/x%00/'],
    ['an encoded slash', 'https://s.example/term/x%2Fy/'],
    ['a wrong encoding', 'https://s.example/term/%E0%A4%A/'],
    ['markup', 'https://s.example/term/%3Cscript%3E/'],
    ['a bidirectional control', 'https://s.example/term/x%E2%80%AEy/'],
    ['a slug that is too long', `https://s.example/term/${'x'.repeat(257)}/`],
    ['an absurd length', `https://s.example/term/x/?${'y'.repeat(100_000)}`],
  ])('is none for %s', (_, raw) => {
    expect(canonicalAddress(raw)).toBeNull();
  });

  it('takes the longest slug', () => {
    expect(canonicalAddress(`https://s.example/term/${'x'.repeat(256)}/`)?.slug).toHaveLength(256);
  });

  it('is found the same way, whether an address is canonical already or not', () => {
    const letters = fc.stringMatching(/^[a-z0-9.:@-]{1,12}$/);
    fc.assert(
      fc.property(letters, letters, fc.constantFrom('term', 'area'), (host, slug, kind) => {
        const canonical = `https://${host}.example/${kind}/${slug}/`;
        expect(canonicalAddress(canonical)).toEqual(canonicalAddress(`${canonical}?`));
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws, and is its own canonical form', () => {
    const path = fc.tuple(
      fc.constantFrom('term', 'area', 'Definition', 'x'),
      fc.string({ unit: 'grapheme' }),
      fc.string(),
    );
    const address = path.map(([kind, slug, rest]) => `https://s.example/${kind}/${slug}/${rest}`);
    fc.assert(
      fc.property(fc.oneof(address, fc.string(), fc.webUrl(), fc.string({ unit: 'binary' })), (raw) => {
        const once = canonicalAddress(raw);
        if (once !== null) expect(canonicalAddress(once.url)).toEqual(once);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the slug of a name', () => {
  it.each([
    ['Itô’s Lemma (1951)', 'itos-lemma-1951'],
    ['⎊', null],
    [`a${'𐐷'.repeat(200)}`, `a${'𐐷'.repeat(127)}`], // each has two of the 256 units
    [`${'a'.repeat(255)} b`, 'a'.repeat(255)],
  ])('%s', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });
});

describe('the address of a file', () => {
  it.each([
    ['definition/x.md', URL_OF_X],
    ['./definition/x/index.html', URL_OF_X],
    ['definition\\x.html', URL_OF_X],
    ['area/x/resource/8.md', 'https://site.example/area/x/resource/8/'],
    ['term/ito%CC%82.md', 'https://site.example/term/itô/'],
    ['term/ito\u0302.md', 'https://site.example/term/itô/'],
    ['term/100%.md', null],
    ['notes/x.md', null],
    ['term/../definition/x.md', null],
    ['README.md', null],
  ])('under a base: %s', (path, url) => {
    expect(addressFromPath('https://site.example/', path)?.url ?? null).toBe(url);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (base, path) => {
        addressFromPath(base, path);
        addressFromPath('https://s.example', `term/${path}`);
      }),
    );
  });
});
