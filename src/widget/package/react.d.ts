/** Types of the elements in the JSX of React: `import type {} from 'riskgraph-widget/react'`. */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { TermElements, TermSelectDetail } from './elements.js';

type Props<Element, Attributes> = Omit<DetailedHTMLProps<HTMLAttributes<Element>, Element>, keyof Attributes> &
  Attributes & {
    /** React attributes of custom elements keep their names. */
    class?: string;
    'onterm-select'?: (event: CustomEvent<TermSelectDetail>) => void;
  };

type Elements = { [Tag in keyof TermElements]: Props<TermElements[Tag][0], TermElements[Tag][1]> };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
}
