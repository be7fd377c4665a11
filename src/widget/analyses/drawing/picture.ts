/** A drawing on the page, redrawn for each available width; a table below it holds its values. */
import { type Child, h, hNs } from '../../dom.ts';
import type { Drawing, Shape } from './shapes.ts';

const SVG = 'http://www.w3.org/2000/svg';

export interface Picture {
  element: HTMLElement;
  svg: SVGSVGElement;
  /** Draws again at its present width. */
  redraw(): void;
}

/** @param label - what the drawing shows, for screen readers. */
export function picture(label: string, legend: readonly Child[], draw: (width: number) => Drawing): Picture {
  const svg = hNs(SVG, 'svg', { role: 'img', 'aria-label': label }) as SVGSVGElement;
  const element = h(
    'figure',
    { class: 'drawing', dir: 'ltr' },
    legend.length > 0 && h('figcaption', {}, ...legend),
    svg,
  );
  let width = 0;

  function redraw(): void {
    if (width === 0) return;
    const { height, shapes } = draw(width);
    svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    svg.setAttribute('width', String(width));
    svg.setAttribute('height', String(height));
    svg.replaceChildren(...shapes.map(shapeElement));
  }

  new ResizeObserver(([entry]) => {
    const room = Math.floor(entry?.contentRect.width ?? 0);
    if (room === 0 || room === width) return;
    width = room;
    redraw();
  }).observe(element);
  return { element, svg, redraw };
}

function shapeElement(shape: Shape): Element {
  switch (shape.kind) {
    case 'path':
      return hNs(SVG, 'path', { class: shape.class, d: shape.d });
    case 'rect': {
      const { x, y, width, height } = shape;
      return hNs(SVG, 'rect', { class: shape.class, x, y, width: Math.max(width, 0), height: Math.max(height, 0) });
    }
    case 'circle':
      return hNs(SVG, 'circle', { class: shape.class, cx: shape.x, cy: shape.y, r: shape.r });
    case 'text':
      return hNs(SVG, 'text', { class: shape.class, x: shape.x, y: shape.y, 'text-anchor': shape.anchor }, shape.text);
  }
}
