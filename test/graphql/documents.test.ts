import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { documentCache, withoutRepeats } from '../../src/graphql/documents.ts';

describe('the cache of validated documents', () => {
  const document = (i: number) => parse(`{ a${i}: concept(slug: "a") { name } }`);

  it('is bounded in bytes, whatever the number of documents, and lets go of those asked for longest ago', async () => {
    const most = 100_000;
    const cache = documentCache(most);
    let largest = 0;
    for (let i = 0; i < 5_000; i++) {
      await cache.set(String(i), document(i));
      // A document that is requested often stays.
      await cache.get('0');
      largest = Math.max(largest, cache.bytes());
    }
    expect(largest).toBeLessThanOrEqual(most);
    expect(await cache.get('0')).toBeDefined();
    expect(await cache.get('1')).toBeUndefined();
    expect(await cache.get('4999')).toBeDefined();
  });

  it('counts a document once', async () => {
    const cache = documentCache();
    await cache.set('a', document(1));
    const once = cache.bytes();
    await cache.set('a', document(1));
    expect([cache.bytes(), await cache.delete('a'), cache.bytes()]).toEqual([once, true, 0]);
  });
});

describe('a document that repeats itself', () => {
  const long = ' '.repeat(200);

  it('has each value once in it, but none less with a directive or another argument', () => {
    const text = `{ concept(slug: "a") { name name b: name name @skip(if: true) name @skip(if: true) } ${long} }`;
    expect(withoutRepeats(text).replaceAll(/\s+/g, ' ')).toBe(
      '{ concept(slug: "a") { name b: name name @skip(if: true) name @skip(if: true) } }',
    );
  });

  it('is left as it is where it does not, or does not parse', () => {
    for (const text of [`{ concept(slug: "a") { name } ${long} }`, `{ name name ${long}`]) {
      expect(withoutRepeats(text)).toBe(text);
    }
  });

  it('ends where fragments go in a circle', () => {
    const text = `{ ...f } fragment f on Concept { related { ...f } } ${long}`;
    expect(withoutRepeats(text)).toBe(text);
  });
});
