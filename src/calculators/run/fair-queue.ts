/**
 * Picks the next job when light and heavy jobs wait for the same threads.
 *
 * Each kind of job has its own lane, and the lane that has used the least thread time goes first: a run never waits for
 * all earlier analyses, nor an analysis for all earlier runs. Within a lane owners take turns, so that a request with
 * many jobs does not hold up a request with one.
 */
export interface FairQueue<Item> {
  /** @param owner - whose item it is, such as a request. */
  add(lane: string, owner: object, item: Item): void;
  /** Removes and returns the next item. */
  next(): Item | undefined;
  /** Charges a lane for the time that its jobs took. */
  took(lane: string, time: number): void;
  /** Removes an item; false if it is not in the queue. */
  remove(item: Item): boolean;
  /** Removes and returns all items. */
  clear(): Item[];
  waiting(lane?: string): number;
}

interface Entry<Item> {
  lane: string;
  owner: object;
  item: Item;
}

export function fairQueue<Item>(): FairQueue<Item> {
  /** In the order of arrival. */
  const entries: Entry<Item>[] = [];
  /** Time used by each lane; a lane that was empty gets no credit for the time that it left to others. */
  const had = new Map<string, number>();
  /** The most time that a lane had used when an item of it was taken: where a lane that was empty starts. */
  let present = 0;
  /** Latest turn of each owner with an item waiting. */
  const turnByOwner = new Map<object, number>();
  let lastTurn = 0;

  const hadBy = (lane: string) => had.get(lane) ?? 0;
  const waiting = (lane?: string) =>
    lane === undefined ? entries.length : entries.filter((entry) => entry.lane === lane).length;

  function takeOut(index: number): Item {
    const [{ owner, item }] = entries.splice(index, 1) as [Entry<Item>];
    if (!entries.some((entry) => entry.owner === owner)) turnByOwner.delete(owner);
    return item;
  }

  return {
    add(lane, owner, item) {
      if (waiting(lane) === 0) had.set(lane, Math.max(hadBy(lane), present));
      if (!turnByOwner.has(owner)) turnByOwner.set(owner, ++lastTurn);
      entries.push({ lane, owner, item });
    },
    next() {
      const lanes = new Set(entries.map(({ lane }) => lane));
      const lane = [...lanes].sort((a, b) => hadBy(a) - hadBy(b))[0];
      if (lane === undefined) return undefined;
      present = Math.max(present, hadBy(lane));
      const owners = new Set(entries.filter((entry) => entry.lane === lane).map(({ owner }) => owner));
      const [owner] = [...owners].sort((a, b) => (turnByOwner.get(a) ?? 0) - (turnByOwner.get(b) ?? 0));
      const index = entries.findIndex((entry) => entry.lane === lane && entry.owner === owner);
      if (owner !== undefined) turnByOwner.set(owner, ++lastTurn);
      return takeOut(index);
    },
    took(lane, time) {
      had.set(lane, hadBy(lane) + time);
    },
    remove(item) {
      const index = entries.findIndex((entry) => entry.item === item);
      if (index < 0) return false;
      takeOut(index);
      return true;
    },
    clear() {
      turnByOwner.clear();
      return entries.splice(0).map(({ item }) => item);
    },
    waiting,
  };
}
