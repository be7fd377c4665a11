/** Types of riskgraph's custom elements: `import 'riskgraph/widget/term-lookup.js'` registers and types them. */

/** Detail of the `term-select` event. */
export interface TermSelectDetail {
  /** The concept that was chosen, such as `margin-call`. */
  slug: string;
}

/** A combobox that looks a term up and shows what it means, what it is related to, and its calculators. */
export interface TermLookup extends HTMLElement {
  /** The concept shown; empty for none. Setting it shows another. */
  slug: string;
  /** Address of the GraphQL service; by default that of the script's own origin. */
  endpoint: string;
  /** Keeps the shown concept in the fragment of the page's address, and opens the concept named there. */
  permalink: boolean;
}

/** A word with a card that says what it means. */
export interface TermCard extends HTMLElement {
  /** The concept that the card explains. */
  slug: string;
  /** Address of the GraphQL service; by default that of `<term-cards>` around it, else of the script's own origin. */
  endpoint: string;
}

/** A container that finds the terms of its text by itself and marks each where it first occurs; it changes no node of it. */
export interface TermCards extends HTMLElement {
  /** Address of the GraphQL service, for the cards inside, too; by default that of the script's own origin. */
  endpoint: string;
  /** Marks the terms in the text inside, once the page has loaded. */
  auto: boolean;
  /** With `auto`, also marks terms in text that is added or changed later. */
  observe: boolean;
  /** A selector of elements in which no terms are marked. */
  exclude: string;
  /** Marks the terms in the text as it is now; resolves to the number of new ones. */
  annotate(): Promise<number>;
}

/** Attributes, as written in framework templates. */
export interface TermLookupAttributes {
  endpoint?: string;
  slug?: string;
  permalink?: boolean;
}
export interface TermCardAttributes {
  endpoint?: string;
  slug: string;
}
export interface TermCardsAttributes {
  endpoint?: string;
  auto?: boolean;
  observe?: boolean;
  exclude?: string;
}

/** Type and attributes of each element, by tag. */
export interface TermElements {
  'term-lookup': [TermLookup, TermLookupAttributes];
  'term-card': [TermCard, TermCardAttributes];
  'term-cards': [TermCards, TermCardsAttributes];
}

declare global {
  interface HTMLElementTagNameMap {
    'term-lookup': TermLookup;
    'term-card': TermCard;
    'term-cards': TermCards;
  }
  interface HTMLElementEventMap {
    'term-select': CustomEvent<TermSelectDetail>;
  }
}
