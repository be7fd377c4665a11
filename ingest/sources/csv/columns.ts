/** The columns of a table of terms, and the titles by which they are recognized. */
import { plainName } from '../../formats/plain-text.ts';

export const COLUMNS = ['term', 'definition', 'synonyms', 'parent', 'related', 'notes', 'url'] as const;
export type Column = (typeof COLUMNS)[number];

/** Column titles that tables commonly have, also in German, French and Spanish. */
const NAMES: Readonly<Record<Column, RegExp>> = {
  term: /^(?:(?:glossary )?(?:term|name|full ?(?:name|form)|title|label|concept|preferred ?(?:label|term|name)|preflabel|entry|word)s?|begriffe?|benennung|terme|término|termino)$/,
  definition:
    /^(?:(?:definition|meaning|description|explanation|short ?definition)s?|definition(?:en)?|erklärung|erläuterung|bedeutung|beschreibung|définition|signification|definición|significado)$/,
  synonyms:
    /^(?:(?:synonym|alias|alternate ?name|alternative ?(?:name|label|term)|altlabel|abbreviation|acronym|aka|also known as)(?:s|es)?|synonyme|abkürzung|abréviation|acronyme|sinónimos?|abreviatura)$/,
  parent: /^(?:parent|broader|broader ?term|parent ?term|category|bt|oberbegriff|kategorie|catégorie|categoría)$/,
  related: /^(?:related|related ?terms?|see also|see|rt|siehe auch|siehe|verwandte begriffe|voir aussi|véase también)$/,
  notes:
    /^(?:(?:note|comment|remark|example|body|text|scope ?note|long ?definition)s?|anmerkung(?:en)?|bemerkung(?:en)?|beispiel|exemple|ejemplo|remarques?)$/,
  url: /^(?:url|uri|iri|link|address|id|source ?url)$/,
};

/** Normalizes a column title: case, spaces, `_` and `-` make no difference. */
export function columnKey(title: string): string {
  return title
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ');
}

/** Whether a title is one that tables commonly give to `column`. */
export function isNamed(title: string, column: Column): boolean {
  return NAMES[column].test(columnKey(title).normalize('NFC'));
}

/** Splits a cell of several values: at `;` or `|` if there is one, else at commas. */
export function several(cell: string): string[] {
  const sign = /[;|]/.test(cell) ? /[;|]/ : /,/;
  return cell
    .split(sign)
    .map(plainName)
    .filter((value) => value !== '');
}
