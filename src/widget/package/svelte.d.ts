/** Types of the elements in Svelte's markup: `import type {} from 'riskgraph-widget/svelte'`. */
import type { HTMLAttributes } from 'svelte/elements';
import type { TermElements, TermSelectDetail } from './elements.js';

type Props<Element extends EventTarget, Attributes> = Omit<HTMLAttributes<Element>, keyof Attributes> &
  Attributes & { 'onterm-select'?: (event: CustomEvent<TermSelectDetail>) => void };

type Elements = { [Tag in keyof TermElements]: Props<TermElements[Tag][0], TermElements[Tag][1]> };

declare module 'svelte/elements' {
  export interface SvelteHTMLElements extends Elements {}
}
