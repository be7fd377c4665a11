/** One chart of a result, as large as there is room for, with a legend and the values under the pointer. */
import type UPlot from 'uplot';
import { h, styleSheet } from '../dom.ts';
import { saveAs } from './save.ts';
import type { Chart } from './tables.ts';
import { entryBefore, unitInWords } from './wording.ts';

const HEIGHT = 220;
const COLOURS = 5;

export interface Figure {
  element: HTMLElement;
  /** Removes its listeners on the window. */
  remove(): void;
}

let library: Promise<{ Plot: typeof UPlot; sheet: CSSStyleSheet }> | undefined;

/** The chart library, loaded with the first chart. */
function load() {
  library ??= Promise.all([import('uplot'), import('uplot/dist/uPlot.min.css')]).then(([plot, css]) => ({
    Plot: plot.default,
    sheet: styleSheet(css.default),
  }));
  return library;
}

export function chartFigure(chart: Chart, write: (value: number) => string): Figure {
  const { series, unit, kind, xName } = chart;
  const byName = ` by ${xName.toLowerCase()}`;
  const inUnit = unitInWords(unit);
  const names = series.map(({ name }) => (name.endsWith(byName) ? name.slice(0, -byName.length) : name)).join(' and ');
  const label = `${kind === 'lines' ? 'Lines' : 'Bars'}: ${names}${inUnit && `, ${inUnit}`},${byName}`;
  const legend = series.map(({ name }, i) => h('span', { class: `key series-${i % COLOURS}` }, name));
  const frame = h('div', { class: 'plot', role: 'img', 'aria-label': label, dir: 'ltr' });
  const tooltip = h('div', { class: 'tooltip', hidden: true });
  const save = h('button', { type: 'button', class: 'plain save', onclick: () => void savePng() }, 'PNG');
  save.append(h('span', { class: 'unseen' }, ` of ${names}`));
  const caption = h('figcaption', {}, ...legend, inUnit && h('span', { class: 'unit' }, inUnit), save);
  const element = h('figure', {}, caption, h('div', { class: 'stage' }, frame, tooltip));
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  let plot: UPlot | undefined;
  let isRemoved = false;

  async function draw(): Promise<void> {
    const { Plot, sheet } = await load();
    const root = element.getRootNode();
    if (isRemoved || !(root instanceof ShadowRoot)) return;
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    plot?.destroy();
    plot = new Plot(
      options(Plot, chart, frame, { write, move }),
      [[...chart.x], ...series.map(({ values }) => [...values])],
      frame,
    );
  }

  function move(drawn: UPlot): void {
    const { idx, left = 0, top = 0 } = drawn.cursor;
    tooltip.hidden = idx === null || idx === undefined || left < 0;
    if (tooltip.hidden || idx === null || idx === undefined) return;
    const lines = series.map(({ name, values }) => {
      const value = values[idx];
      return h('div', {}, `${name} `, h('b', {}, value === null || value === undefined ? '–' : write(value)));
    });
    tooltip.replaceChildren(h('div', {}, placeInWords(chart, chart.x[idx] ?? 0, write)), ...lines);
    const at = drawn.over.offsetLeft + left;
    const isRight = at > frame.clientWidth / 2;
    tooltip.style.left = isRight ? 'auto' : `${at + 14}px`;
    tooltip.style.right = isRight ? `${frame.clientWidth - at + 14}px` : 'auto';
    tooltip.style.top = `${Math.min(top, HEIGHT - 80)}px`;
  }

  async function savePng(): Promise<void> {
    if (plot === undefined) return;
    const { pngOf } = await import('../analyses/drawing/png.ts');
    saveAs('chart.png', await pngOf(plot.ctx.canvas, `${names}${inUnit && ` [${inUnit}]`}${byName}`));
  }

  const sizes = new ResizeObserver(() => {
    if (plot === undefined) void draw();
    else plot.setSize({ width: frame.clientWidth, height: HEIGHT });
  });
  sizes.observe(frame);
  const recolour = () => void draw();
  scheme.addEventListener('change', recolour);
  return {
    element,
    remove() {
      isRemoved = true;
      sizes.disconnect();
      scheme.removeEventListener('change', recolour);
      plot?.destroy();
    },
  };
}

/** Such as `Round 2`; entries before the first round have names. */
function placeInWords({ xName, firstEntries }: Chart, x: number, write: (value: number) => string): string {
  return entryBefore(firstEntries, x) ?? `${xName} ${write(x)}`;
}

function options(
  Plot: typeof UPlot,
  { kind, series, x, isCounted, firstEntries, xName }: Chart,
  frame: HTMLElement,
  { write, move }: { write(value: number): string; move(plot: UPlot): void },
): UPlot.Options {
  const { color, fontFamily } = getComputedStyle(frame);
  const grid = colourOf(frame, 'grid');
  const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 4 });
  const text = (value: number | null) =>
    value === null ? '' : Math.abs(value) >= 1e4 ? compact.format(value) : write(value);
  const axis = {
    stroke: color,
    font: `12px ${fontFamily}`,
    grid: { stroke: grid, width: 1 },
    ticks: { stroke: grid, width: 1 },
  };
  const bars = (i: number) =>
    Plot.paths.bars?.({ size: [series.length > 1 ? 0.4 : 0.7, 48], align: series.length > 1 ? (i === 0 ? -1 : 1) : 0 });
  return {
    width: frame.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: false },
    scales: {
      x: { time: false, range: (_, low, high) => (kind === 'bars' ? [low - 0.6, high + 0.6] : [low, high]) },
      y: { range: (_, low, high) => yRange(Plot, kind, low, high) },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        label: xName,
        labelFont: `12px ${fontFamily}`,
        labelSize: 22,
        values: (_, splits) => splits.map((x) => entryBefore(firstEntries, x) ?? text(x)),
        ...(isCounted && { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] }),
      },
      {
        ...axis,
        values: (_, splits) => splits.map(text),
        size: (_, values) => Math.max(40, ...(values ?? []).map((value) => value.length * 7.5 + 16)),
      },
    ],
    series: [
      {},
      ...series.map(({ name }, i): UPlot.Series => {
        const stroke = colourOf(frame, `series-${i % COLOURS}`);
        if (kind === 'lines')
          return { label: name, stroke, width: 2, points: { show: x.length <= 40, size: 5, fill: stroke } };
        const paths = bars(i);
        return { label: name, stroke, fill: stroke, width: 0, points: { show: false }, ...(paths && { paths }) };
      }),
    ],
    hooks: { setCursor: [move] },
  };
}

/** Bars start at zero, so their range includes it. */
function yRange(Plot: typeof UPlot, kind: Chart['kind'], low: number | null, high: number | null): [number, number] {
  if (low === null || high === null) return [0, 1];
  const [from, to] = kind === 'bars' ? [Math.min(0, low), Math.max(0, high)] : [low, high];
  const [bottom, top] = Plot.rangeNum(from, to, 0.1, true);
  return [from === 0 ? 0 : (bottom ?? from), to === 0 && from < 0 ? 0 : (top ?? to)];
}

/** The colour that the style sheet gives a class, for the canvas. */
function colourOf(frame: HTMLElement, name: string): string {
  const probe = h('span', { class: name, hidden: true });
  frame.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
