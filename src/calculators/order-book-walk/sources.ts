/** Publications behind the walk through an order book, and its ready-made inputs. */
import type { Preset, Reference } from '../kit/definition.ts';
import type { Given } from '../kit/input.ts';
import type { parameters } from './parameters.ts';

export const references: readonly Reference[] = [
  {
    citation:
      "Cont, R., Kukanov, A., Stoikov, S. (2014), 'The Price Impact of Order Book Events', Journal of Financial Econometrics 12(1), 47-88",
    doi: '10.1093/jjfinec/nbt003',
  },
  {
    citation:
      "Cao, C., Hansch, O., Wang, X. (2009), 'The information content of an open limit-order book', Journal of Futures Markets 29(1), 16-41",
    doi: '10.1002/fut.20334',
  },
  {
    citation: "Gould, M. D. et al. (2013), 'Limit order books', Quantitative Finance 13(11), 1709-1742",
    doi: '10.1080/14697688.2013.803148',
  },
];

export const presets: readonly [Preset<Given<typeof parameters>>, ...Preset<Given<typeof parameters>>[]] = [
  {
    name: 'through-two-levels',
    title: 'A sale that takes the best bid whole and part of the next',
    parameters: {},
  },
  {
    name: 'quiet',
    title: 'A purchase within the size of the best ask: it pays half the spread',
    parameters: { side: 'buy', orderQuantity: 2 },
  },
  {
    name: 'thinned-book',
    title: 'Bids have been withdrawn: a sale sweeps what is left and falls through to a stub quote',
    parameters: {
      orderQuantity: 30,
      bids: [
        { price: 99.2, quantity: 2 },
        { price: 98.5, quantity: 3 },
        { price: 96, quantity: 5 },
        { price: 90, quantity: 8 },
        { price: 0.01, quantity: 100 },
      ],
      asks: [
        { price: 100.8, quantity: 30 },
        { price: 101, quantity: 60 },
      ],
    },
  },
  {
    name: 'limit-price',
    title: 'The same sale into the thinned book with a limit price: most of it stays unsold',
    parameters: {
      orderQuantity: 30,
      limitPrice: 96,
      bids: [
        { price: 99.2, quantity: 2 },
        { price: 98.5, quantity: 3 },
        { price: 96, quantity: 5 },
        { price: 90, quantity: 8 },
        { price: 0.01, quantity: 100 },
      ],
      asks: [
        { price: 100.8, quantity: 30 },
        { price: 101, quantity: 60 },
      ],
    },
  },
];
