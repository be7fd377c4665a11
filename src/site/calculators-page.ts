/** `/calculators/`: every model, and what it answers. */
import { type Ask, answerTo } from './ask.ts';
import { html } from './html.ts';
import type { Page } from './layout.ts';
import { calculatorEntry, entryList } from './lists.ts';

const QUERY = '{ calculators { slug title summary } }';

interface List {
  calculators: { slug: string; title: string; summary: string }[];
}

export async function calculatorsPage(ask: Ask): Promise<Page> {
  const { calculators } = await answerTo<List>(ask, QUERY);
  return {
    title: 'Calculators',
    description:
      'Published models of liquidation cascades, margin spirals, contagion, price impact and circuit breakers.',
    path: '/calculators/',
    section: '/calculators/',
    body: html`<h1>Calculators</h1>
<p class="lede">Published models under their own names. Each has its equations, assumptions and sources, and a form to run it.</p>
${entryList(calculators.map(calculatorEntry))}`,
  };
}
