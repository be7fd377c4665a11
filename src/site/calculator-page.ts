/** `/calculators/<slug>/`: what a model computes from what, a form, and the results of the run in the address. */
import { type Ask, answerTo, NoAnswer } from './ask.ts';
import { form } from './calculator-form.ts';
import { parametersIn } from './calculator-input.ts';
import { results } from './calculator-results.ts';
import { type Html, html, trusted } from './html.ts';
import { calculatorHref, episodeHref, excerpt, type Page } from './layout.ts';
import { linkRow, termEntry } from './lists.ts';
import type { Given, Parameter, Problem } from './parameter.ts';
import type { Output, Run } from './run-output.ts';
import { readersWords } from './wording.ts';

const OUTPUT = 'name label type unit description axis values valueLabels indexOf zeroLabel firstEntries';
const PARAMETER = 'name label type unit description required default emptyOnce note values valueLabels indexOf';
const QUERY = `query ($slug: String!) { calculator(slug: $slug) {
  slug title summary equationsMathml assumptions references { citation doi url } concepts(first: 8) { slug name }
  parameters { ${PARAMETER} fields { ${PARAMETER} } } outputs { ${OUTPUT} fields { ${OUTPUT} } }
  presets { name title source parameters } episodes { slug title date }
} }`;
const RUN = `query ($slug: String!, $parameters: JSON) {
  runCalculator(slug: $slug, parameters: $parameters) { outputs warnings { code message } }
}`;

interface Calculator {
  slug: string;
  title: string;
  summary: string;
  equationsMathml: string[];
  assumptions: string[];
  references: { citation: string; doi: string | null; url: string | null }[];
  concepts: { slug: string; name: string }[] | null;
  parameters: Parameter[];
  outputs: Output[];
  presets: { name: string; title: string; source: string | null; parameters: Readonly<Record<string, unknown>> }[];
  episodes: { slug: string; title: string; date: string }[];
}

/** Null for an unknown slug. */
export async function calculatorPage(slug: string, search: URLSearchParams, ask: Ask): Promise<Page | null> {
  const { calculator } = await answerTo<{ calculator: Calculator | null }>(ask, QUERY, { slug });
  if (calculator === null) return null;
  const inWords = readersWords([...calculator.parameters, ...calculator.outputs]);
  const read = parametersIn(search, calculator.parameters);
  const isPlain = read === null;
  const given = read?.given ?? calculator.presets[0]?.parameters ?? {};
  const answer = await runOf(slug, given, ask);
  const refused = answer.problems.map((problem) => ({ ...problem, message: inWords(problem.message) }));
  const problems = [...(read?.problems ?? []), ...refused];
  const run = problems.length === 0 ? answer.run : null;
  return {
    title: isPlain ? calculator.title : `${runTitle(calculator, given)}: ${calculator.title}`,
    description: excerpt(calculator.summary),
    path: isPlain ? calculatorHref(slug) : null,
    section: '/calculators/',
    subject: {
      '@type': 'WebApplication',
      name: calculator.title,
      description: calculator.summary,
      applicationCategory: 'FinanceApplication',
    },
    body: html`<h1>${calculator.title}</h1>
<p class="lede">${calculator.summary}</p>
${
  calculator.concepts !== null &&
  calculator.concepts.length > 0 &&
  html`<p>Terms: ${linkRow(calculator.concepts.map(termEntry))}.</p>`
}
<section aria-labelledby="run"><h2 id="run">Run it</h2>
${examples(calculator)}
<p><a href="#parameters">Change the parameters</a></p>
${
  run === null
    ? html`<p class="problem" role="alert">Some parameters cannot be used. They are marked below.</p>`
    : html`${results(calculator.outputs, run, inWords)}
${interactive(calculator, given)}`
}
<h3 id="parameters">Parameters</h3>
<p class="aside">Enter fractions as decimals or percentages, such as 0.05 or 5 %. Empty fields take their defaults. Base is the
asset traded; quote is the currency of its price.</p>
${form(calculator.parameters, given, problems, inWords)}</section>
<section aria-labelledby="equations"><h2 id="equations">Equations</h2>
${calculator.equationsMathml.map(
  (
    equation,
    i,
  ) => html`<div class="equation wide" role="group" aria-label="Equation ${i + 1}" tabindex="0">${trusted(equation)}</div>
`,
)}</section>
<section aria-labelledby="assumptions"><h2 id="assumptions">Assumptions</h2>
<ul>${calculator.assumptions.map(
      (text) => html`<li>${text}</li>
`,
    )}</ul></section>
${crashes(calculator)}
<section aria-labelledby="sources"><h2 id="sources">Sources</h2>
<ul>${calculator.references.map(reference)}</ul></section>`,
  };
}

async function runOf(
  slug: string,
  parameters: Readonly<Record<string, unknown>>,
  ask: Ask,
): Promise<{ run: Run | null; problems: readonly Problem[] }> {
  const { data, errors } = await ask({ query: RUN, variables: { slug, parameters } });
  const run = (data as { runCalculator?: Run | null } | null | undefined)?.runCalculator ?? null;
  const problems = errors?.[0]?.extensions?.problems as readonly Problem[] | undefined;
  if (run === null && problems === undefined) throw new NoAnswer(errors?.[0]?.message ?? 'there is no answer');
  return { run, problems: problems ?? [] };
}

function examples({ presets }: Calculator): Html {
  return html`<p>Examples:</p>
<ul>${presets.map(({ title, parameters }) => {
    const address = `?${new URLSearchParams({ parameters: JSON.stringify(parameters) })}#run`;
    return html`<li><a href="${address}">${title}</a></li>
`;
  })}</ul>`;
}

function crashes({ episodes }: Calculator): Html | null {
  if (episodes.length === 0) return null;
  return html`<section aria-labelledby="crashes"><h2 id="crashes">Documented crashes</h2>
<p>The model set against what was observed: ${linkRow(
    episodes.map(({ slug, title, date }) => ({ href: episodeHref(slug), name: `${title} (${date.slice(0, 4)})` })),
  )}.</p></section>`;
}

/** The title of the example with these parameters, else `Your run`. */
function runTitle({ presets }: Calculator, given: Given): string {
  const same = presets.find(({ parameters }) => JSON.stringify(parameters) === JSON.stringify(given));
  return same?.title ?? 'Your run';
}

/** A link to the same run in the lookup, opened at one of the calculator's concepts. */
function interactive({ slug, concepts }: Calculator, parameters: Given): Html | null {
  const [concept] = concepts ?? [];
  if (concept === undefined) return null;
  const place = { concept: concept.slug, calculator: slug, parameters: JSON.stringify(parameters) };
  return html`<p><a href="/#${new URLSearchParams(place).toString()}">Open this run with charts, downloads and analyses</a></p>`;
}

function reference({ citation, doi, url }: Calculator['references'][number]): Html {
  const href = doi === null ? url : `https://doi.org/${doi}`;
  return html`<li>${href === null ? citation : html`<a href="${href}">${citation}</a>`}</li>
`;
}
