/**
 * Marks ranges of a page's text without changing the page: with the CSS Custom Highlight API or, in browsers that lack
 * it, with lines drawn over the text.
 */
import { h, styleSheet } from '../dom.ts';
import marksStyle from './marks.css';

export interface Marks {
  show(ranges: Iterable<Range>, open?: Range): void;
  /** Removes all marks. */
  clear(): void;
}

let sheet: CSSStyleSheet | undefined;

/**
 * @param host - the element around the text.
 * @param shadow - its shadow tree, for drawn lines.
 */
export function marksOf(host: Element, shadow: ShadowRoot): Marks {
  return typeof Highlight === 'function' && CSS.highlights ? highlights(host) : drawnLines(shadow);
}

function highlights(host: Element): Marks {
  const own = new Set<Range>();
  /** Highlight names are global: all containers of a page share them. */
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
