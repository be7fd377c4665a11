/** A calculator's parameters as a form that needs no script, and what was typed into it as parameters. */
import { type Html, html, trusted } from './html.ts';
import { inWords, unitInWords } from './wording.ts';

export interface Parameter {
  name: string;
  type: string;
  unit: string;
  description: string;
  required: boolean;
  default: unknown;
  note: string | null;
  values: readonly string[] | null;
}

export interface Problem {
  parameter: string;
  code: string;
  message: string;
}

export type Given = Readonly<Record<string, unknown>>;

/** The `parameters` of an address as JSON, and over these its fields one by one; an empty field is one not given. */
export function parametersIn(search: URLSearchParams, parameters: readonly Parameter[]): Given {
  const given: Record<string, unknown> = { ...objectIn(search.get('parameters')) };
  for (const { name, type } of parameters) {
    const text = search.get(name)?.trim();
    if (text !== undefined && text !== '') given[name] = valueIn(text, type);
  }
  return given;
}

function objectIn(text: string | null): object {
  const value = text === null ? null : jsonIn(text);
  return typeof value === 'object' && value !== null ? value : {};
}

/** What cannot be read goes on as it was typed: the calculator says what is wrong with it. */
function valueIn(text: string, type: string): unknown {
  if (type === 'ENUM') return text;
  const percent = /^(-?[\d.]+)\s*%$/.exec(text)?.[1];
  return percent === undefined ? jsonIn(text) : Number(percent) / 100;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** @param problems - those of the run that is shown, each beside its field. */
export function form(parameters: readonly Parameter[], given: Given, problems: readonly Problem[]): Html {
  const elsewhere = problems.filter(({ parameter }) => !parameters.some(({ name }) => isOf(name, parameter)));
  return html`<form class="run" method="get">
${elsewhere.map(
  ({ parameter, message }) => html`<p class="problem">${parameter} ${message}</p>
`,
)}
${parameters.map((parameter) => {
  const own = problems.filter((problem) => isOf(parameter.name, problem.parameter));
  return field(parameter, given[parameter.name], own);
})}
<p><button>Calculate</button> <a href="?">Reset</a></p>
</form>`;
}

function isOf(name: string, path: string): boolean {
  return path === name || path.startsWith(`${name}[`) || path.startsWith(`${name}.`);
}

function field(parameter: Parameter, value: unknown, problems: readonly Problem[]): Html {
  const { name, unit, description, note, required } = parameter;
  const about = `about-${name}`;
  const unitText = unitInWords(unit);
  return html`<p class="field"><label for="${name}">${inWords(name)}${
    unitText !== '' && html` <span class="unit">${unitText}</span>`
  }${required && html` <span class="unit">required</span>`}</label>
${control(parameter, value, about, problems.length > 0)}
<span class="about" id="${about}">${problems.map(
    ({ parameter: path, message }) =>
      html`<strong class="problem">${path === name ? '' : `${path} `}${message}.</strong> `,
  )}${description}${note !== null && ` ${note}`}</span></p>
`;
}

function control(
  { name, type, values, default: standard }: Parameter,
  value: unknown,
  about: string,
  isWrong: boolean,
) {
  const attributes = html`id="${name}" name="${name}" aria-describedby="${about}"${isWrong && trusted(' aria-invalid="true"')}`;
  const choices = type === 'BOOLEAN' ? ['true', 'false'] : type === 'ENUM' ? values : null;
  const hint = standard === null ? '' : text(standard);
  if (choices !== null) {
    return html`<select ${attributes}><option value="">${hint === '' ? '' : `default: ${hint}`}</option>${choices.map(
      (choice) => html`<option${String(value) === choice && trusted(' selected')}>${choice}</option>`,
    )}</select>`;
  }
  const written = value === undefined ? '' : text(value);
  return type === 'NUMBER' || type === 'INTEGER'
    ? html`<input ${attributes} inputmode="decimal" autocomplete="off" placeholder="${hint}" value="${written}">`
    : html`<textarea ${attributes} rows="3" spellcheck="false" placeholder="${hint}">${written}</textarea>`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
