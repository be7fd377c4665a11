/**
 * A drawing as a PNG: painted on a canvas as the page shows it, colours and fonts included.
 *
 * Loading the SVG itself as an image would need an address that a page's content security policy may block.
 */
const SCALE = 2;
const MARGIN = 16;
const HEAD = 28;

/** @param title - written above the drawing. */
export function pngOf(drawing: SVGSVGElement | HTMLCanvasElement, title: string): Promise<Blob> {
  const { clientWidth: width, clientHeight: height } = drawing;
  const canvas = document.createElement('canvas');
  canvas.width = (width + 2 * MARGIN) * SCALE;
  canvas.height = (height + 2 * MARGIN + HEAD) * SCALE;
  const paint = canvas.getContext('2d') as CanvasRenderingContext2D;
  const frame = getComputedStyle(drawing.closest('figure') as HTMLElement);
  paint.scale(SCALE, SCALE);
  paint.fillStyle = frame.backgroundColor;
  paint.fillRect(0, 0, canvas.width, canvas.height);
  paint.fillStyle = frame.color;
  paint.font = `600 15px ${frame.fontFamily}`;
  paint.fillText(title, MARGIN, MARGIN + 12, width);
  paint.translate(MARGIN, MARGIN + HEAD);
  if (drawing instanceof HTMLCanvasElement) paint.drawImage(drawing, 0, 0, width, height);
  else for (const element of drawing.children) paintShape(paint, element as SVGGeometryElement);
  return new Promise((resolve, reject) => {
    const take = (blob: Blob | null) => (blob === null ? reject(new Error('the picture is too large')) : resolve(blob));
    canvas.toBlob(take, 'image/png');
  });
}

function paintShape(paint: CanvasRenderingContext2D, element: SVGGeometryElement): void {
  const style = getComputedStyle(element);
  const number = (name: string) => Number(element.getAttribute(name));
  paint.globalAlpha = Number(style.opacity);
  if (element.tagName === 'text') {
    paint.fillStyle = style.fill;
    paint.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    paint.textAlign = style.textAnchor === 'middle' ? 'center' : style.textAnchor === 'end' ? 'right' : 'left';
    paint.fillText(element.textContent ?? '', number('x'), number('y'));
    return;
  }
  const path = new Path2D(element.getAttribute('d') ?? '');
  if (element.tagName === 'rect') path.rect(number('x'), number('y'), number('width'), number('height'));
  if (element.tagName === 'circle') path.arc(number('cx'), number('cy'), number('r'), 0, 2 * Math.PI);
  if (style.fill !== 'none') {
    paint.fillStyle = style.fill;
    paint.globalAlpha = Number(style.opacity) * Number(style.fillOpacity);
    paint.fill(path);
    paint.globalAlpha = Number(style.opacity);
  }
  if (style.stroke === 'none') return;
  paint.strokeStyle = style.stroke;
  paint.lineWidth = Number.parseFloat(style.strokeWidth);
  paint.setLineDash(
    style.strokeDasharray === 'none' ? [] : style.strokeDasharray.split(/[ ,]+/).map(Number.parseFloat),
  );
  paint.stroke(path);
}
