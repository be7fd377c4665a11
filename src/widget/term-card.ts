/**
 * `<term-card>`: a word with a card that says what it means, on hover, focus or tap; `<term-cards>`: a container of them.
 *
 * As WCAG 1.4.13 asks, Escape closes the card without moving the focus, the pointer may go over to it, and it stays
 * until pointer and focus are gone. A term that the glossary does not have stays the text it is, and a link inside the
 * element stays a link.
 */
import { annotate } from './annotations.ts';
import cardStyle from './card.css';
import { h, siteLink, styleSheet, tellSelected } from './dom.ts';
import { type Meaning, meaningOf } from './meanings.ts';
import { endpointOf, readableAt } from './service.ts';
import tokens from './tokens.css';

const STYLES = [styleSheet(tokens), styleSheet(cardStyle)];
const OPEN_MS = 120;
const CLOSE_MS = 250;
/** The card that is open: one at a time. */
let opened: TermCard | undefined;

/**
 * A word with a card that says what it means.
 *
 * @attr {string} slug - The concept that the card explains, such as `margin-call`.
 * @attr {string} endpoint - Address of the GraphQL service; by default that of `<term-cards>` around it, else of the script's own origin.
 * @fires {CustomEvent<{ slug: string }>} term-select - The card's title was chosen; cancelled, its link is not followed.
 * @slot - The word; a link to the term's page keeps working without this script.
 * @csspart card - The card.
 * @csspart title - The term's name.
 * @csspart meaning - What it means, in one sentence.
 * @cssprop --riskgraph-accent - Colour of links, of the line under the word and of focus.
 * @cssprop --riskgraph-font - Font of the card; by default that of the page.
 * @cssprop --riskgraph-surface - Colour behind the card's text.
 * @cssprop --riskgraph-text - Colour of the card's text.
 * @tag term-card
 */
export class TermCard extends HTMLElement {
  static readonly observedAttributes = ['slug', 'endpoint'];

  readonly #word = h('span', { class: 'word' }, h('slot'));
  readonly #card = h('span', { part: 'card', id: 'card', popover: 'manual' });
  #meaning: Meaning | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = STYLES;
    root.append(this.#word, this.#card);
    this.addEventListener('pointerenter', ({ pointerType }) => {
      if (pointerType !== 'touch') this.#soon(() => this.#open(), OPEN_MS);
    });
    this.addEventListener('pointerleave', ({ pointerType }) => {
      if (pointerType !== 'touch') this.#soon(() => this.#closeUnlessFocused(), CLOSE_MS);
    });
    this.addEventListener('focusin', () => this.#open());
    this.addEventListener('focusout', ({ relatedTarget }) => {
      if (!this.#holds(relatedTarget)) this.#soon(() => this.#closeUnlessHovered(), 0);
    });
    this.#word.addEventListener('click', () => this.#toggle());
    this.#word.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter') this.#toggle();
    });
  }

  get slug(): string {
    return this.getAttribute('slug') ?? '';
  }
  set slug(slug: string) {
    this.setAttribute('slug', slug);
  }

  get endpoint(): string {
    return endpointOf(this.getAttribute('endpoint') || this.closest('term-cards')?.getAttribute('endpoint'));
  }
  set endpoint(address: string) {
    this.setAttribute('endpoint', address);
  }

  connectedCallback(): void {
    void this.#read();
  }

  disconnectedCallback(): void {
    this.#close();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) void this.#read();
  }

  /** Finds out what the term means; a card opens only for what is known. */
  async #read(): Promise<void> {
    const { slug } = this;
    if (slug === '') return this.#know(null);
    try {
      const meaning = await meaningOf(this.endpoint, slug);
      if (slug === this.slug) this.#know(meaning);
    } catch {
      // Without the service the word is the text it was; the next hover or focus asks again.
      this.#know(null);
    }
  }

  #know(meaning: Meaning | null): void {
    this.#meaning = meaning;
    this.#word.classList.toggle('known', meaning !== null);
    const link = this.querySelector('a[href]');
    const isButton = meaning !== null && link === null;
    for (const [name, value] of [
      ['role', 'button'],
      ['tabindex', '0'],
      ['aria-describedby', 'meaning'],
      ['aria-expanded', 'false'],
    ] as const) {
      if (isButton) this.#word.setAttribute(name, value);
      else this.#word.removeAttribute(name);
    }
    if (meaning === null) {
      this.#close();
      return;
    }
    if (meaning.meaning !== null) link?.setAttribute('aria-description', meaning.meaning);
    const select = (event: Event) => {
      if (!tellSelected(this, meaning.slug)) event.preventDefault();
    };
    const address = meaning.url === null ? null : readableAt(meaning.url, this.endpoint);
    const title = siteLink(address, meaning.name, { part: 'title', onclick: select });
    const text = meaning.meaning ?? 'No page of the glossary explains this term yet.';
    this.#card.replaceChildren(title, h('span', { part: 'meaning', id: 'meaning', dir: 'auto' }, text));
  }

  #soon(work: () => void, ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(work, ms);
  }

  #toggle(): void {
    if (this.#isOpen && !this.matches(':hover')) this.#close();
    else this.#open();
  }

  get #isOpen(): boolean {
    return opened === this;
  }

  #open(): void {
    clearTimeout(this.#timer);
    if (this.#meaning === null) {
      void this.#read();
      return;
    }
    if (this.#isOpen) return;
    if (opened !== undefined) opened.#close();
    opened = this;
    this.#card.showPopover();
    this.#place();
    if (this.#word.role) this.#word.setAttribute('aria-expanded', 'true');
    document.addEventListener('keydown', this.#escape, true);
    document.addEventListener('pointerdown', this.#outside, true);
    window.addEventListener('scroll', this.#place, { capture: true, passive: true });
    window.addEventListener('resize', this.#place);
  }

  #close(): void {
    clearTimeout(this.#timer);
    if (!this.#isOpen) return;
    opened = undefined;
    if (this.#card.isConnected) this.#card.hidePopover();
    if (this.#word.role) this.#word.setAttribute('aria-expanded', 'false');
    document.removeEventListener('keydown', this.#escape, true);
    document.removeEventListener('pointerdown', this.#outside, true);
    window.removeEventListener('scroll', this.#place, true);
    window.removeEventListener('resize', this.#place);
  }

  #closeUnlessFocused(): void {
    if (!this.matches(':focus-within')) this.#close();
  }

  #closeUnlessHovered(): void {
    if (!this.matches(':hover')) this.#close();
  }

  #holds(target: EventTarget | null): boolean {
    return target instanceof Node && (this.contains(target) || this.shadowRoot?.contains(target) === true);
  }

  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#close();
  };

  readonly #outside = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.#close();
  };

  /** Below the word's first line where there is room, else above it, and inside the window. */
  readonly #place = (): void => {
    const [line] = this.#word.getClientRects();
    if (line === undefined) {
      this.#close();
      return;
    }
    const { offsetWidth: width, offsetHeight: height } = this.#card;
    const { clientWidth: roomX, clientHeight: roomY } = document.documentElement;
    const isRtl = getComputedStyle(this).direction === 'rtl';
    const left = Math.min(Math.max(isRtl ? line.right - width : line.left, 8), roomX - width - 8);
    const isBelow = line.bottom + height + 8 < roomY || line.top < height + 8;
    this.#card.style.left = `${left}px`;
    this.#card.style.top = `${isBelow ? line.bottom : line.top - height}px`;
  };
}

/**
 * A container whose cards share an endpoint.
 *
 * @attr {string} endpoint - Address of the GraphQL service; by default that of the script's own origin.
 * @attr {boolean} auto - Finds the terms in the container's text by itself and gives each, where it first stands, a card.
 * @slot - The text.
 * @tag term-cards
 */
export class TermCards extends HTMLElement {
  get endpoint(): string {
    return endpointOf(this.getAttribute('endpoint'));
  }
  set endpoint(address: string) {
    this.setAttribute('endpoint', address);
  }

  connectedCallback(): void {
    // While the service is away the text is what it was: that is no fault of the page.
    if (this.hasAttribute('auto')) this.annotate().catch(() => {});
  }

  /** Finds terms in the text as it is now; answers how many were new. */
  annotate(): Promise<number> {
    return annotate(this, this.endpoint);
  }
}

customElements.define('term-cards', TermCards);
customElements.define('term-card', TermCard);
