/** Every valid query in the project: in tests, the README, docs, examples, the widget and the benches. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentNode, type GraphQLSchema, Kind, parse, validate } from 'graphql';
import { ROOT } from './program.ts';

const FOLDERS = ['test', 'docs', 'bench', 'src/web', 'src/widget', 'src/server'];
const TEXTS = /\.(?:ts|tsx|js|json|md|html)$/;
/** String literals of scripts and JSON, and Markdown blocks and commands. */
const LITERALS = [/`((?:[^`\\]|\\.)*)`/g, /'((?:[^'\\\n]|\\.)*)'/g, /"((?:[^"\\\n]|\\.)*)"/g, /```graphql\n(.*?)```/gs];

export function knownDocuments(schema: GraphQLSchema): string[] {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => TEXTS.test(name) && !/node_modules|bench\/dist/.test(`${folder}/${name}`))
      .map((name) => join(ROOT, folder, name)),
  );
  const found = new Set<string>();
  for (const file of [join(ROOT, 'README.md'), ...files]) {
    const text = readFileSync(file, 'utf8');
    for (const literal of LITERALS) {
      for (const [, written = ''] of text.matchAll(literal)) {
        if (!written.includes('{')) continue;
        const document = written.replaceAll(/\\(["'`\\])/g, '$1').replaceAll('\\n', '\n');
        if (isQuery(document, schema)) found.add(document);
      }
    }
  }
  return [...found];
}

function isQuery(text: string, schema: GraphQLSchema): boolean {
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch {
    return false;
  }
  return (
    document.definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION) &&
    validate(schema, document).length === 0
  );
}
