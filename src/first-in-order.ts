/** The first `most` items in an order. One comparison with the last of them rules out most items. */
export function firstInOrder<Item>(items: Iterable<Item>, most: number, compare: (a: Item, b: Item) => number): Item[] {
  const first: Item[] = [];
  if (most <= 0) return first;
  for (const item of items) {
    if (first.length === most && compare(item, first[most - 1] as Item) >= 0) continue;
    let place = first.length;
    while (place > 0 && compare(item, first[place - 1] as Item) < 0) place--;
    if (first.length === most) first.pop();
    first.splice(place, 0, item);
  }
  return first;
}
