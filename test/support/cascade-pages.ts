/** Pages that link to each other in most of the possible ways. */
import { page, SITE } from './pages.ts';

export const CASCADE = page('definition', 'liquidation-cascade', {
  meaning: 'Forced sales that force further sales.',
  body: ['First paragraph.', 'Second paragraph.'],
  publishedAt: '2026-03-01T00:00:00.000Z',
  publisher: 'The Desk',
  section: 'Crises',
  image: { url: 'https://glossary.example/cascade.jpg', width: 640, height: 360, alt: 'A staircase of prices' },
  links: {
    RELATED: ['margin-call', 'order-book'],
    RECOMMENDS: [{ to: 'flash-crash', gloss: 'A fall and a recovery within minutes.' }],
    MENTIONS: [{ to: 'leverage', facet: 'Risk', gloss: 'Leverage multiplies losses.' }],
  },
});
export const MARGIN_CALL = page('definition', 'margin-call', {
  meaning: 'A demand for more collateral.',
  publishedAt: '2026-04-01T00:00:00.000Z',
  links: { RELATED: ['liquidation-cascade', 'leverage'], LINKS_TO: ['collateral', 'leverage'] },
});
export const AREA = page('area', 'leverage', {
  name: 'Leverage',
  facets: { Risk: 'Losses grow with it.', Measure: 'Notional over equity.' },
  links: {
    HAS_PART: [
      {
        to: 'margin-call',
        gloss: 'A demand for more margin.',
        url: `${SITE}/definition/margin-call/`,
        author: 'A. Writer',
        publishedAt: '2026-02-01T00:00:00Z',
        image: { url: `${SITE}/call.jpg`, width: null, height: null, alt: null },
      },
      'liquidation-cascade',
    ],
  },
});
