/**
 * Marks each term in the text of a container where it first occurs, with a card on hover, tap and keyboard focus.
 *
 * The text belongs to the page, often to a framework that keeps references to its nodes, so none of them is changed: a
 * term is a range, hit-testing uses its rectangles, and the card and the focusable list of terms are in the container's
 * own shadow tree.
 */
import { followBackground } from '../scheme.ts';
import { type Anchor, card } from './card.ts';
import { marksOf } from './marks.ts';
import { type Meaning, meaningOf } from './meanings.ts';
import { findPlaces, type Place } from './places.ts';
import { isSelector, runsIn, setRange, shownFirst } from './runs.ts';
import { termList } from './term-list.ts';

/** How long to wait before rereading a text that changes often, such as an answer that is written word by word. */
const PAUSE_MS = 250;

/** The container with its present attributes. */
export interface Container extends HTMLElement {
  readonly endpoint: string;
  /** A selector of elements to skip; empty for none. */
  readonly exclude: string;
  /** Whether to find terms in text that is added later. */
  readonly observe: boolean;
}

export interface MarkedTerms {
  /** Finds the terms in the present text; resolves to the number of new ones. */
  find(): Promise<number>;
  stop(): void;
}

interface Term {
  meaning: Meaning;
  range: Range;
  /** The range's text when it was set; a difference means that the page changed it. */
  held: string;
  /** With white space collapsed, as a reader sees it. */
  text: string;
}

/** @param shadow - the container's shadow tree, with a slot for the text. */
export function markedTerms(host: Container, shadow: ShadowRoot, internals: ElementInternals): MarkedTerms {
  const terms = new Map<string, Term>();
  const view = card(host);
  const marks = marksOf(host, shadow);
  const list = termList({
    reached: (slug, { position, of }) => reach(slug, `Term ${position} of ${of}. The arrow keys lead to the others.`),
    isShown: (slug) => lineOf(terms.get(slug)) !== undefined,
  });
  shadow.prepend(list.element, view.element);
  let known: ReadonlyMap<string, readonly Place[]> = new Map();
  let knownOf = '';
  let opened: Term | undefined;
  /** What the pointer is over. */
  let over: Term | 'card' | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  /** The next pass over the text, until it starts. */
  let next: Promise<number> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function findNow(): Promise<number> {
    next = undefined;
    if (signal.aborted) return 0;
    const { endpoint } = host;
    const exclude = isSelector(host.exclude) ? host.exclude : '';
    if (endpoint !== knownOf) known = new Map();
    knownOf = endpoint;
    known = await findPlaces(
      endpoint,
      runsIn(host, exclude).map(({ text }) => text),
      known,
    );
    const slugs = new Set([...known.values()].flatMap((places) => places.map(({ slug }) => slug)));
    const meanings = new Map(
      await Promise.all([...slugs].map(async (slug) => [slug, await meaningOf(endpoint, slug)] as const)),
    );
    // If the container has moved meanwhile, it already has other marks.
    return signal.aborted ? 0 : mark(meanings, exclude);
  }

  /** Marks the known terms in the present text, which may have changed since the service was asked. */
  function mark(meanings: ReadonlyMap<string, Meaning | null>, exclude: string): number {
    const before = new Map(terms);
    terms.clear();
    const own = new Set([...host.querySelectorAll('term-card')].map((element) => element.getAttribute('slug')));
    for (const run of shownFirst(runsIn(host, exclude))) {
      for (const { start, end, slug } of known.get(run.text) ?? []) {
        const meaning = meanings.get(slug);
        if (!meaning || own.has(slug) || terms.has(slug)) continue;
        const range = before.get(slug)?.range ?? new Range();
        setRange(range, run, start, end);
        const text = run.text.slice(start, end).replace(/\s+/g, ' ');
        terms.set(slug, Object.assign(before.get(slug) ?? {}, { meaning, range, held: String(range), text }));
      }
    }
    show();
    return [...terms.keys()].filter((slug) => !before.has(slug)).length;
  }

  function show(): void {
    if (opened !== undefined && terms.get(opened.meaning.slug) !== opened) view.close();
    showMarks();
    list.show([...terms].map(([slug, { text, meaning }]) => ({ slug, text, meaning: meaning.meaning })));
  }

  function showMarks(): void {
    const ranges = [...terms.values()].map(({ range }) => range);
    marks.show(ranges, opened?.range);
  }

  function open(term: Term, note = ''): void {
    const { startContainer } = term.range;
    const around = startContainer.parentElement ?? host;
    followBackground(internals, around);
    view.fill(term.meaning, host.endpoint, note);
    const anchor: Anchor = {
      line: () => lineOf(term),
      isRtl: () => getComputedStyle(around).direction === 'rtl',
      holds: (event) => isOwn(event) || termAt(event as PointerEvent) === term,
      closed() {
        opened = undefined;
        showMarks();
      },
    };
    view.open(anchor);
    opened = view.anchor === anchor ? term : undefined;
    showMarks();
  }

  function reach(slug: string, note: string): void {
    const term = terms.get(slug);
    const line = lineOf(term);
    if (term === undefined || line === undefined) return;
    const isSeen = line.top >= 0 && line.bottom <= document.documentElement.clientHeight;
    if (!isSeen) term.range.startContainer.parentElement?.scrollIntoView({ block: 'center' });
    open(term, note);
  }

  /** True for events in the list or the card. */
  function isOwn(event: Event): boolean {
    const path = event.composedPath();
    return path.includes(view.element) || path.includes(list.element);
  }

  function termAt(event: MouseEvent): Term | undefined {
    const target = event
      .composedPath()
      .find((node) => node instanceof Node && node.getRootNode() === host.getRootNode());
    if (target === undefined) return undefined;
    const { clientX: x, clientY: y } = event;
    return [...terms.values()].find(
      ({ range }) =>
        range.intersectsNode(target as Node) &&
        [...range.getClientRects()].some(
          ({ left, right, top, bottom }) => left <= x && x <= right && top <= y && y <= bottom,
        ),
    );
  }

  function moveTo(next: Term | 'card' | undefined): void {
    if (next === over) return;
    over = next;
    if (typeof next === 'object') internals.states?.add('over-term');
    else internals.states?.delete('over-term');
    if (next === 'card' || (next !== undefined && next === opened)) view.stay();
    else if (next !== undefined) view.openSoon(() => open(next));
    else view.closeSoon(() => shadow.activeElement !== null);
  }

  const listeners = new AbortController();
  const { signal } = listeners;
  host.addEventListener(
    'pointermove',
    (event) => {
      if (event.pointerType !== 'touch') moveTo(isOwn(event) ? 'card' : termAt(event));
    },
    { signal },
  );
  host.addEventListener(
    'pointerleave',
    ({ pointerType }) => {
      if (pointerType !== 'touch') moveTo(undefined);
    },
    { signal },
  );
  host.addEventListener(
    'click',
    (event) => {
      if (event.defaultPrevented || isOwn(event) || getSelection()?.isCollapsed === false) return;
      const term = termAt(event);
      if (term === undefined) return;
      const isTouch = (event as PointerEvent).pointerType === 'touch';
      if (term === opened && isTouch) view.close();
      else if (term !== opened) open(term);
    },
    { signal },
  );
  shadow.addEventListener(
    'focusout',
    (event) => {
      const { relatedTarget } = event as FocusEvent;
      if (relatedTarget instanceof Node && shadow.contains(relatedTarget)) return;
      view.closeSoon(() => over !== undefined || shadow.activeElement !== null);
    },
    { signal },
  );

  /** One pass at a time: concurrent callers share the next pass, which sees the text as it is then. */
  const find = (): Promise<number> => {
    if (next === undefined) {
      next = turn.then(findNow);
      turn = next.catch(() => {});
    }
    return next;
  };
  const changes = new MutationObserver(() => {
    const gone = [...terms].filter(([, { range, held }]) => String(range) !== held);
    for (const [slug] of gone) terms.delete(slug);
    if (gone.length > 0) show();
    if (!host.observe) return;
    // While the service is away, the next change tries again.
    timer ??= setTimeout(() => {
      timer = undefined;
      find().catch(() => {});
    }, PAUSE_MS);
  });
  changes.observe(host, { childList: true, characterData: true, subtree: true });

  return {
    find,
    stop() {
      clearTimeout(timer);
      listeners.abort();
      changes.disconnect();
      view.close();
      marks.clear();
      list.element.remove();
      view.element.remove();
    },
  };
}

/** Where the term starts; undefined while it is not shown. */
function lineOf(term: Term | undefined): DOMRect | undefined {
  return [...(term?.range.getClientRects() ?? [])].find(({ width }) => width > 0);
}
