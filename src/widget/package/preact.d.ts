/** Types of the elements in the JSX of Preact: `import type {} from 'riskgraph-widget/preact'`. */
import type { HTMLAttributes } from 'preact';
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

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'term-lookup': Props<TermLookup, TermLookupAttributes>;
      'term-card': Props<TermCard, TermCardAttributes>;
      'term-cards': Props<TermCards, TermCardsAttributes>;
    }
  }
}
