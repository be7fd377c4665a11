/** A map's value for `key`, made and stored if missing. Values are never undefined. */
export function getOrMake<Key, Value extends NonNullable<unknown> | null>(
  map: { get(key: Key): Value | undefined; set(key: Key, value: Value): unknown },
  key: Key,
  make: () => Value,
): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
