/** The cases of RFC 9309, and those of other crawlers' test suites that it decides. */
import { describe, expect, it } from '@jest/globals';
import { readRobots } from '../../../ingest/crawl/http/robots.ts';

const allows = (text: string, path: string) =>
  readRobots(text, 'riskgraph').allows(new URL(path, 'https://glossary.example'));
const group = (...rules: string[]) => `User-agent: riskgraph\n${rules.join('\n')}\n`;

describe('groups (2.2.1)', () => {
  it.each([
    ['its own group, whatever the case', 'User-Agent: RiskGraph\nDisallow: /x', false],
    ['its own group, with a version behind the name', 'User-agent: riskgraph/0.1\nDisallow: /x', false],
    ['no group of a name that begins with its own', 'User-agent: riskgraphbot\nDisallow: /x', true],
    ['the group of all where it has none', 'User-agent: *\nDisallow: /x', false],
    ['its own group alone where it has one', 'User-agent: *\nDisallow: /\n\nUser-agent: riskgraph\nAllow: /y', true],
    ['an own group without rules', 'User-agent: *\nDisallow: /\n\nUser-agent: riskgraph\n', true],
    [
      'several groups of one name as one',
      'User-agent: riskgraph\nDisallow: /y\n\nUser-agent: riskgraph\nDisallow: /x',
      false,
    ],
    ['names one after the other as one group', 'User-agent: other\nUser-agent: riskgraph\nDisallow: /x', false],
    [
      'names with other records in between as one',
      'User-agent: riskgraph\nSitemap: /s\nCrawl-delay: 1\nUser-agent: b\nDisallow: /x',
      false,
    ],
    ['rules before any name as none', 'Disallow: /x', true],
    ['a file that begins with a byte order mark', '\ufeffUser-agent: *\nDisallow: /x', false],
    [
      'lines that end as on any system, with comments and blanks',
      'user-agent : * # all\r\r\n \n disallow :/x # no',
      false,
    ],
    ['nothing in an empty file', '', true],
    ['nothing in what is no robots.txt', '<html><body>Not found: /x</body></html>', true],
  ])('heeds %s', (_, text, isAllowed) => {
    expect(allows(text, '/x/page')).toBe(isAllowed);
  });
});

describe('rules (2.2.2)', () => {
  it.each<[string[], string, boolean]>([
    [['Disallow: /'], '/robots.txt', true],
    [['Disallow:'], '/x', true],
    [['Disallow: /x'], '/y', true],
    [['Disallow: /x'], '/X', true],
    [['Allow: /p', 'Disallow: /'], '/page', true],
    [['Disallow: /', 'Allow: /p'], '/page', true],
    [['Allow: /page', 'Disallow: /page'], '/page', true],
    [['Allow: /folder', 'Disallow: /folder/page'], '/folder/page', false],
    [['Allow: /example/page/', 'Disallow: /example/page/disallowed.gif'], '/example/page/disallowed.gif', false],
    [['Allow: /$', 'Disallow: /'], '/', true],
    [['Allow: /$', 'Disallow: /'], '/page', false],
    [['Disallow: /fish*'], '/fish/salmon.html', false],
    [['Disallow: /*.php$'], '/folder/file.php', false],
    [['Disallow: /*.php$'], '/file.php?x=1', true],
    [['Disallow: /a*b*c$'], '/a-b-c-b-c', false],
    [['Disallow: /a*bc*c$'], '/abc', true],
    [['Disallow: /*/x'], '/one/two/x', false],
    [['Disallow: /x?y=1'], '/x?y=12', false],
    [['Allow: /p', 'Disallow: /*.md'], '/page.md', false],
    // Octets are compared, however they are encoded.
    [['Disallow: /foo/bar/ツ'], '/foo/bar/%E3%83%84', false],
    [['Disallow: /foo/bar/%E3%83%84'], '/foo/bar/ツ', false],
    [['Disallow: /foo/bar/%e3%83%84'], '/foo/bar/ツ', false],
    [['Disallow: /foo/bar/%62%61%7A'], '/foo/bar/baz', false],
    [['Disallow: /foo/bar/baz'], '/foo/bar/%62%61%7A', false],
    [['Disallow: /foo/bar?baz=https://foo.bar'], '/foo/bar?baz=https://foo.bar', false],
    [['Disallow: /a%2Fb'], '/a/b', true],
    [['Disallow: /path/file-with-a-%2A.html'], '/path/file-with-a-*.html', false],
    [['Disallow: /path/file-with-a-%2A.html'], '/path/file-with-a-b.html', true],
    [['Disallow: /path/foo-%24'], '/path/foo-$', false],
    [['Disallow: /a$b'], '/a$b', false],
    [['Disallow: page'], '/page', true],
  ])('has %j take %s: %j', (rules, path, isAllowed) => {
    expect(allows(group(...rules), path)).toBe(isAllowed);
  });
});

it('reads pauses and sitemaps beside the rules', () => {
  const text =
    'Sitemap: https://glossary.example/a.xml\nUser-agent: *\nCrawl-delay: 2.5\nDisallow: /x\nsitemap: /b.xml\n';
  expect(readRobots(text, 'riskgraph')).toMatchObject({
    delay: 2.5,
    sitemaps: ['https://glossary.example/a.xml', '/b.xml'],
  });
  for (const delay of ['', '-1', 'soon', 'Infinity']) {
    expect(readRobots(`User-agent: *\nCrawl-delay: ${delay}`, 'riskgraph').delay).toBeNull();
  }
});
