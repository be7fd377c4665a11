/** Types of the elements in Vue's templates: `import type {} from 'riskgraph-widget/vue'`. */
import type { HTMLAttributes, PublicProps } from 'vue';
import type { TermCardAttributes, TermCardsAttributes, TermLookupAttributes, TermSelectDetail } from './elements.js';

type Element<Attributes> = new () => {
  $props: PublicProps & Omit<HTMLAttributes, keyof Attributes> & Attributes;
  $emit: (name: 'term-select', event: CustomEvent<TermSelectDetail>) => void;
};

declare module 'vue' {
  interface GlobalComponents {
    'term-lookup': Element<TermLookupAttributes>;
    'term-card': Element<TermCardAttributes>;
    'term-cards': Element<TermCardsAttributes>;
  }
}
