/** Types of riskgraph's custom elements: `import 'riskgraph/widget/term-lookup.js'` registers and types them. */

/** What `term-select` tells. */
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
}

/** A word with a card that says what it means. */
export interface TermCard extends HTMLElement {
  /** The concept that the card explains. */
  slug: string;
  /** Address of the GraphQL service; by default that of `<term-cards>` around it, else of the script's own origin. */
  endpoint: string;
}

/** A container whose cards share an endpoint; with `auto` it finds the terms in its text by itself. */
export interface TermCards extends HTMLElement {
  /** Address of the GraphQL service; by default that of the script's own origin. */
  endpoint: string;
  /** Finds terms in the text as it is now and gives them cards; answers how many were new. */
  annotate(): Promise<number>;
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
