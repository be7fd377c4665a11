/** Pages of the synthetic glossary in the format of the Markdown exports that ingest reads, about 17 kB each. */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { atSecond, type Glossary, type GlossaryConcept, slugOf } from './concepts.ts';
import type { Prose } from './prose.ts';
import { ASPECTS, HEADS, NOUNS, QUANTITIES, VERBS } from './words.ts';

const HOST = 'https://term.example.com';
const BRAND = 'Example.live';
const AUTHOR = { '@type': 'Person', name: BRAND, url: `${HOST}/author/${slugOf(BRAND)}/` };
const PUBLISHER = { '@type': 'Organization', name: BRAND };
const CONTEXT = 'https://schema.org';

type Linked = (slug: string) => GlossaryConcept;

/**
 * Writes a page per concept, one file each, into a folder per kind.
 *
 * @param mentions - `most`: a quarter of definition and term pages lack the list of mentioned terms, as real pages do.
 */
export async function writePages(
  folder: string,
  { concepts, prose }: Glossary,
  mentions: 'most' | 'all',
): Promise<void> {
  const bySlug = new Map(concepts.map((concept) => [concept.slug, concept]));
  const linked = (slug: string) => bySlug.get(slug) as GlossaryConcept;
  for (const kind of ['definition', 'area', 'term']) await mkdir(join(folder, kind), { recursive: true });
  for (const concept of concepts) {
    const isBare = mentions === 'most' && concept.popularity % 4 === 0;
    const text =
      concept.kind === 'area' ? areaPage(concept, linked, prose) : articlePage(concept, linked, prose, isBare);
    await writeFile(join(folder, concept.kind, `${concept.slug}.md`), text);
  }
}

/** A definition or term page. */
function articlePage(concept: GlossaryConcept, linked: Linked, prose: Prose, isBare: boolean): string {
  const { name, paragraphs, published } = concept;
  const mentioned = isBare ? [] : concept.mentions.map((slug) => asArea(linked(slug)));
  const head = `# ${name} ⎊ ${kindOf(concept)}\n\n**Published:** ${published.slice(0, 10)}\n**Author:** ${BRAND}\n**Categories:** ${kindOf(concept)}\n\n---`;
  const list = concept.related.map(linked).map((other) => `- [${other.name}](${urlOf(other)})`);
  const entries = mentioned.map((other) => `### [${other.name}](${urlOf(other)})\n\n${aspectOf(other)}`);
  const discover = concept.discover.map(linked).map((other) => {
    const image = `![${imageText(other, prose)}](${imageOf(other, 'webp', prose)})`;
    return `### [${other.name}](${urlOf(other)})\n${image}\n\nMeaning ⎊ ${other.meaning}`;
  });
  const schema: unknown[] = [crumbs(concept), article(concept, prose)];
  if (mentioned.length > 0) schema.push(mentions(concept, mentioned));
  return [
    `${head}\n\n## ${name}\n\n${paragraphs.join('\n\n')}`,
    list.join('\n\n'),
    ...(entries.length > 0 ? [`## Glossary\n\n${entries.join('\n\n')}`] : []),
    `## Discover More\n\n${discover.join('\n\n')}\n\n---`,
    foot(concept, schema),
  ].join('\n\n');
}

function areaPage(concept: GlossaryConcept, linked: Linked, prose: Prose): string {
  const { name, popularity, paragraphs } = concept;
  const parts = concept.related.map(linked).slice(0, 6 + (popularity % 3));
  const first = popularity % ASPECTS.length;
  const aspects = [0, 7, 15].map((step) => ASPECTS[(first + step) % ASPECTS.length] as string);
  const questions = aspects.map((aspect, i) => ({
    name: `What is the ${aspect} of ${name}?`,
    text: `${paragraphs[i]} ${prose.sentence(name)}`,
  }));
  const collection = parts.map((part) => `## [${part.name}](${urlOf(part)})\n\n${part.meaning} ⎊ ${kindOf(part)}`);
  const answer = questions[0]?.text.split('. ').slice(0, 2).join('. ');
  const headline = `${name} ⎊ Area ⎊ ${BRAND}`;
  const schema = [
    crumbs(concept),
    {
      '@context': CONTEXT,
      '@type': 'FAQPage',
      mainEntity: questions.map(({ name, text }) => ({
        '@type': 'Question',
        name,
        acceptedAnswer: { '@type': 'Answer', text },
      })),
    },
    {
      '@context': CONTEXT,
      '@type': 'CollectionPage',
      headline,
      description: `${aspects[0]} ⎊ ${answer}.`,
      url: urlOf(concept),
      publisher: PUBLISHER,
      hasPart: parts.map((part) => partOf(part, prose)),
      image: { '@type': 'ImageObject', url: imageOf(concept, 'jpg', prose) },
    },
  ];
  return [
    `# ${headline}\n\n---`,
    `${questions.map(({ name, text }) => `## ${name}\n\n${text}`).join('\n\n')}\n\n\n---`,
    `${collection.join('\n\n')}\n\n---`,
    foot(concept, schema),
  ].join('\n\n');
}

function foot(concept: GlossaryConcept, schema: readonly unknown[]): string {
  const blocks = schema.map((block) => `\`\`\`json\n${JSON.stringify(block, null, 4)}\n\`\`\``);
  return `## Raw Schema Data\n\n${blocks.join('\n\n')}\n\n\n---\n\n**Original URL:** ${urlOf(concept)}\n\n`;
}

function crumbs(concept: GlossaryConcept) {
  const trail = [
    ['Home', `${HOST}/`],
    [kindOf(concept), `${HOST}/${concept.kind}/`],
    [concept.name, urlOf(concept)],
  ];
  return {
    '@context': CONTEXT,
    '@type': 'BreadcrumbList',
    itemListElement: trail.map(([name, item], i) => ({ '@type': 'ListItem', position: i + 1, name, item })),
  };
}

function article(concept: GlossaryConcept, prose: Prose) {
  return {
    '@context': CONTEXT,
    '@type': 'Article',
    mainEntityOfPage: { '@type': 'WebPage', '@id': urlOf(concept) },
    headline: `${concept.name} ⎊ ${kindOf(concept)}`,
    description: `Meaning ⎊ ${concept.meaning} ⎊ ${kindOf(concept)}`,
    url: urlOf(concept),
    author: AUTHOR,
    datePublished: concept.published,
    dateModified: modifiedAt(concept),
    publisher: PUBLISHER,
    articleSection: [kindOf(concept)],
    image: { '@type': 'ImageObject', url: imageOf(concept, 'jpg', prose), caption: prose.caption() },
  };
}

function mentions(concept: GlossaryConcept, mentioned: readonly GlossaryConcept[]) {
  return {
    '@context': CONTEXT,
    '@type': 'WebPage',
    '@id': urlOf(concept),
    mentions: mentioned.map((other) => ({
      '@type': 'DefinedTerm',
      '@id': urlOf(other),
      name: other.name,
      url: urlOf(other),
      description: aspectOf(other),
    })),
  };
}

function partOf(part: GlossaryConcept, prose: Prose) {
  return {
    '@type': 'Article',
    '@id': urlOf(part),
    url: urlOf(part),
    headline: part.name,
    description: `${part.meaning} ⎊ ${kindOf(part)}`,
    datePublished: part.published,
    dateModified: modifiedAt(part),
    author: AUTHOR,
    image: {
      '@type': 'ImageObject',
      url: imageOf(part, 'jpg', prose),
      width: 3850,
      height: 2166,
      caption: prose.caption(),
    },
  };
}

/** Entries in that list link to areas, whether such a page exists or not. */
function asArea(concept: GlossaryConcept): GlossaryConcept {
  return { ...concept, kind: 'area' };
}

function urlOf({ kind, slug }: GlossaryConcept): string {
  return `${HOST}/${kind}/${slug}/`;
}

function kindOf({ kind }: GlossaryConcept): string {
  return kind.replace(/^./, (letter) => letter.toUpperCase());
}

function modifiedAt({ published }: GlossaryConcept): string {
  return atSecond(Date.parse(published) + 437_000);
}

/** The aspect is the same on every page that mentions the concept. */
function aspectOf({ slug, paragraphs }: GlossaryConcept): string {
  const [byte = 0] = createHash('md5').update(slug).digest();
  const [first = ''] = (paragraphs[0] as string).split('. ');
  return `${ASPECTS[byte % ASPECTS.length]} ⎊ ${first.replace(/\.$/, '')}.`;
}

function imageText({ name }: GlossaryConcept, { pick, caption, sentence }: Prose): string {
  return `${caption()} The image stands for ${name.toLowerCase()} and how it ${pick(VERBS)} ${pick(QUANTITIES)}. ${sentence(name)} ${sentence(name)}`;
}

function imageOf({ slug }: GlossaryConcept, extension: string, { pick }: Prose): string {
  const word = (words: readonly string[]) => pick(words).toLowerCase();
  return `${HOST}/wp-content/uploads/2025/12/visualizing-${slug}-${word(HEADS)}-and-${word(NOUNS)}-${word(HEADS)}.${extension}`;
}
