/** Terms in words, wrapped to the width of the terminal. */
import { Help } from 'commander';
import { getOrMake } from '../../get-or-make.ts';
import { printable } from '../../printable.ts';
import { counted, excerpt } from '../../site/layout.ts';
import { relationHeading } from '../../site/relation-headings.ts';
import type { PathAnswer, RelatedAnswer, SearchAnswer, Term, TermAnswer } from './answers.ts';

/** Longer lines are hard to read; without a terminal, lines are as wide as those of --help. */
const WIDEST = 100;
const WIDTH = 80;
/** Characters of a quoted text, and the number of quotes. */
const QUOTED = 160;
const MOST_QUOTED = 5;

export function termInWords({ concept }: TermAnswer): string {
  const { alternateNames, meaning, isStub, definitions, related, calculators, episodes, pages } = concept;
  const texts = new Map(
    definitions
      .filter(({ text }) => text !== meaning)
      .map(({ text, facet }) => [text, facet === null ? text : `${facet}: ${text}`]),
  );
  const quoted = [...texts.values()].slice(0, MOST_QUOTED);
  const left = texts.size - quoted.length;
  return blocks([
    [
      named(concept),
      ...(alternateNames.length > 0 ? [wrapped(`Also called: ${alternateNames.join(', ')}`)] : []),
      ...(meaning === null ? [] : [wrapped(meaning)]),
      ...(isStub ? ['The glossary has no page about this term yet; other pages link to it.'] : []),
    ],
    section('Texts', [
      ...quoted.map((text) => excerpt(text, QUOTED)),
      ...(left > 0 ? [`${counted(left, 'more text')}: --json prints all of them in full`] : []),
    ]),
    section('Related terms', related.map(named)),
    section('Calculators', calculators.map(titled)),
    section('Documented crashes', episodes.map(titled)),
    section(
      'Pages',
      pages.map(({ url }) => url),
    ),
  ]);
}

export function foundInWords({ search }: SearchAnswer): string {
  const { totalCount, correctedQuery, edges } = search;
  const found = counted(totalCount, 'term');
  return blocks([
    [
      ...(correctedQuery === null ? [] : [`Spelling corrected to ${JSON.stringify(correctedQuery)}`]),
      edges.length < totalCount ? `${edges.length} of ${found}:` : `${found}:`,
    ],
    ...edges.map(({ node, match }) => {
      // A matching name is already printed above.
      const passage = match.field === 'NAME' || match.field === 'ALTERNATE_NAME' ? node.meaning : match.text;
      return described(node, passage);
    }),
  ]);
}

export function relatedInWords({ concept }: RelatedAnswer): string {
  const { related, relations } = concept;
  const groups = new Map<string, Set<string>>();
  for (const { direction, concept: other, node } of relations.edges)
    getOrMake(groups, relationHeading(node.kind, direction === 'OUTGOING'), () => new Set<string>()).add(named(other));
  const { length } = relations.edges;
  const heading = counted(relations.totalCount, 'relation');
  return blocks([
    [`What to read after ${named(concept)}`],
    ...related.map((one) => described(one, one.meaning)),
    section(
      length < relations.totalCount ? `${length} of ${heading}` : heading,
      [...groups].map(([kind, terms]) => `${kind}: ${[...terms].join(', ')}`),
    ),
  ]);
}

export function pathInWords({ path }: PathAnswer): string {
  const [start, ...others] = path.concepts;
  const lines = others.map((next, i) => {
    const step = path.steps[i];
    return `${relationHeading(step?.kind ?? '', step?.from.slug === path.concepts[i]?.slug)}: ${named(next)}`;
  });
  return blocks([start === undefined ? [] : [named(start), ...lines.map((line) => wrapped(line, '  '))]]);
}

function named({ name, slug }: Term): string {
  return `${name} (${slug})`;
}

function titled({ slug, title }: { slug: string; title: string }): string {
  return `${slug}: ${title}`;
}

/** A heading with its entries below; empty without entries. */
function section(heading: string, entries: readonly string[]): string[] {
  return entries.length === 0 ? [] : [heading, ...entries.map((entry) => wrapped(entry, '  ', '    '))];
}

/** A term with its description below. */
function described(term: Term, text: string | null): string[] {
  return text === null ? [named(term)] : [named(term), wrapped(text, '  ')];
}

/** Joined with blank lines between. */
function blocks(parts: readonly (readonly string[])[]): string {
  return parts
    .filter((part) => part.length > 0)
    .map((part) => part.map(printableLines).join('\n'))
    .join('\n\n');
}

function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

function wrapped(text: string, indent = '', rest = indent): string {
  const width = Math.min(process.stdout.columns ?? WIDTH, WIDEST) - rest.length;
  return indent + new Help().boxWrap(text, width).replaceAll('\n', `\n${rest}`);
}
