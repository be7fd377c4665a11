/** The prose of a page as a reader sees it: runs of text without a block boundary, whatever nodes hold them. */

/** Elements without prose: controls and their labels, links, headings, code, and what is not shown as text. */
const LEFT_ALONE = [
  'a, button, input, select, textarea, label, legend, summary, option, output, progress, meter',
  'h1, h2, h3, h4, h5, h6, [role=heading], [role=button], [role=link], [role=tab], [role=option], [role=checkbox]',
  '[role=radio], [role=switch], [role^=menuitem], [role=textbox], [role=combobox], [contenteditable]:not([contenteditable=false])',
  'code, pre, kbd, samp, var, math, svg, script, style, template, noscript, iframe, object, canvas, audio, video',
  'term-card, term-lookup',
].join();

export interface Run {
  text: string;
  /** The text nodes of the run in order, each with its offset in the run. */
  pieces: { node: Text; start: number }[];
}

/** @param exclude - a selector of further elements to skip; empty for none. */
export function runsIn(container: Element, exclude: string): Run[] {
  const leftAlone = exclude === '' ? LEFT_ALONE : `${LEFT_ALONE},${exclude}`;
  const runs: Run[] = [];
  let run: Run = { text: '', pieces: [] };
  const end = () => {
    if (run.text.trim() !== '') runs.push(run);
    run = { text: '', pieces: [] };
  };
  const read = (node: Node) => {
    if (node instanceof Text) {
      run.pieces.push({ node, start: run.text.length });
      run.text += node.data;
    } else if (node instanceof HTMLBRElement) {
      run.text += '\n';
    } else if (node instanceof Element) {
      // A nested container finds the terms of its own text.
      const isLeft = node.matches(`${leftAlone},term-cards`);
      const isBlock = isLeft || !/^(?:inline|contents)$/.test(getComputedStyle(node).display);
      if (isBlock) end();
      if (!isLeft) for (const child of node.childNodes) read(child);
      if (isBlock) end();
    }
  };
  if (container.closest(leftAlone) !== null) return [];
  for (const child of container.childNodes) read(child);
  end();
  return runs;
}

/** Visible runs first: a mark in a closed menu or tab would go unseen. */
export function shownFirst(runs: readonly Run[]): Run[] {
  const isShown = ({ pieces: [first] }: Run): boolean =>
    first?.node.parentElement?.checkVisibility?.({ visibilityProperty: true }) ?? true;
  const shown = new Set(runs.filter(isShown));
  return [...shown, ...runs.filter((run) => !shown.has(run))];
}

/** Puts the range around `[start, end)` of the run's text. */
export function setRange(range: Range, { pieces }: Run, start: number, end: number): void {
  const first = pieces.findLast((piece) => piece.start <= start);
  const last = pieces.findLast((piece) => piece.start < end);
  if (first === undefined || last === undefined) return;
  range.setStart(first.node, start - first.start);
  range.setEnd(last.node, end - last.start);
}

/** True for a valid selector list. */
export function isSelector(text: string): boolean {
  try {
    document.createDocumentFragment().querySelector(text);
    return true;
  } catch {
    return false;
  }
}
