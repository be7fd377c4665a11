/** Limits on the length and number of a page's names, to match what queries may ask for, and on its warnings. */
import type { PageContent, Statement } from '../../src/model/types.ts';
import { type PageWarning, withBoundedWarnings } from '../formats/faults.ts';
import { excerpt, start } from '../formats/plain-text.ts';

/** The longest name, in UTF-16 units, and the most alternate names of a page. */
const NAME_LENGTH = 256;
const OTHER_NAMES = 100;

/** The pages of one file with their names and warnings cut to the limits; LEFT_OUT says what was dropped. */
export function withinBounds<Read extends { page: PageContent; warnings: PageWarning[] }>(
  pages: readonly Read[],
): Read[] {
  return withBoundedWarnings(pages.map(withBoundedNames));
}

function withBoundedNames<Read extends { page: PageContent; warnings: PageWarning[] }>(read: Read): Read {
  const { page } = read;
  if (isWithin(page)) return read;
  const leftOut: string[] = [];
  const within = (what: string, name: string): string => {
    if (name.length <= NAME_LENGTH) return name;
    leftOut.push(`the end of ${what}, which has more than ${NAME_LENGTH} characters ("${excerpt(name)}"), is left out`);
    return start(name, NAME_LENGTH);
  };
  const others = page.alternateNames.slice(0, OTHER_NAMES);
  const beyond = page.alternateNames.length - others.length;
  if (beyond > 0) leftOut.push(`${beyond} other names are left out: at most ${OTHER_NAMES} are kept`);
  const title = within('the title', page.title);
  const bounded: PageContent = {
    ...page,
    title,
    name: page.name === page.title ? title : within('the name', page.name),
    alternateNames: others.map((name) => within('another name', name)),
    author: page.author && within('the author', page.author),
    publisher: page.publisher && within('the publisher', page.publisher),
    section: page.section && within('the section', page.section),
    statements: page.statements.map((each) => withAnchor(each, within)),
  };
  const warnings = leftOut.map((message): PageWarning => ({ code: 'LEFT_OUT', message }));
  return { ...read, page: bounded, warnings: [...read.warnings, ...warnings] };
}

function isWithin({ title, name, alternateNames, author, publisher, section, statements }: PageContent): boolean {
  const isName = (text: string | null) => text === null || text.length <= NAME_LENGTH;
  return (
    alternateNames.length <= OTHER_NAMES &&
    [title, name, ...alternateNames, author, publisher, section].every(isName) &&
    statements.every(({ anchor }) => isName(anchor))
  );
}

/** No warning for a cut anchor of a link in prose: the text still has all its words. */
function withAnchor(stated: Statement, within: (what: string, name: string) => string): Statement {
  const { anchor, kind } = stated;
  if (anchor === null || anchor.length <= NAME_LENGTH) return stated;
  return { ...stated, anchor: kind === 'LINKS_TO' ? start(anchor, NAME_LENGTH) : within('a link', anchor) };
}
