/** HTML templates: everything interpolated is escaped, unless it is already Html. */

export interface Html {
  readonly html: string;
}

type Part = Html | string | number | null | undefined | false | readonly Part[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** @example html`<p>${'1 < 2'}</p>`.html; // => '<p>1 &lt; 2</p>' */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: texts.map((text, i) => (i === 0 ? '' : written(parts[i - 1])) + text).join('') };
}

/** Marks text as HTML that is known to be safe. */
export function trusted(text: string): Html {
  return { html: text };
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}

function written(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return 'html' in part ? part.html : part.map(written).join('');
}
