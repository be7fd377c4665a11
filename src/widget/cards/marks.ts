/**
 * Marks stretches of a page's text without a change to the page: with the CSS Custom Highlight API, and where a browser
 * does not have that, by lines drawn over the text.
 */
import { h, styleSheet } from '../dom.ts';
import marksStyle from './marks.css';

export interface Marks {
  show(ranges: Iterable<Range>, open?: Range): void;
  /** Takes all of them away. */
  clear(): void;
}

let sheet: CSSStyleSheet | undefined;

/**
 * @param host - the element around the text.
 * @param shadow - its own tree, for what is drawn.
 */
export function marksOf(host: Element, shadow: ShadowRoot): Marks {
  return typeof Highlight === 'function' && CSS.highlights ? highlights(host) : drawnLines(shadow);
}

function highlights(host: Element): Marks {
  const own = new Set<Range>();
  /** The names are the page's: all containers of a page share them. */
  const registered = (name: string) => {
    const highlight = CSS.highlights.get(name) ?? new Highlight();
    CSS.highlights.set(name, highlight);
    return highlight;
  };
  const clear = () => {
    for (const name of ['riskgraph-term', 'riskgraph-open-term']) {
      for (const range of own) CSS.highlights.get(name)?.delete(range);
    }
    own.clear();
  };
  return {
    clear,
    show(ranges, open) {
      clear();
      const root = host.getRootNode() as Document | ShadowRoot;
      sheet ??= styleSheet(marksStyle);
      if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
      for (const range of ranges) {
        own.add(range);
        registered(range === open ? 'riskgraph-open-term' : 'riskgraph-term').add(range);
      }
    },
  };
}

function drawnLines(shadow: ShadowRoot): Marks {
  const layer = h('div', { class: 'lines', 'aria-hidden': 'true' });
  let shown: { ranges: readonly Range[]; open: Range | undefined } = { ranges: [], open: undefined };
  let frame = 0;
  const draw = () => {
    const { left, top } = layer.getBoundingClientRect();
    const lines = shown.ranges.flatMap((range) =>
      [...range.getClientRects()].map((rect) => {
        const line = h('span', { class: range === shown.open ? 'line open' : 'line' });
        Object.assign(line.style, {
          left: `${rect.left - left}px`,
          top: `${rect.bottom - top}px`,
          width: `${rect.width}px`,
        });
        return line;
      }),
    );
    layer.replaceChildren(...lines);
  };
  const drawSoon = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(draw);
  };
  const sizes = new ResizeObserver(drawSoon);
  return {
    show(ranges, open) {
      shown = { ranges: [...ranges], open };
      if (!layer.isConnected) {
        shadow.append(layer);
        sizes.observe(document.documentElement);
        window.addEventListener('scroll', drawSoon, { capture: true, passive: true });
      }
      drawSoon();
    },
    clear() {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      window.removeEventListener('scroll', drawSoon, true);
      layer.remove();
    },
  };
}
