/** Builds elements without markup: whatever the service sends becomes text, never HTML. */

/** Base class of the elements; an inert class on a server, which renders pages but runs no elements. */
export const ElementBase: typeof HTMLElement = globalThis.HTMLElement ?? class {};

/** Registers an element, except on a server or if another copy of this script has done so. */
export function define(tag: string, element: CustomElementConstructor): void {
  if (globalThis.customElements && !customElements.get(tag)) customElements.define(tag, element);
}

type Value = string | number | boolean | null | undefined | ((event: never) => void);
export type Child = Node | string | null | undefined | false;

/** An element with attributes (`onclick` and the like add listeners) and children; empty children are left out. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, Value>> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  set(element, attributes);
  element.append(...present(children));
  return element;
}

/** Like `h`, in another namespace: SVG or MathML. */
export function hNs(
  namespace: string,
  tag: string,
  attributes: Readonly<Record<string, Value>> = {},
  ...children: Child[]
): Element {
  const element = document.createElementNS(namespace, tag);
  set(element, attributes);
  element.append(...present(children));
  return element;
}

function present(children: Child[]): (Node | string)[] {
  return children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false);
}

function set(element: Element, attributes: Readonly<Record<string, Value>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener);
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
}

/** A link to another site, or plain text if the address is not a valid http or https URL. */
export function siteLink(address: string | null, text: string, attributes: Record<string, Value> = {}): HTMLElement {
  if (address !== null && URL.canParse(address)) {
    const { protocol, href } = new URL(address);
    if (protocol === 'https:' || protocol === 'http:')
      return h('a', { href, rel: 'noopener', dir: 'auto', ...attributes }, text);
  }
  return h('span', { dir: 'auto', ...attributes }, text);
}

/** A style sheet that a content security policy without inline styles allows. */
export function styleSheet(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

/** Tells the page which concept was chosen; false if the page cancels the event to handle it itself. */
export function dispatchSelected(element: HTMLElement, slug: string): boolean {
  return element.dispatchEvent(
    new CustomEvent('term-select', { detail: { slug }, bubbles: true, composed: true, cancelable: true }),
  );
}
