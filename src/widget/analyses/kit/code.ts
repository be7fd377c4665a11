/** A question as text to run elsewhere: a GraphQL document, a cURL command, a Python script. */
import { documentOf, type Question } from './asking.ts';

export const LANGUAGES = ['GraphQL', 'cURL', 'Python'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Input fields that hold an enum value; a word inside `parameters` is a string. */
const ENUMS = new Set(['apply', 'scale', 'comparison', 'find', 'kind']);
/** Fields that hold JSON. */
const JSON_FIELDS = new Set(['parameters', 'value']);

export function codeOf(language: Language, endpoint: string, question: Question): string {
  const { name, variables } = question;
  switch (language) {
    case 'GraphQL':
      return documentOf(name, (argument) => literal(variables[argument], argument, JSON_FIELDS.has(argument)));
    case 'cURL': {
      const body = JSON.stringify({ query: documentOf(name), variables }, null, 2);
      return `curl --silent ${shell(endpoint)} \\\n  --header 'content-type: application/json' \\\n  --data ${shell(body)}`;
    }
    case 'Python':
      return [
        'import json',
        'import urllib.request',
        '',
        `query = """${documentOf(name)}"""`,
        `variables = ${python(variables)}`,
        'request = urllib.request.Request(',
        `    ${JSON.stringify(endpoint)},`,
        '    data=json.dumps({"query": query, "variables": variables}).encode(),',
        '    headers={"content-type": "application/json"},',
        ')',
        'with urllib.request.urlopen(request) as response:',
        '    print(json.dumps(json.load(response), indent=2))',
      ].join('\n');
  }
}

/** A value as a GraphQL literal. */
function literal(value: unknown, field: string, isJson: boolean): string {
  if (Array.isArray(value)) return `[${value.map((entry) => literal(entry, field, isJson)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(
      ([key, entry]) => `${key}: ${literal(entry, key, isJson || JSON_FIELDS.has(key))}`,
    );
    return fields.length > 0 ? `{ ${fields.join(', ')} }` : '{}';
  }
  return !isJson && ENUMS.has(field) ? String(value) : JSON.stringify(value ?? null);
}

function shell(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** A value as a Python literal; Python understands JSON's string escapes. */
function python(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, entry]) => `${JSON.stringify(key)}: ${python(entry)}`)
      .join(', ')}}`;
  }
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return value === null || value === undefined ? 'None' : JSON.stringify(value);
}
