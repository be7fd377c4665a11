/** The options of the combobox: one per concept, under a note where there is one. */
import { h } from './dom.ts';
import type { Offer, Suggestion } from './suggest.ts';

type Match = Suggestion['match'];

/** Matches within a passage of text; options of the other kinds show the meaning. */
const PASSAGES = new Set(['MEANING', 'DEFINITION', 'FACET', 'GLOSS']);
/** Characters of a passage shown before the match: with more, the match would not fit in two lines. */
const LEAD = 40;

/** The content of the listbox: the options, grouped under the note if there is one. */
export function optionList(
  { note, options }: Offer,
  take: (concept: Suggestion['concept']) => void,
): readonly HTMLElement[] {
  const items = options.map((suggestion, index) =>
    option(suggestion, `option-${index}`, () => take(suggestion.concept)),
  );
  if (note === '' || items.length === 0) return items;
  const name = h('div', { id: 'note', class: 'note', role: 'presentation' }, note);
  return [h('div', { role: 'group', 'aria-labelledby': 'note' }, name, ...items)];
}

function option({ concept, match }: Suggestion, id: string, onclick: () => void): HTMLElement {
  const { name, meaning } = concept;
  const isPassage = PASSAGES.has(match.field);
  const isOther = match.field === 'ALTERNATE_NAME';
  return h(
    'div',
    { id, part: 'option', role: 'option', 'aria-selected': 'false', onclick },
    h('span', { class: 'name', dir: 'auto' }, ...(match.field === 'NAME' ? marked(match) : [name])),
    isOther && h('span', { class: 'also' }, ' also ', h('span', { dir: 'auto' }, ...marked(match))),
    isPassage && h('span', { class: 'gist passage', dir: 'auto' }, ...marked(fromFirstMatch(match))),
    !isPassage && meaning !== null && h('span', { class: 'gist', dir: 'auto' }, meaning),
  );
}

/** Cuts the passage to start a few words before its first match. */
function fromFirstMatch(match: Match): Match {
  const first = match.ranges[0]?.start ?? 0;
  if (first <= LEAD) return match;
  const space = match.text.indexOf(' ', first - LEAD);
  const cut = space < 0 || space >= first ? first : space + 1;
  const shift = 1 - cut; // the ellipsis is one unit
  return {
    ...match,
    text: `…${match.text.slice(cut)}`,
    ranges: match.ranges.map(({ start, end }) => ({ start: start + shift, end: end + shift })),
  };
}

/** The text with its matches highlighted. */
function marked({ text, ranges }: Match): (Node | string)[] {
  const pieces: (Node | string)[] = [];
  let at = 0;
  for (const { start, end } of ranges) {
    pieces.push(text.slice(at, start), h('mark', {}, text.slice(start, end)));
    at = end;
  }
  return [...pieces, text.slice(at)];
}
