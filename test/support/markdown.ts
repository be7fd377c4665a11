/** Glossary pages as files. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface DefinitionFile {
  slug: string;
  name: string;
  meaning?: string;
  paragraphs?: readonly string[];
  related?: readonly string[];
  modified?: string;
  site?: string;
}

/** A definition page in the Markdown of the glossary's export, with its JSON-LD. */
export function definitionPage(spec: DefinitionFile): string {
  const { slug, name, meaning = `What ${name} means.`, paragraphs = [`${name} in a paragraph.`], related = [] } = spec;
  const { modified = '2026-01-02T00:00:00+00:00', site = 'https://glossary.example' } = spec;
  const url = `${site}/definition/${slug}/`;
  const article = {
    '@context': 'https://schema.org',
    '@type': 'Article',
    headline: `${name} ⎊ Definition`,
    description: `Meaning ⎊ ${meaning} ⎊ Definition`,
    url,
    datePublished: '2026-01-01T00:00:00+00:00',
    dateModified: modified,
  };
  const links = related.map((target) => `- [${target.replaceAll('-', ' ')}](${site}/definition/${target}/)`);
  return [
    `# ${name} ⎊ Definition`,
    '**Published:** 2026-01-01\n**Author:** Somebody\n**Categories:** Definition',
    '---',
    `## ${name}`,
    ...paragraphs,
    ...links,
    '---',
    '## Raw Schema Data',
    `\`\`\`json\n${JSON.stringify(article, null, 2)}\n\`\`\``,
    '---',
    `**Original URL:** ${url}\n`,
  ].join('\n\n');
}

/** Writes files below `folder`; their names may contain folders. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

/** `count` definition pages that link to each other, by file name. */
export function manyPages(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => {
      const related = [1, 7, 31].map((step) => `term-${(i + step) % count}`);
      return [`definition/term-${i}.md`, definitionPage({ slug: `term-${i}`, name: `Term ${i}`, related })];
    }),
  );
}
