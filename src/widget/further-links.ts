/** The same parts as links to the service's pages, for the package, which has neither graphs nor calculators. */
import type { Concept } from './concept.ts';
import type { ConceptContext, Offer } from './concept-context.ts';
import { h, siteLink } from './dom.ts';

export function neighbourhoodPart({ slug, name }: Concept, { endpoint }: ConceptContext): HTMLElement {
  return h(
    'p',
    { class: 'fold' },
    siteLink(new URL(`/concept/${slug}/`, endpoint).href, `${name} and the terms around it`),
  );
}

export function calculatorPart(_: Concept, { calculator, of }: Offer, { endpoint }: ConceptContext): HTMLElement {
  const { slug, title, summary } = calculator;
  return h(
    'p',
    { class: 'fold' },
    siteLink(new URL(`/calculators/${slug}/`, endpoint).href, title),
    of && h('span', { class: 'also' }, ' (on ', h('span', { dir: 'auto' }, of.name), ')'),
    summary !== '' && h('span', { class: 'gist' }, summary),
  );
}
