/**
 * Groups numbers by key in one array, in two passes: first count the numbers of each key, then place them. The numbers
 * of a key end up side by side, in the order in which they were placed.
 */
export interface Groups {
  /** Makes an empty group for `key`. */
  add(key: number): void;
  count(key: number, numbers: number): void;
  /** Ends the counting and returns the length of the array. */
  layOut(): number;
  /** The index for the group's next number. */
  nextPlace(key: number): number;
  /** Once all numbers are placed: each group's range, `[from, to)`. */
  ranges(): Iterable<readonly [key: number, from: number, to: number]>;
}

/** @param keys - exclusive upper bound of the keys. */
export function groups(keys: number): Groups {
  const isKey = new Uint8Array(keys);
  const used: number[] = [];
  /** At first the size of each group; after `layOut` the index of its next number. */
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
