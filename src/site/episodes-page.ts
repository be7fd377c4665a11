/** `/episodes/`: the documented crashes, each with its model and how far off it is. */
import { type Ask, answerTo } from './ask.ts';
import { type Comparison, compared, type Labelled, labelsOf, type Titled } from './episode-words.ts';
import { type Html, html } from './html.ts';
import { calculatorHref, episodeHref, type Page } from './layout.ts';
import { dayInWords } from './wording.ts';

const QUERY = `{ episodes {
  slug title date about calculator { slug title outputs { name label fields { name label } } }
  observed { unit } comparison { output observed model error relativeError hit }
} }`;

interface Episode extends Titled {
  date: string;
  about: string;
  calculator: Titled & { outputs: readonly Labelled[] };
  /** One per comparison. */
  observed: readonly { unit: string }[];
  comparison: readonly Comparison[];
}

export async function episodesPage(ask: Ask): Promise<Page> {
  const { episodes } = await answerTo<{ episodes: Episode[] }>(ask, QUERY);
  const figures = episodes.flatMap(({ comparison }) => comparison);
  const hits = figures.filter(({ hit }) => hit).length;
  return {
    title: 'Documented crashes',
    description:
      'Documented market crashes, each set against a published model: its inputs with their sources, what was observed, and ' +
      'how far the model is off.',
    path: '/episodes/',
    section: '/episodes/',
    body: html`<h1>Documented crashes</h1>
<p class="lede">Each crash is replayed with a published model. Nothing is fitted: every input is a cited figure, or is marked as an
assumption.</p>
<p>Of ${figures.length} figures from ${episodes.length} crashes, the models hit ${hits}: they are within 10 % of what was observed.
The others stay in. A law measured on calm days explains little of a crash, and it is worth knowing how little.</p>
${episodes.map(entry)}`,
  };
}

function entry({ slug, title, date, about, calculator, observed, comparison }: Episode): Html {
  const labels = labelsOf(comparison, calculator.outputs);
  return html`<section aria-labelledby="${slug}"><h2 id="${slug}"><a href="${episodeHref(slug)}">${title}</a></h2>
<p class="aside">${dayInWords(date)} · <a href="${calculatorHref(calculator.slug)}">${calculator.title}</a></p>
<p>${about}</p>
<ul>${comparison.map((one, i) => {
    const unit = observed[i]?.unit ?? '1';
    return html`<li>${labels[i]}: ${compared(one, unit)}</li>
`;
  })}</ul></section>
`;
}
