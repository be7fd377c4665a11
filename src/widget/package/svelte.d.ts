/** Types of the elements in Svelte's markup: `import type {} from 'riskgraph-widget/svelte'`. */
import type { HTMLAttributes } from 'svelte/elements';
import type {
  TermCard,
  TermCardAttributes,
  TermCards,
  TermCardsAttributes,
  TermLookup,
  TermLookupAttributes,
  TermSelectDetail,
} from './elements.js';

type Props<Element extends EventTarget, Attributes> = Omit<HTMLAttributes<Element>, keyof Attributes> &
  Attributes & { 'onterm-select'?: (event: CustomEvent<TermSelectDetail>) => void };

declare module 'svelte/elements' {
  export interface SvelteHTMLElements {
    'term-lookup': Props<TermLookup, TermLookupAttributes>;
    'term-card': Props<TermCard, TermCardAttributes>;
    'term-cards': Props<TermCards, TermCardsAttributes>;
  }
}
