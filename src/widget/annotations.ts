/** Finds the terms in the text of a container and wraps each, at its first occurrence, in a card. */
import { h } from './dom.ts';
import { keepMeaning, type Meaning } from './meanings.ts';
import { ask } from './service.ts';

/** The service takes texts of at most 20,000 UTF-16 units. */
const LONGEST = 20_000;
/** Nothing inside these is prose to annotate. */
const LEFT_ALONE =
  'a, button, input, select, textarea, code, pre, kbd, samp, script, style, svg, math, h1, h2, h3, h4, h5, h6, term-card, term-lookup, [contenteditable]';
/** Stands between two pieces of text; no term has one in it, so none reaches across. */
const BETWEEN = '\n\n';

const QUERY = `query ($text: String!) {
  annotate(text: $text) { start end concept { slug name meaning url } }
}`;

interface Annotation {
  start: number;
  end: number;
  concept: Meaning;
}

interface Piece {
  node: Text;
  start: number;
}

/** Answers how many cards it made. */
export async function annotate(container: HTMLElement, endpoint: string): Promise<number> {
  const seen = new Set([...container.querySelectorAll('term-card')].map((card) => card.getAttribute('slug')));
  let made = 0;
  for (const pieces of batches(container)) {
    const text = pieces.map(({ node }) => node.data).join(BETWEEN);
    const { annotate: found } = await ask<{ annotate: Annotation[] | null }>(endpoint, QUERY, { text });
    const wanted = (found ?? []).filter(({ start, end, concept }) => {
      const isNew = !seen.has(concept.slug) && pieceAt(pieces, start, end) !== undefined;
      if (isNew) seen.add(concept.slug);
      return isNew;
    });
    // From the end, so that the places before stay where they were.
    for (const { start, end, concept } of wanted.reverse()) {
      keepMeaning(endpoint, concept);
      const piece = pieceAt(pieces, start, end);
      if (piece === undefined) continue;
      const term = piece.node.splitText(start - piece.start);
      term.splitText(end - start);
      const card = h('term-card', { slug: concept.slug });
      term.replaceWith(card);
      card.append(term);
      made++;
    }
  }
  return made;
}

function pieceAt(pieces: readonly Piece[], start: number, end: number): Piece | undefined {
  return pieces.find((piece) => piece.start <= start && end <= piece.start + piece.node.length);
}

/** The prose below the container, as much at a time as the service takes. */
function batches(container: HTMLElement): Piece[][] {
  const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT, (node) => {
    const isProse = node.parentElement?.closest(LEFT_ALONE) === null && node.textContent?.trim() !== '';
    return isProse ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT;
  });
  const all: Piece[][] = [[]];
  let length = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    if (node.length > LONGEST) continue;
    if (length + node.length > LONGEST) {
      all.push([]);
      length = 0;
    }
    all.at(-1)?.push({ node, start: length });
    length += node.length + BETWEEN.length;
  }
  return all.filter((pieces) => pieces.length > 0);
}
