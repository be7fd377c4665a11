/** A reader's own book in place of the example's, for every calculator with parameters that replace one another. */
import { describe, expect, it } from '@jest/globals';
import { labelOf } from '../../src/calculators/kit/label.ts';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import { type BookPart, exampleBook, whereAbsent } from '../../src/widget/views/example-book.ts';

type Part = BookPart & { value: unknown };

const part = (
  name: string,
  of: { type: string; default?: unknown; nullable?: boolean; emptyOnce?: readonly string[] },
): Part => {
  const made: Part = {
    parameter: {
      name,
      label: labelOf(name),
      type: of.type as BookPart['parameter']['type'],
      default: of.default ?? null,
      emptyOnce: [...(of.emptyOnce ?? [])],
    },
    value: undefined,
    control: {
      read: () => made.value ?? undefined,
      write: (value) => {
        made.value = value;
      },
    },
    replaced: { textContent: '', hidden: true },
    refresh: () => undefined,
  };
  return made;
};

/** A calculator's form, filled with an example. */
function filled(slug: string, example: Record<string, unknown>) {
  const { parameters } = CALCULATORS.find((calculator) => calculator.slug === slug) as (typeof CALCULATORS)[number];
  const parts = Object.entries(parameters).map(([name, parameter]) => part(name, parameter as never));
  const book = exampleBook(parts);
  const get = (name: string) => parts.find(({ parameter }) => parameter.name === name) as Part;
  for (const each of parts) {
    const { name } = each.parameter;
    each.value = Object.hasOwn(example, name) ? example[name] : whereAbsent(each.parameter, example);
  }
  book.start(example);
  return {
    get,
    fromFile(name: string, value: unknown) {
      get(name).value = value;
      book.enter(get(name), true);
    },
    byHand(name: string, value: unknown) {
      get(name).value = value;
      book.enter(get(name), false);
    },
  };
}

const TWO = [{ quantity: 1 }, { quantity: 2 }];

describe('a book that a reader enters', () => {
  it.each(
    CALCULATORS.flatMap(({ slug, presets, parameters }) =>
      Object.entries(parameters).flatMap(([name, { emptyOnce = [] }]) =>
        emptyOnce.flatMap((book) =>
          presets.map((preset) => [slug, name, book, preset.name, preset.parameters] as const),
        ),
      ),
    ),
  )(
    'of %s leaves nothing in %s once %s comes from a file, whatever the example %s has',
    (slug, name, book, _, example) => {
      const form = filled(slug, example as Record<string, unknown>);
      form.fromFile(book, TWO);
      expect([0, []]).toContainEqual(form.get(name).value);
      expect(form.get(book).replaced?.textContent).toContain(form.get(name).parameter.label.toLowerCase());
    },
  );

  it('gives way to a first row that is added by hand, and comes back with the last one that is removed', () => {
    const form = filled('liquidation-cascade', {});
    expect(form.get('openInterest').value).toBe(400_000);
    form.byHand('positions', [{ side: 'long' }]);
    expect(form.get('openInterest').value).toBe(0);
    form.byHand('positions', []);
    expect(form.get('openInterest').value).toBe(400_000);
    expect(form.get('positions').replaced?.hidden).toBe(true);
  });

  it('keeps what the reader has typed', () => {
    const form = filled('liquidation-cascade', {});
    form.byHand('openInterest', 5_000);
    form.fromFile('positions', TWO);
    expect(form.get('openInterest').value).toBe(5_000);
    const levels = filled('order-book-walk', {});
    levels.fromFile('asks', [{ price: 101, quantity: 1 }]);
    levels.fromFile('bids', [{ price: 99, quantity: 1 }]);
    expect(levels.get('asks').value).toEqual([{ price: 101, quantity: 1 }]);
  });

  it('keeps the rest of an example where a cell of its list is changed', () => {
    const form = filled('stop-loss-cascade', {
      stopOrders: [{ triggerPrice: 96.4, quantity: 90_000 }],
      clusterCount: 10,
    });
    form.byHand('stopOrders', [{ triggerPrice: 96, quantity: 90_000 }]);
    expect(form.get('clusterCount').value).toBe(10);
  });
});
