/** Shows one concept: what it means, what each facet says and where that stands, where to walk on, and its numbers. */
import type { CalculatorName, Concept, Definition } from './concept.ts';
import { type Child, h, siteLink } from './dom.ts';
import { otherWords } from './other-words.ts';
import { foldedPart } from './part.ts';
import type { Place } from './run-address.ts';
import { readableAt } from './service.ts';

export interface ConceptContext {
  endpoint: string;
  /** Shows another concept. */
  walk(slug: string): void;
  /** The run to open at once. */
  place: Place | null;
  /** The address that reopens a place. */
  addressOf(place: Place): string;
  /** Gives the page a title and, where there is one, an address; null where the page has those of its own. */
  entitle: ((title: string, address?: string) => void) | null;
  language: string;
  /** Whether the reader has the graph open: it stays so on the next concept. */
  graph: { isOpen: boolean };
  /** Where the view stands: parts bring style sheets of their own. */
  root: ShadowRoot;
}

export function conceptView(concept: Concept, context: ConceptContext): HTMLElement[] {
  const { alternateNames, meaning, definitions, related, isStub, url } = concept;
  const parts = [
    h('h2', { part: 'title', tabindex: '-1', dir: 'auto' }, concept.name),
    alternateNames.length > 0 && h('p', { class: 'also', dir: 'auto' }, `Also ${alternateNames.join(', ')}`),
    h('p', { part: 'meaning', dir: 'auto' }, meaning ?? 'No page of the glossary explains this term yet.'),
    isStub && url !== null && h('p', {}, siteLink(url, `Read on at ${new URL(url).host}`)),
    ...definitionSections(definitions, meaning, context),
    related.length > 0 &&
      section(
        'Related',
        h('ul', { class: 'related' }, ...related.map((next) => h('li', {}, walkButton(next, context)))),
      ),
    neighbourhoodPart(concept, context),
    calculatorSection(concept, context),
  ];
  return parts.filter((part): part is HTMLElement => part !== false);
}

function section(title: string, ...content: Child[]): HTMLElement {
  return h('section', {}, h('h3', {}, title), ...content);
}

function walkButton({ slug, name }: { slug: string; name: string }, { walk }: ConceptContext): HTMLElement {
  return h('button', { type: 'button', class: 'walk', dir: 'auto', onclick: () => walk(slug) }, name);
}

/** Its own paragraphs first, then facet by facet, then what other pages say of it in passing. */
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
      ...texts.map((text) => h('dd', {}, h('span', { dir: 'auto' }, text.text), ' ', source(text.page, endpoint))),
    ]);
    sections.push(section('By facet', h('dl', { class: 'facets' }, ...rows)));
  }
  if (others.length > 0) {
    const rows = others.map(({ text, page, morePages }) =>
      h('li', {}, h('span', { dir: 'auto' }, text), ' ', source(page, endpoint, morePages)),
    );
    sections.push(h('details', {}, h('summary', {}, 'In other words'), h('ul', { class: 'glosses' }, ...rows)));
  }
  return sections;
}

function source({ url, title }: Definition['page'], endpoint: string, morePages = 0): HTMLElement {
  const more = morePages > 0 && ` and ${morePages} other ${morePages === 1 ? 'page' : 'pages'}`;
  return h('cite', {}, siteLink(readableAt(url, endpoint), title.replaceAll(/\s*⎊\s*/g, ' · ')), more);
}

function neighbourhoodPart(concept: Concept, context: ConceptContext): HTMLElement {
  const part = foldedPart('Neighbourhood', async () => {
    const { graphView } = await import('./views/graph.ts');
    return graphView(concept, context);
  });
  part.open = context.graph.isOpen;
  part.addEventListener('toggle', () => {
    context.graph.isOpen = part.open;
  });
  return part;
}

interface Offer {
  calculator: CalculatorName;
  /** Whose calculator it is, where it is another concept's. */
  of?: { name: string };
}

/** Its own calculators; where it has none, those nearby. */
function calculatorSection(concept: Concept, context: ConceptContext): HTMLElement | false {
  const own = concept.calculators.map((calculator): Offer => ({ calculator }));
  const nearby = concept.nearbyCalculators.map(({ calculator, concept: of }): Offer => ({ calculator, of }));
  const offers = own.length > 0 ? own : [...nearby];
  const wanted = context.place?.calculator;
  // A link may name a calculator of another concept, or one that is attached to none.
  if (wanted !== undefined && !offers.some(({ calculator }) => calculator.slug === wanted)) {
    const known = nearby.find(({ calculator }) => calculator.slug === wanted);
    offers.push(known ?? { calculator: { slug: wanted, title: wanted, summary: '' } });
  }
  const title = offers.every(({ of }) => of !== undefined) ? 'Calculators nearby' : 'Calculators';
  return offers.length > 0 && section(title, ...offers.map((offer) => calculatorPart(concept, offer, context)));
}

function calculatorPart(concept: Concept, { calculator, of }: Offer, context: ConceptContext): HTMLElement {
  const { slug, title, summary } = calculator;
  const isWanted = context.place?.calculator === slug;
  const given = isWanted ? context.place?.parameters : undefined;
  const { entitle } = context;
  const titleOf = (known: string) => `${known}: ${concept.name}`;
  const name = h('b', {}, title);
  const heading = h(
    'span',
    {},
    name,
    of && h('span', { class: 'also' }, ' (on ', h('span', { dir: 'auto' }, of.name), ')'),
    summary !== '' && h('span', { class: 'gist' }, summary),
  );
  const part = foldedPart(
    heading,
    async () => {
      const { calculatorView } = await import('./views/calculator.ts');
      return calculatorView({
        ...context,
        slug,
        given,
        ask: isWanted ? context.place?.ask : undefined,
        isLinked: isWanted,
        opened(known) {
          name.textContent = known;
          if (isWanted) entitle?.(titleOf(known));
        },
        showAddress: entitle && ((address) => entitle(titleOf(name.textContent), address)),
        addressOf: (run) => context.addressOf({ concept: concept.slug, calculator: slug, ...run }),
      });
    },
    { class: 'fold calculator', 'data-calculator': slug },
  );
  part.open = isWanted;
  return part;
}
