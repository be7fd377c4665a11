/**
 * Numbers by key, many at once, in one array: they are counted first, and then each is given its place, so that those of
 * a key lie side by side in the order in which they came.
 */
export interface Groups {
  /** Makes a group of `key`, empty as yet. */
  add(key: number): void;
  count(key: number, numbers: number): void;
  /** The length of the array. Nothing is counted any more. */
  layOut(): number;
  /** Where the next number of the group goes. */
  nextPlace(key: number): number;
  /** Once all have their places: each group from its first place to the one behind its last. */
  ranges(): Iterable<readonly [key: number, from: number, to: number]>;
}

/** @param keys - all keys are lower numbers. */
export function groups(keys: number): Groups {
  const isKey = new Uint8Array(keys);
  const used: number[] = [];
  /** How many numbers a group has, and later where its next one goes. */
  const places = new Uint32Array(keys);
  const add = (key: number) => {
    if (isKey[key] === 1) return;
    isKey[key] = 1;
    used.push(key);
  };
  return {
    add,
    count(key, numbers) {
      add(key);
      places[key] = (places[key] as number) + numbers;
    },
    layOut() {
      let end = 0;
      for (const key of used) {
        const numbers = places[key] as number;
        places[key] = end;
        end += numbers;
      }
      return end;
    },
    nextPlace(key) {
      const place = places[key] as number;
      places[key] = place + 1;
      return place;
    },
    *ranges() {
      let from = 0;
      for (const key of used) {
        const to = places[key] as number;
        yield [key, from, to];
        from = to;
      }
    },
  };
}
