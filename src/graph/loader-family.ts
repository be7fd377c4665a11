import DataLoader from 'dataloader';
import { getOrMake } from '../get-or-make.ts';

/** DataLoaders of one read, one per set of further arguments: `family(read)(query).load(key)`. */
export function family<Query, Value>(
  read: (keys: readonly string[], query: Query) => Promise<Value[]>,
  options: { maxBatchSize?: number } = {},
): (query: Query) => DataLoader<string, Value> {
  const loaders = new Map<string, DataLoader<string, Value>>();
  return (query) =>
    getOrMake(
      loaders,
      JSON.stringify(query),
      () => new DataLoader((keys: readonly string[]) => read(keys, query), options),
    );
}
