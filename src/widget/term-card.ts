/**
 * `<term-card>`: a word with a card that says what it means, on hover, focus or tap; `<term-cards>`: a container that
 * finds the terms of its text by itself.
 *
 * A term that is not in the glossary stays plain text, and a link inside the element stays a link.
 */
import cardStyle from './cards/card.css';
import { type Anchor, card } from './cards/card.ts';
import type { MarkedTerms } from './cards/marked-terms.ts';
import { type Meaning, meaningOf } from './cards/meanings.ts';
import { define, ElementBase, h, styleSheet } from './dom.ts';
import { followBackground } from './scheme.ts';
import { endpointOf } from './service.ts';
import tokens from './tokens.css';

let styles: CSSStyleSheet[] | undefined;

function shadowOf(element: HTMLElement): ShadowRoot {
  const root = element.attachShadow({ mode: 'open' });
  styles ??= [styleSheet(tokens), styleSheet(cardStyle)];
  root.adoptedStyleSheets = styles;
  return root;
}

/**
 * A word with a card that says what it means.
 *
 * @attr {string} slug - The concept that the card explains, such as `margin-call`.
 * @attr {string} endpoint - Address of the GraphQL service; by default that of `<term-cards>` around it, else of the script's own origin.
 * @fires {CustomEvent<{ slug: string }>} term-select - Fired when the card's title is chosen; cancel it to keep the link from being followed.
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
export class TermCard extends ElementBase {
  static readonly observedAttributes = ['slug', 'endpoint'];

  readonly #internals = this.attachInternals();
  readonly #root = shadowOf(this);
  readonly #word = h('span', { class: 'word' }, h('slot'));
  readonly #card = card(this);
  #meaning: Meaning | null = null;
  /** Whether a touch started on the word while its card was closed. */
  #isFirstTap = false;

  constructor() {
    super();
    this.#root.append(this.#word, this.#card.element);
    this.addEventListener('pointerenter', ({ pointerType }) => {
      if (pointerType === 'touch') return;
      if (this.#isOpen) this.#card.stay();
      else this.#card.openSoon(() => this.#open());
    });
    this.addEventListener('pointerleave', ({ pointerType }) => {
      if (pointerType !== 'touch') this.#card.closeSoon(() => this.matches(':focus-within'));
    });
    this.addEventListener('pointerdown', ({ pointerType }) => {
      this.#isFirstTap = pointerType === 'touch' && !this.#isOpen;
    });
    this.addEventListener('focusin', () => this.#open());
    this.addEventListener('focusout', ({ relatedTarget }) => {
      if (!this.#holds(relatedTarget)) this.#card.closeSoon(() => this.matches(':hover, :focus-within'));
    });
    this.#word.addEventListener('click', (event) => this.#clicked(event));
    this.#word.addEventListener('keydown', ({ key, target }) => {
      if (key === 'Enter' && target === this.#word) this.#toggle();
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
    this.#card.close();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) void this.#read();
  }

  /** Reads the term's meaning; the card opens only if there is one. */
  async #read(): Promise<void> {
    const { slug } = this;
    if (slug === '') return this.#know(null);
    try {
      const meaning = await meaningOf(this.endpoint, slug);
      if (slug === this.slug) this.#know(meaning);
    } catch {
      // Without the service the word stays plain text; the next hover or focus tries again.
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
      this.#card.close();
      return;
    }
    if (meaning.meaning !== null) link?.setAttribute('aria-description', meaning.meaning);
    this.#card.fill(meaning, this.endpoint);
  }

  get #isOpen(): boolean {
    return this.#card.anchor !== undefined;
  }

  #clicked(event: Event): void {
    const isLink = this.querySelector('a[href]') !== null;
    // Touch has no hover: the first tap on a link shows the card, the second follows the link.
    if (isLink && this.#isFirstTap && this.#meaning !== null) {
      event.preventDefault();
      this.#isFirstTap = false;
      this.#open();
    } else if (!isLink) this.#toggle();
  }

  #toggle(): void {
    if (this.#isOpen && !this.matches(':hover')) this.#card.close();
    else this.#open();
  }

  #open(): void {
    this.#card.stay();
    if (this.#meaning === null) {
      void this.#read();
      return;
    }
    if (this.#isOpen) return;
    followBackground(this.#internals, this);
    if (this.#word.role) this.#word.setAttribute('aria-expanded', 'true');
    const anchor: Anchor = {
      line: () => this.#word.getClientRects()[0],
      isRtl: () => getComputedStyle(this).direction === 'rtl',
      holds: (event) => event.composedPath().includes(this),
      closed: () => {
        if (this.#word.role) this.#word.setAttribute('aria-expanded', 'false');
      },
    };
    this.#card.open(anchor);
  }

  #holds(target: EventTarget | null): boolean {
    return target instanceof Node && (this.contains(target) || this.shadowRoot?.contains(target) === true);
  }
}

/**
 * A container that finds the terms of its text by itself and marks each where it first occurs, with a card on hover, tap
 * and by the keyboard. It changes nothing in the text: frameworks may render, hydrate and take away what they like.
 *
 * @attr {string} endpoint - Address of the GraphQL service, for the cards inside, too; by default that of the script's own origin.
 * @attr {boolean} auto - Marks the terms in the text inside, once the page has loaded.
 * @attr {boolean} observe - With `auto`, also marks terms in text that is added or changed later.
 * @attr {string} exclude - A selector of elements in which no terms are marked, besides links, buttons, labels, headings, code and form fields.
 * @fires {CustomEvent<{ slug: string }>} term-select - Fired when a card's title is chosen; cancel it to keep the link from being followed.
 * @slot - The text.
 * @csspart card - The card.
 * @csspart title - The term's name.
 * @csspart meaning - What it means, in one sentence.
 * @cssprop --riskgraph-accent - Colour of links and of the lines under the terms.
 * @cssprop --riskgraph-font - Font of the card; by default that of the page.
 * @cssprop --riskgraph-surface - Colour behind the card's text.
 * @cssprop --riskgraph-text - Colour of the card's text.
 * @tag term-cards
 */
export class TermCards extends ElementBase {
  static readonly observedAttributes = ['endpoint', 'auto', 'observe', 'exclude'];

  readonly #internals = this.attachInternals();
  readonly #root = shadowOf(this);
  #terms: MarkedTerms | undefined;
  #isDue = false;

  constructor() {
    super();
    this.#root.append(h('slot'));
  }

  get endpoint(): string {
    return endpointOf(this.getAttribute('endpoint'));
  }
  set endpoint(address: string) {
    this.setAttribute('endpoint', address);
  }

  get auto(): boolean {
    return this.hasAttribute('auto');
  }
  set auto(isSo: boolean) {
    this.toggleAttribute('auto', isSo);
  }

  get observe(): boolean {
    return this.hasAttribute('observe');
  }
  set observe(isSo: boolean) {
    this.toggleAttribute('observe', isSo);
  }

  get exclude(): string {
    return this.getAttribute('exclude') ?? '';
  }
  set exclude(selector: string) {
    this.setAttribute('exclude', selector);
  }

  connectedCallback(): void {
    this.#findSoon();
  }

  disconnectedCallback(): void {
    this.#terms?.stop();
    this.#terms = undefined;
  }

  attributeChangedCallback(): void {
    this.#findSoon();
  }

  /** Marks the terms in the text as it is now; resolves to the number of new ones. */
  async annotate(): Promise<number> {
    const { markedTerms } = await import('./cards/marked-terms.ts');
    if (!this.isConnected) return 0;
    this.#terms ??= markedTerms(this, this.#root, this.#internals);
    return this.#terms.find();
  }

  /** Runs once for all attributes that are set together, and only after the page's text has been parsed. */
  #findSoon(): void {
    if (this.#isDue || !this.isConnected || !this.auto) return;
    this.#isDue = true;
    const find = () => {
      this.#isDue = false;
      // While the service is away the text stays plain: the page is not at fault.
      if (this.isConnected && this.auto) this.annotate().catch(() => {});
    };
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', find, { once: true });
    else queueMicrotask(find);
  }
}

define('term-cards', TermCards);
define('term-card', TermCard);
