/**
 * `/episodes/<slug>/`: a documented crash, with the inputs of its model, what was observed, and the model's results.
 */
import { type Ask, answerTo } from './ask.ts';
import {
  type Comparison,
  compared,
  type Labelled,
  labelsOf,
  partsOf,
  pathInWords,
  type Titled,
} from './episode-words.ts';
import { type Html, html } from './html.ts';
import { calculatorHref, episodeHref, excerpt, type Page } from './layout.ts';
import { linkRow, termEntry } from './lists.ts';
import { dayInWords, valueInWords } from './wording.ts';

const LABELLED = 'name label';
const QUERY = `query ($slug: String!) { episode(slug: $slug) {
  slug title date about lesson concepts { slug name }
  calculator {
    slug title parameters { ${LABELLED} fields { ${LABELLED} unit indexOf } } outputs { ${LABELLED} fields { ${LABELLED} } }
  }
  inputs { path value unit standing source } observed { output unit standing source note }
  run { parameters warnings { message } } comparison { output observed model error relativeError hit }
} }`;

type Row = Readonly<Record<string, unknown>>;

interface Cited {
  unit: string;
  standing: string;
  source: string;
}

interface Parameter extends Labelled {
  /** With `indexOf`, the field holds a row number that counts from 0, while readers count from 1. */
  fields: readonly { name: string; label: string; unit: string; indexOf: string | null }[];
}

interface Episode extends Titled {
  date: string;
  about: string;
  lesson: string;
  concepts: readonly { slug: string; name: string }[] | null;
  calculator: Titled & { parameters: readonly Parameter[]; outputs: readonly Labelled[] };
  inputs: readonly (Cited & { path: string; value: unknown })[];
  /** One per comparison. */
  observed: readonly (Cited & { note: string | null })[];
  run: { parameters: Row; warnings: readonly { message: string }[] };
  comparison: readonly Comparison[];
}

/** Prefix of the source of a figure that was not read there. */
const STANDING: Readonly<Record<string, string>> = { TO_VERIFY: 'To verify: ', ASSUMPTION: 'Assumption: ' };

/** Null for an unknown slug. */
export async function episodePage(slug: string, ask: Ask): Promise<Page | null> {
  const { episode } = await answerTo<{ episode: Episode | null }>(ask, QUERY, { slug });
  if (episode === null) return null;
  const { title, date, about, lesson, concepts, calculator, run } = episode;
  const path = episodeHref(slug);
  const again = `${calculatorHref(calculator.slug)}?${new URLSearchParams({ parameters: JSON.stringify(run.parameters) })}#run`;
  return {
    title,
    description: excerpt(about),
    path,
    section: '/episodes/',
    subject: { '@type': 'Article', headline: title, description: about, url: path },
    body: html`<article>
<h1>${title}</h1>
<p class="aside">${dayInWords(date)} · replayed with <a href="${calculatorHref(calculator.slug)}">${calculator.title}</a></p>
<p class="lede">${about}</p>
${concepts !== null && concepts.length > 0 && html`<p>Terms: ${linkRow(concepts.map(termEntry))}.</p>`}
<section aria-labelledby="compared"><h2 id="compared">Observation and model</h2>
<ul class="terms">${comparisons(episode)}</ul>
${run.warnings.map(
  ({ message }) => html`<p class="warning">${message}</p>
`,
)}
<p>${lesson}</p></section>
<section aria-labelledby="inputs"><h2 id="inputs">Inputs and their sources</h2>
<p class="aside">All other parameters have their defaults.</p>
<ul class="terms">${inputs(episode)}</ul>
<p><a href="${again}">Run the model with these inputs</a></p></section>
<p><a href="/episodes/">All documented crashes</a></p>
</article>`,
  };
}

function comparisons({ comparison, observed, calculator }: Episode): Html[] {
  const labels = labelsOf(comparison, calculator.outputs);
  return comparison.map((one, i) => {
    const { unit = '1', standing = '', source = '', note = null } = observed[i] ?? {};
    return html`<li><strong>${labels[i]}</strong>: ${compared(one, unit)}<span class="aside gist">${STANDING[standing]}${cited(source)}${note !== null && html`${source.endsWith('.') ? '' : '.'} ${note}`}</span></li>
`;
  });
}

function inputs({ inputs: given, calculator: { parameters } }: Episode): Html[] {
  return given.map(({ path, value, unit, standing, source }) => {
    const label = pathInWords(path, parameters);
    const rows = Array.isArray(value) ? (value as readonly Row[]) : null;
    const { name, field } = partsOf(path);
    const fields = parameters.find((parameter) => parameter.name === name)?.fields ?? [];
    const indexOf = fields.find((one) => one.name === field)?.indexOf ?? null;
    const shown = indexOf !== null && typeof value === 'number' ? value + 1 : value;
    return html`<li><strong>${label}</strong>${rows === null && html`: ${valueInWords(shown, unit)}`}<span class="aside gist">${STANDING[standing]}${cited(source)}</span>
${rows !== null && table(label, rows, fields)}</li>
`;
  });
}

function table(title: string, rows: readonly Row[], fields: Parameter['fields']): Html {
  const columns = fields.filter(({ name }) => rows.some((row) => name in row));
  return html`<div class="wide" role="region" aria-label="${title}" tabindex="0"><table><thead><tr>${columns.map(
    ({ label }) => html`<th scope="col">${label}</th>`,
  )}</tr></thead>
<tbody>${rows.map(
    (
      row,
    ) => html`<tr>${columns.map(({ name, unit }) => html`<td>${name in row ? valueInWords(row[name], unit) : '–'}</td>`)}</tr>
`,
  )}</tbody></table></div>`;
}

/** Links the DOI in a source. */
function cited(source: string): Html {
  // The punctuation after a DOI is not part of it.
  const [before = '', doi, after = ''] = source.split(/\bdoi (10\.\d{4,}\/[^\s,;]*[^\s,;:.])/);
  return doi === undefined ? html`${source}` : html`${before}<a href="https://doi.org/${doi}">doi ${doi}</a>${after}`;
}
