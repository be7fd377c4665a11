/** Shows one concept: its meaning, its facets with their sources, related concepts and calculators. */
import type { Concept, ConceptName, Definition } from './concept.ts';
import type { ConceptContext, Offer } from './concept-context.ts';
import { type Child, h, siteLink } from './dom.ts';
import { calculatorPart, neighbourhoodPart } from './further-parts.ts';
import { eachOnce, type OtherWords, otherWords } from './other-words.ts';
import { readableAt } from './service.ts';

export function conceptView(concept: Concept, context: ConceptContext): HTMLElement[] {
  const { alternateNames, meaning, definitions, related, isStub, url } = concept;
  const parts = [
    h('h2', { part: 'title', tabindex: '-1', dir: 'auto' }, concept.name),
    alternateNames.length > 0 && h('p', { class: 'also', dir: 'auto' }, `Also ${alternateNames.join(', ')}`),
    h('p', { part: 'meaning', dir: 'auto' }, meaning ?? 'No page of the glossary explains this term yet.'),
    isStub && url !== null && h('p', {}, siteLink(url, `Continue reading at ${new URL(url).host}`)),
    ...definitionSections(definitions, meaning, context),
    related.length > 0 && section('Related', walkList(related, context.walk)),
    neighbourhoodPart(concept, context),
    calculatorSection(concept, context),
  ];
  return parts.filter((part): part is HTMLElement => part !== false);
}

function section(title: string, ...content: Child[]): HTMLElement {
  return h('section', {}, h('h3', {}, title), ...content);
}

/** Concepts to click through to. */
export function walkList(concepts: readonly ConceptName[], walk: (slug: string) => void): HTMLElement {
  const items = concepts.map(({ slug, name }) =>
    h('li', {}, h('button', { type: 'button', class: 'walk', dir: 'auto', onclick: () => walk(slug) }, name)),
  );
  return h('ul', { class: 'related' }, ...items);
}

/** The concept's own paragraphs first, then facet by facet, then what other pages say in passing. */
function definitionSections(
  definitions: readonly Definition[],
  meaning: string | null,
  { endpoint }: ConceptContext,
): HTMLElement[] {
  const body = definitions.filter(({ kind }) => kind === 'BODY');
  const facets = new Map<string, Definition[]>();
  for (const definition of definitions) {
    if (definition.facet === null) continue;
    facets.set(definition.facet, [...(facets.get(definition.facet) ?? []), definition]);
  }
  const others = otherWords(definitions, meaning);
  const [first, ...further] = body.map(({ text }) => h('p', { dir: 'auto' }, text));
  const sections: HTMLElement[] = [];
  if (first !== undefined) {
    const rest = further.length > 0 && h('details', {}, h('summary', {}, 'Read on'), ...further);
    sections.push(h('section', { class: 'body' }, first, rest, body[0] && source(body[0].page, endpoint)));
  }
  if (facets.size > 0) {
    const rows = [...facets].flatMap(([facet, texts]) => [
      h('dt', { dir: 'auto' }, facet),
      ...eachOnce(texts).map((words) => h('dd', {}, ...withSource(words, endpoint))),
    ]);
    sections.push(section('By facet', h('dl', { class: 'facets' }, ...rows)));
  }
  if (others.length > 0) {
    const rows = others.map((words) => h('li', {}, ...withSource(words, endpoint)));
    sections.push(h('details', {}, h('summary', {}, 'In other words'), h('ul', { class: 'glosses' }, ...rows)));
  }
  return sections;
}

function withSource({ text, page, morePages }: OtherWords, endpoint: string): (HTMLElement | string)[] {
  return [h('span', { dir: 'auto' }, text), ' ', source(page, endpoint, morePages)];
}

function source({ url, title }: Definition['page'], endpoint: string, morePages = 0): HTMLElement {
  const more = morePages > 0 && ` and ${morePages} other ${morePages === 1 ? 'page' : 'pages'}`;
  return h('cite', {}, siteLink(readableAt(url, endpoint), title.replaceAll(/\s*⎊\s*/g, ' · ')), more);
}

/** The concept's own calculators; if it has none, nearby ones. */
function calculatorSection(concept: Concept, context: ConceptContext): HTMLElement | false {
  const own = concept.calculators.map((calculator): Offer => ({ calculator }));
  const nearby = concept.nearbyCalculators.map(({ calculator, concept: of }): Offer => ({ calculator, of }));
  const offers = own.length > 0 ? own : [...nearby];
  const wanted = context.place?.calculator;
  // A link may name a calculator of another concept, or one without a concept.
  if (wanted !== undefined && !offers.some(({ calculator }) => calculator.slug === wanted)) {
    const known = nearby.find(({ calculator }) => calculator.slug === wanted);
    offers.push(known ?? { calculator: { slug: wanted, title: wanted, summary: '' } });
  }
  const title = offers.every(({ of }) => of !== undefined) ? 'Calculators nearby' : 'Calculators';
  return offers.length > 0 && section(title, ...offers.map((offer) => calculatorPart(concept, offer, context)));
}
