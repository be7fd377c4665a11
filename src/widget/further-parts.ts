/** The parts of a concept's view that load when opened: the graph around it, and its calculators. */
import type { Concept } from './concept.ts';
import type { ConceptContext, Offer } from './concept-context.ts';
import { h } from './dom.ts';
import { foldedPart } from './part.ts';

export function neighbourhoodPart(concept: Concept, context: ConceptContext): HTMLElement {
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

export function calculatorPart(concept: Concept, { calculator, of }: Offer, context: ConceptContext): HTMLElement {
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
