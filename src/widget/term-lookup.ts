/**
 * `<term-lookup>`: a combobox over the glossary, with the chosen concept below it.
 *
 * The graph and the calculators are separate parts, loaded when a reader opens them.
 */
import { combobox } from './combobox.ts';
import { type Concept, readConcept } from './concept.ts';
import { conceptView, walkList } from './concept-view.ts';
import { define, dispatchSelected, ElementBase, h, styleSheet } from './dom.ts';
import { latest } from './latest.ts';
import lookupStyle from './lookup.css';
import { fragmentOf, type Place, placeOf } from './run-address.ts';
import { followBackground, onSchemeChange } from './scheme.ts';
import { endpointOf, Refused } from './service.ts';
import { lookUp } from './suggest.ts';
import tokens from './tokens.css';

const SLOW_MS = 400;

/**
 * Looks a term up and shows what it means, what it is related to, and its calculators.
 *
 * @attr {string} endpoint - Address of the GraphQL service; by default that of the script's own origin.
 * @attr {string} slug - The concept shown, such as `margin-call`.
 * @attr {string} lang - Language in which numbers are written; by default that of the page.
 * @attr {boolean} permalink - Keeps the shown concept in the fragment of the page's address, and opens the concept named there.
 * @fires {CustomEvent<{ slug: string }>} term-select - Fired when a concept is chosen; cancel it to keep the concept from being shown.
 * @slot label - What the input is called; by default `Look up a term`.
 * @csspart input - The input.
 * @csspart listbox - The list of suggestions.
 * @csspart option - One suggestion.
 * @csspart card - The concept shown.
 * @csspart title - Its name.
 * @csspart meaning - What it means, in one sentence.
 * @cssprop --riskgraph-accent - Colour of links, marks and focus.
 * @cssprop --riskgraph-font - Font; by default that of the page.
 * @cssprop --riskgraph-surface - Colour behind the text.
 * @cssprop --riskgraph-text - Colour of the text.
 * @tag term-lookup
 */
export class TermLookup extends ElementBase {
  static readonly observedAttributes = ['slug', 'endpoint'];

  readonly #internals = this.attachInternals();
  readonly #root = this.attachShadow({ mode: 'open' });
  readonly #combobox = combobox({ endpoint: () => this.endpoint, choose: (slug) => this.#select(slug) });
  readonly #card = h('article', { part: 'card', hidden: true });
  readonly #question = latest();
  readonly #seen = new Map<string, Concept>();
  readonly #graph = { isOpen: false };
  readonly #follow = () => this.#openPlace();
  #isReady = false;
  #endFollowing = () => {};
  /** The concepts visited, and the reader's position among them. */
  #trail: string[] = [];
  #at = -1;
  /** The run that a link asked for. */
  #place: Place | null = null;
  /** The page's own title, before a concept or a run replaced it. */
  #pageTitle: string | undefined;

  constructor() {
    super();
    const root = this.#root;
    root.adoptedStyleSheets = [styleSheet(tokens), styleSheet(lookupStyle)];
    const label = h('label', { id: 'label', for: 'input' }, h('slot', { name: 'label' }, 'Look up a term'));
    // The element's own words are English, whatever the page's language.
    root.append(h('div', { lang: 'en', dir: 'ltr' }, label, this.#combobox.element, this.#card));
  }

  get slug(): string {
    return this.getAttribute('slug') ?? '';
  }
  set slug(slug: string) {
    if (slug === '') this.removeAttribute('slug');
    else this.setAttribute('slug', slug);
  }

  get endpoint(): string {
    return endpointOf(this.getAttribute('endpoint'));
  }
  set endpoint(address: string) {
    this.setAttribute('endpoint', address);
  }

  get permalink(): boolean {
    return this.hasAttribute('permalink');
  }
  set permalink(isSo: boolean) {
    this.toggleAttribute('permalink', isSo);
  }

  override focus(options?: FocusOptions): void {
    this.#combobox.input.focus(options);
  }

  connectedCallback(): void {
    this.#isReady = true;
    const follow = () => followBackground(this.#internals, this);
    follow();
    this.#endFollowing = onSchemeChange(follow);
    if (this.permalink) window.addEventListener('hashchange', this.#follow);
    if (this.slug !== '') this.#visit(this.slug);
    if (this.permalink) this.#openPlace();
  }

  disconnectedCallback(): void {
    this.#endFollowing();
    window.removeEventListener('hashchange', this.#follow);
  }

  attributeChangedCallback(name: string, _: string | null, value: string | null): void {
    if (!this.#isReady) return;
    if (name === 'endpoint') {
      this.#seen.clear();
      if (this.slug !== '') void this.#show();
    } else if (!value) this.#clear();
    else if (value !== this.#current) this.#visit(value);
  }

  get #current(): string | undefined {
    return this.#trail[this.#at];
  }

  /** Called when a reader chooses a concept; `walks` if the choice was made in the view that is about to change. */
  #select(slug: string, walks = false): void {
    if (!dispatchSelected(this, slug)) return;
    this.#place = null;
    this.#visit(slug, walks);
    if (this.permalink) location.hash = fragmentOf({ concept: slug });
  }

  /** Opens the place that the page's address names. */
  #openPlace(): void {
    const place = placeOf(location.hash);
    if (place === null || (place.concept === this.slug && place.calculator === undefined)) return;
    this.#place = place;
    this.#visit(place.concept);
  }

  #visit(slug: string, walks = false): void {
    if (slug !== this.#current) {
      this.#trail = [...this.#trail.slice(0, this.#at + 1), slug];
      this.#at = this.#trail.length - 1;
    }
    this.slug = slug;
    void this.#show(walks);
  }

  #step(by: number): void {
    const slug = this.#trail[this.#at + by];
    if (slug === undefined || !dispatchSelected(this, slug)) return;
    this.#at += by;
    this.#place = null;
    this.slug = slug;
    void this.#show(true);
    if (this.permalink) location.hash = fragmentOf({ concept: slug });
  }

  #clear(): void {
    this.#question.cancel();
    this.#trail = [];
    this.#at = -1;
    this.#card.hidden = true;
  }

  /** Shows the current concept of the trail; `walks` if the focus is in the view that it replaces. */
  async #show(walks = false): Promise<void> {
    const slug = this.#current ?? '';
    const slow = setTimeout(() => this.#showNotice('Loading…'), SLOW_MS);
    this.#card.setAttribute('aria-busy', 'true');
    try {
      const seen = this.#seen.get(slug);
      const concept = await this.#question.run(async (signal) => seen ?? readConcept(this.endpoint, slug, signal));
      if (concept === undefined) return;
      clearTimeout(slow);
      if (concept === null) await this.#showUnknown(slug, walks);
      else this.#fill(concept, walks);
    } catch (error) {
      clearTimeout(slow);
      const isRefused = error instanceof Refused;
      this.#showNotice(isRefused ? error.message : 'The glossary is not responding.', !isRefused);
      if (walks) this.#card.querySelector<HTMLElement>('.notice button')?.focus();
    } finally {
      clearTimeout(slow);
      this.#card.setAttribute('aria-busy', 'false');
    }
  }

  #fill(concept: Concept, walks: boolean): void {
    this.#seen.set(concept.slug, concept);
    if (this.permalink && placeOf(location.hash)?.concept === concept.slug) this.#entitle(concept.name);
    const view = conceptView(concept, {
      endpoint: this.endpoint,
      walk: (slug) => this.#select(slug, true),
      place: this.#place,
      graph: this.#graph,
      addressOf: (place) => this.#addressOf(place),
      entitle: this.permalink ? (title, address) => this.#entitle(title, address) : null,
      root: this.#root,
      language: this.closest('[lang]')?.getAttribute('lang') || navigator.language,
    });
    this.#card.replaceChildren(...this.#trailButtons(), ...view);
    this.#card.hidden = false;
    this.#combobox.show(concept.name);
    if (walks) this.#card.querySelector('h2')?.focus();
    else this.#combobox.announce(`${concept.name}: ${concept.meaning ?? 'not explained yet'}`);
  }

  /** Says that there is no such term, and offers possible matches. */
  async #showUnknown(slug: string, walks: boolean): Promise<void> {
    const words = slug.replaceAll(/[-_]+/g, ' ');
    const found = await this.#question.run((signal) => lookUp(this.endpoint, words, signal));
    if (found === undefined) return;
    const { concept, offer } = found;
    const meant = concept === null ? offer.options.map((option) => option.concept) : [concept];
    this.#showNotice(`The glossary has no term “${slug}”.${meant.length > 0 ? ' Did you mean one of these?' : ''}`);
    if (meant.length === 0) return;
    this.#card.append(walkList(meant, (other) => this.#select(other, true)));
    if (walks) this.#card.querySelector<HTMLElement>('.walk')?.focus();
  }

  #showNotice(text: string, canRetry = false): void {
    const retry = h('button', { type: 'button', onclick: () => void this.#show(true) }, 'Try again');
    const notice = h('p', { class: 'notice' }, text, canRetry && ' ', canRetry && retry);
    this.#card.replaceChildren(...this.#trailButtons(), notice);
    this.#card.hidden = false;
    this.#combobox.announce(text);
  }

  #trailButtons(): HTMLElement[] {
    if (this.#trail.length < 2) return [];
    const button = (text: string, by: number) => {
      const isEnd = this.#trail[this.#at + by] === undefined;
      const arrow = h('span', { 'aria-hidden': 'true' }, by < 0 ? '←' : '→');
      return h('button', { type: 'button', disabled: isEnd, onclick: () => this.#step(by) }, arrow, ` ${text}`);
    };
    return [h('div', { class: 'trail' }, button('Back', -1), button('Forward', 1))];
  }

  /** Does not touch the view: it already shows what the address names. */
  #entitle(title: string, address?: string): void {
    if (address !== undefined) history.replaceState(history.state, '', address);
    this.#pageTitle ??= document.title;
    document.title = `${title} · ${this.#pageTitle}`;
  }

  /** Without `permalink` this page opens nothing by itself, so the link goes to the service's own page. */
  #addressOf(place: Place): string {
    const page = this.permalink ? new URL(location.href) : new URL('/', this.endpoint);
    page.hash = fragmentOf(place);
    return page.href;
  }
}

define('term-lookup', TermLookup);
