/**
 * The card of a term: what it means, beside the word. Only one card of a page is open at a time.
 *
 * As WCAG 1.4.13 asks, Escape closes it without moving the focus, the pointer may move onto it, and it stays until
 * pointer and focus have left.
 */
import { dispatchSelected, h, siteLink } from '../dom.ts';
import { readableAt } from '../service.ts';
import type { Meaning } from './meanings.ts';

const OPEN_MS = 120;
const CLOSE_MS = 250;

/** What a card is placed beside. */
export interface Anchor {
  /** The line of text in which the word starts; undefined while it is not shown. */
  line(): DOMRect | undefined;
  isRtl(): boolean;
  /** True for an event on the word or its card. */
  holds(event: Event): boolean;
  closed(): void;
}

export interface Card {
  readonly element: HTMLElement;
  /** The anchor while it is open. */
  readonly anchor: Anchor | undefined;
  fill(meaning: Meaning, endpoint: string, note?: string): void;
  open(anchor: Anchor): void;
  openSoon(open: () => void): void;
  closeSoon(isWanted: () => boolean): void;
  /** Cancels a pending `openSoon` or `closeSoon`. */
  stay(): void;
  close(): void;
}

/** The open card of the page. */
let opened: Card | undefined;

/** @param host - the element that tells the page which term was chosen in the card. */
export function card(host: HTMLElement): Card {
  // The element's own words are English, whatever the page's language.
  const element = h('span', { part: 'card', id: 'card', popover: 'manual', lang: 'en', dir: 'ltr' });
  let anchor: Anchor | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const self: Card = {
    element,
    get anchor() {
      return anchor;
    },
    fill(meaning, endpoint, note = '') {
      const select = (event: Event) => {
        if (!dispatchSelected(host, meaning.slug)) event.preventDefault();
      };
      const address = meaning.url === null ? null : readableAt(meaning.url, endpoint);
      const text = meaning.meaning ?? 'No page of the glossary explains this term yet.';
      element.replaceChildren(
        siteLink(address, meaning.name, { part: 'title', onclick: select }),
        h('span', { part: 'meaning', id: 'meaning', dir: 'auto' }, text),
        note && h('span', { class: 'note', 'aria-hidden': 'true' }, note),
      );
    },
    open(next) {
      clearTimeout(timer);
      if (anchor !== undefined && opened === self) anchor.closed();
      else opened?.close();
      anchor = next;
      if (opened !== self) {
        opened = self;
        element.showPopover();
        document.addEventListener('keydown', closeOnEscape, true);
        document.addEventListener('pointerdown', outside, true);
        window.addEventListener('scroll', place, { capture: true, passive: true });
        window.addEventListener('resize', place);
      }
      place();
    },
    openSoon(open) {
      soon(open, OPEN_MS);
    },
    closeSoon(isWanted) {
      soon(() => isWanted() || self.close(), CLOSE_MS);
    },
    stay() {
      clearTimeout(timer);
    },
    close() {
      clearTimeout(timer);
      if (opened !== self) return;
      opened = undefined;
      if (element.isConnected) element.hidePopover();
      document.removeEventListener('keydown', closeOnEscape, true);
      document.removeEventListener('pointerdown', outside, true);
      window.removeEventListener('scroll', place, true);
      window.removeEventListener('resize', place);
      anchor?.closed();
      anchor = undefined;
    },
  };

  function soon(work: () => void, ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(work, ms);
  }

  function closeOnEscape(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    self.close();
  }

  function outside(event: Event): void {
    if (!anchor?.holds(event)) self.close();
  }

  /** Below the line where there is room, otherwise above it, and within the window. */
  function place(): void {
    const line = anchor?.line();
    if (line === undefined) {
      self.close();
      return;
    }
    const { offsetWidth: width, offsetHeight: height } = element;
    const { clientWidth: roomX, clientHeight: roomY } = document.documentElement;
    const start = anchor?.isRtl() ? line.right - width : line.left;
    const isBelow = line.bottom + height + 8 < roomY || line.top < height + 8;
    element.style.left = `${Math.max(Math.min(start, roomX - width - 8), 8)}px`;
    element.style.top = `${isBelow ? line.bottom : line.top - height}px`;
  }

  return self;
}
