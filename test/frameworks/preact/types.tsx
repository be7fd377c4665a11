/** @jsxImportSource preact */
/** What the types reject, and what they provide. */

import type { TermCards } from 'riskgraph-widget';
import type {} from 'riskgraph-widget/preact';

export const found = (cards: TermCards): Promise<number> => cards.annotate();
export const sound = <term-lookup slug="margin-call" permalink class="wide" />;
// @ts-expect-error: a card explains a concept.
export const withoutSlug = <term-card>margin call</term-card>;
// @ts-expect-error: there is no such attribute.
export const misspelt = <term-cards observes />;
