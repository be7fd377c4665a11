/** What an HTML page shows beside its content: the entry's parts are kept or reported, the site's own are not. */
import { describe, expect, it } from '@jest/globals';
import { read } from './reading.ts';

describe('outside of the content', () => {
  const SITE = `<header class="site-header"><p>The desk is the home of all words.</p></header>
    <div class="cookie-notice"><p>We use cookies to make this site work.</p></div>
    <div id="related"><h2>Related</h2><p>You may also like to read of swaps.</p></div>
    <div class="share-this"><p>Share this page with all your friends.</p></div>
    <section class="comments"><p>I have never understood this until today.</p></section>
    <div class="newsletter"><p>Get a new word from us every day.</p></div>
    <div class="site-info">This site is powered by the desk itself.</div>
    <footer><p>All rights are reserved by the desk.</p></footer>`;

  it('are a lead below the title, which is read, and other sentences, which are told of once', async () => {
    const html = `${SITE}<div class="hero"><h1>Carry</h1><p class="date">4 March</p><p>It is what a <a href="/term/position/">position</a> earns.</p></div>
      <main><h2>Kinds</h2><p>Roll and yield.</p></main>
      <section><h2>Who takes it?</h2><p>Funds that borrow at low rates.</p><p>Banks do so in calm markets.</p></section>`;
    for (const path of ['carry.html', 'definition/carry.html']) {
      expect(await read(path, html)).toMatchObject({
        texts: ['BODY carry: It is what a position earns.', 'BODY carry: Roll and yield.'],
        relations: ['carry LINKS_TO position'],
        warnings: ['LEFT_OUT text outside the content ("Funds that borrow at low rates." and 1 more) is left out'],
      });
    }
  });

  it('are articles that are not beside the first', async () => {
    const html =
      '<div><article><h1>Roll</h1><p>To move on.</p></article></div><div><article><p>Sell March and buy June then.</p></article></div>';
    expect((await read('roll.html', html)).warnings).toEqual([
      'LEFT_OUT text outside the content ("Sell March and buy June then.") is left out',
    ]);
  });

  it('are told of by a glossary, too', async () => {
    const html = `<div class="intro"><p>The desk uses these words each day.</p></div>${SITE}
      <main><h1>Words</h1><dl><dt>Long</dt><dd>Owning.</dd><dt>Short</dt><dd>Owing.</dd></dl></main>`;
    expect((await read('words.html', html)).warnings).toEqual([
      'LEFT_OUT text outside the content ("The desk uses these words each day.") is left out',
    ]);
  });
});

describe('a caption', () => {
  it('of a table or a quote is a text', async () => {
    const html = `<main><h1>Repo</h1><table><caption>Rates by day</caption><tr><td>1</td><td>5%</td></tr></table>
      <figure><table><tr><td>2</td><td>6%</td></tr></table><figcaption>As paid by <a href="haircut">banks</a></figcaption></figure>
      <figure><blockquote>Cash is king.</blockquote><figcaption>Ada</figcaption></figure>
      <figure><figcaption>rates.py</figcaption><pre>x = 1</pre></figure></main>`;
    const { texts, warnings } = await read('repo.html', html);
    expect(texts).toEqual(
      ['Rates by day', '1 | 5%', '2 | 6%', 'As paid by banks', 'Cash is king.', 'Ada'].map(
        (text) => `BODY repo: ${text}`,
      ),
    );
    expect(warnings).toEqual(['LEFT_OUT code (a block, 1 lines in all) is left out']);
  });

  it.each([
    '<figure><img src="a.png"><figcaption><p>Cash against bonds.</p></figcaption></figure>',
    '<div class="wp-caption"><img src="a.png"><p class="wp-caption-text">Cash against bonds.</p></div>',
    '<div class="wp-block-image"><figure><img src="a.png"><figcaption>Cash against bonds.</figcaption></figure></div>',
  ])('of a picture is told of, where it is not generated: %s', async (figure) => {
    const html = `<main><h1>Repo</h1><p>A loan.</p>${figure.repeat(3)}</main>`;
    const told = 'LEFT_OUT the text below pictures ("Cash against bonds." and 2 more) is left out';
    expect(await read('repo.html', html)).toMatchObject({ texts: ['BODY repo: A loan.'], warnings: [told] });
    expect(await read('definition/repo.html', html)).toMatchObject({ texts: ['BODY repo: A loan.'], warnings: [] });
  });
});
