/** Types of the elements in the JSX of Preact: `import type {} from 'riskgraph-widget/preact'`. */
import type { HTMLAttributes } from 'preact';
import type { TermElements, TermSelectDetail } from './elements.js';

type Props<Element extends EventTarget, Attributes> = Omit<HTMLAttributes<Element>, keyof Attributes> &
  Attributes & { 'onterm-select'?: (event: CustomEvent<TermSelectDetail>) => void };

type Elements = { [Tag in keyof TermElements]: Props<TermElements[Tag][0], TermElements[Tag][1]> };

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
}
