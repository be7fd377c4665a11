/** Types of the elements in the JSX of React: `import type {} from 'riskgraph-widget/react'`. */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type {
  TermCard,
  TermCardAttributes,
  TermCards,
  TermCardsAttributes,
  TermLookup,
  TermLookupAttributes,
  TermSelectDetail,
} from './elements.js';

type Props<Element, Attributes> = Omit<DetailedHTMLProps<HTMLAttributes<Element>, Element>, keyof Attributes> &
  Attributes & {
    /** React attributes of custom elements keep their names. */
    class?: string;
    'onterm-select'?: (event: CustomEvent<TermSelectDetail>) => void;
  };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'term-lookup': Props<TermLookup, TermLookupAttributes>;
      'term-card': Props<TermCard, TermCardAttributes>;
      'term-cards': Props<TermCards, TermCardsAttributes>;
    }
  }
}
