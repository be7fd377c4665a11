/**
 * Whether an element is on a light or a dark page. Pages with a dark background often declare no `color-scheme`, and
 * readers who prefer dark also read light pages, so neither tells the colour behind the element.
 */

/**
 * Makes the element follow the background behind `from` with its states `on-dark` and `on-light`. If no background is
 * set, it has neither state, and the page's own `color-scheme` applies.
 */
export function followBackground(internals: ElementInternals, from: Element): void {
  const isDark = isOnDark(from);
  // Browsers without custom states follow the page's scheme.
  const { states } = internals as { states?: CustomStateSet };
  for (const [state, isSo] of [
    ['on-dark', isDark === true],
    ['on-light', isDark === false],
  ] as const) {
    if (isSo) states?.add(state);
    else states?.delete(state);
  }
}

/** Calls `work` when the page's scheme may have changed; returns the function that stops it. */
export function onSchemeChange(work: () => void): () => void {
  const preference = matchMedia('(prefers-color-scheme: dark)');
  const root = document.documentElement;
  // Pages switch by an attribute of <html> or <body>; a background that fades has its final colour at the end.
  const attributes = new MutationObserver(work);
  for (const element of [root, document.body]) attributes.observe(element, { attributes: true });
  const faded = ({ propertyName }: TransitionEvent) => {
    if (propertyName.startsWith('background')) work();
  };
  preference.addEventListener('change', work);
  root.addEventListener('transitionend', faded);
  return () => {
    attributes.disconnect();
    preference.removeEventListener('change', work);
    root.removeEventListener('transitionend', faded);
  };
}

/** Undefined if nothing has a background. */
function isOnDark(from: Element): boolean | undefined {
  for (let element: Element | null = from; element !== null; element = parentOf(element)) {
    const { backgroundColor, backgroundImage, color } = getComputedStyle(element);
    // The colours of a background image are unknown, but the page's text colour was chosen to contrast with it.
    if (backgroundImage !== 'none') return !isDark(color);
    if (opacityOf(backgroundColor) >= 0.5) return isDark(backgroundColor);
  }
  return undefined;
}

function parentOf(element: Element): Element | null {
  if (element.assignedSlot !== null) return element.assignedSlot;
  if (element.parentElement !== null) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** Opacity of a computed colour: `rgba(0, 0, 0, 0.5)`, `oklch(0.5 0.1 20 / 0.5)`. */
function opacityOf(color: string): number {
  const [, alpha] = /^rgba\(.*, ([\d.]+)\)$|\/ ([\d.]+)\)$/.exec(color)?.filter((part) => part !== undefined) ?? [];
  return Number(alpha ?? 1);
}

function isDark(color: string): boolean {
  // The names of colour spaces, such as `display-p3`, contain digits too.
  const [first = 0, green = 0, blue = 0] = [...color.matchAll(/(?<![\w-])-?\d[\d.e-]*/g)].map(Number);
  if (color.startsWith('rgb')) return luminance([first / 255, green / 255, blue / 255]) < MIDDLE;
  if (color.startsWith('ok')) return first < 0.57;
  if (color.startsWith('l')) return first < 50;
  return luminance([first, green, blue]) < MIDDLE;
}

/** The luminance with equal contrast against black and white. */
const MIDDLE = 0.179;

/** Relative luminance, in [0, 1], as WCAG 2 defines it. */
function luminance(rgb: readonly [number, number, number]): number {
  const [red, green, blue] = rgb.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}
