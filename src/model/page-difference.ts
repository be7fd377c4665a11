/**
 * The differences between two copies of a page, field by field, in the terms of the API: values before and after; for
 * lists, the entries removed and added. Order counts only if nothing else differs.
 *
 * Changes are stored for a long time, so texts in them are cut, and lists end when the change is full.
 */
import { startOf } from '../whole-characters.ts';
import type { PageContent } from './types.ts';

export interface FieldChange {
  field: string;
  /** For lists, the entries removed (before) and added (after). Null where there was, or is, no value. */
  before: unknown;
  after: unknown;
  /** List entries that did not fit. */
  leftOut: number;
}

export type ChangeKind = 'ADDED' | 'CHANGED' | 'REMOVED';

/** One change of one page; a page added or removed is described by its name and meaning. */
export interface PageDifference {
  kind: ChangeKind;
  fields: readonly FieldChange[];
}

/** Most UTF-16 units of one text, and of a whole change, approximately. */
const TEXT = 500;
const ROOM = 8_000;

const PARTS = ['alternateNames', 'definitions', 'statements'] as const;

/** The lists that are compared, in the order of a change, each with the part of a page that it comes from. */
const LISTS: readonly {
  field: string;
  part: (typeof PARTS)[number];
  entriesOf: (page: PageContent) => readonly unknown[];
}[] = [
  { field: 'alternateNames', part: 'alternateNames', entriesOf: ({ alternateNames }) => alternateNames },
  {
    field: 'text',
    part: 'definitions',
    entriesOf: (page) => {
      const meaning = meaningOf(page);
      const others = page.definitions.filter((one) => one !== meaning);
      return others.map(({ kind, facet, text }) => ({ kind, facet, text }));
    },
  },
  {
    field: 'relations',
    part: 'statements',
    entriesOf: ({ statements }) => statements.map(({ kind, target }) => ({ kind, to: target })),
  },
  {
    field: 'glosses',
    part: 'statements',
    entriesOf: ({ statements }) =>
      statements.flatMap(({ target, facet, gloss }) => (gloss === null ? [] : [{ to: target, facet, text: gloss }])),
  },
  {
    field: 'linkTexts',
    part: 'statements',
    entriesOf: ({ statements }) =>
      statements.flatMap(({ target, anchor }) => (anchor === null ? [] : [{ to: target, text: anchor }])),
  },
  {
    field: 'links',
    part: 'statements',
    entriesOf: ({ statements }) =>
      statements.flatMap(({ target, link }) => (link === null ? [] : [{ to: target, ...link }])),
  },
];
const HEAD = [
  'title',
  'author',
  'publishedAt',
  'modifiedAt',
  'publisher',
  'section',
  'image',
  'truncated',
  'concept',
] as const satisfies (keyof PageContent)[];

/** Null if both copies say the same. */
export function pageDifference(before: PageContent | null, after: PageContent | null): PageDifference | null {
  if (before === null) return after === null ? null : { kind: 'ADDED', fields: within(values(null, after, KNOWN_BY)) };
  if (after === null) return { kind: 'REMOVED', fields: within(values(before, null, KNOWN_BY)) };
  const parts = PARTS.filter((part) => !isSameList(before[part], after[part]));
  const lists = LISTS.filter(({ part }) => parts.includes(part));
  const fields = [
    ...values(before, after, ['name', 'meaning']),
    ...lists.flatMap(({ field, entriesOf }) => exchanged(field, entriesOf(before), entriesOf(after))),
    ...values(before, after, HEAD),
  ];
  if (fields.length > 0) return { kind: 'CHANGED', fields: within(fields) };
  return parts.length === 0
    ? null
    : { kind: 'CHANGED', fields: [{ field: 'order', before: null, after: null, leftOut: 0 }] };
}

/** Identity first: most of a page is unchanged in most changes, and parts that a store has in memory are shared. */
function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function isSameList(before: readonly unknown[], after: readonly unknown[]): boolean {
  return before.length === after.length && before.every((entry, i) => isSame(entry, after[i]));
}

const KNOWN_BY = ['name', 'meaning'] as const;

type ValueField = 'name' | 'meaning' | (typeof HEAD)[number];

function values(before: PageContent | null, after: PageContent | null, fields: readonly ValueField[]): FieldChange[] {
  return fields.flatMap((field) => {
    const [one, other] = [before, after].map((page) => (page === null ? null : valueIn(page, field)));
    return isSame(one, other) ? [] : [{ field, before: one, after: other, leftOut: 0 }];
  });
}

function valueIn(page: PageContent, field: ValueField): unknown {
  return field === 'meaning' ? (meaningOf(page)?.text ?? null) : page[field];
}

function meaningOf({ definitions }: PageContent) {
  return definitions.find(({ kind }) => kind === 'MEANING');
}

/** The entries removed and added, each once, in page order. */
function exchanged(field: string, before: readonly unknown[], after: readonly unknown[]): FieldChange[] {
  const [old, now] = [before, after].map((list) => new Map(list.map((entry) => [JSON.stringify(entry), entry])));
  const without = (list: Map<string, unknown>, other: Map<string, unknown>) =>
    [...list].flatMap(([key, entry]) => (other.has(key) ? [] : [entry]));
  const went = without(old as Map<string, unknown>, now as Map<string, unknown>);
  const came = without(now as Map<string, unknown>, old as Map<string, unknown>);
  return went.length + came.length === 0 ? [] : [{ field, before: went, after: came, leftOut: 0 }];
}

/** The changes with their texts cut, and their lists ended when there is no more room. */
function within(fields: readonly FieldChange[]): FieldChange[] {
  let room = ROOM;
  const take = (value: unknown) => {
    const kept = cut(value);
    room -= JSON.stringify(kept)?.length ?? 0;
    return kept;
  };
  return fields.map(({ field, before, after, leftOut }) => {
    if (!Array.isArray(before) || !Array.isArray(after))
      return { field, before: take(before), after: take(after), leftOut };
    const fitting = (list: unknown[]) => list.flatMap((entry) => (room > 0 ? [take(entry)] : []));
    const [went, came] = [fitting(before), fitting(after)];
    const missing = before.length + after.length - went.length - came.length;
    return { field, before: went, after: came, leftOut: leftOut + missing };
  });
}

function cut(value: unknown): unknown {
  if (typeof value === 'string') return value.length > TEXT ? `${startOf(value, TEXT - 1)}…` : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, cut(part)]));
}

/**
 * Combines what a run does to a page in several steps into one change; null if nothing remains of it.
 * @param earlier - what the same run did before.
 * @param next - what it does now, to the page as the run left it.
 */
export function composed(earlier: PageDifference, next: PageDifference): PageDifference | null {
  if (earlier.kind === 'ADDED') {
    if (next.kind === 'REMOVED') return null;
    const byField = new Map([...earlier.fields, ...next.fields].map((change) => [change.field, change]));
    const known = KNOWN_BY.flatMap((field) => byField.get(field) ?? []);
    return { kind: 'ADDED', fields: known.map((change) => ({ ...change, before: null })) };
  }
  if (next.kind === 'REMOVED') return next;
  const byField = new Map(earlier.fields.map((change) => [change.field, change]));
  for (const change of next.fields) byField.set(change.field, joined(byField.get(change.field), change));
  const fields = [...byField.values()].filter(({ before, after, leftOut, field }) => {
    const isEmpty = Array.isArray(before) && before.length === 0 && Array.isArray(after) && after.length === 0;
    return field === 'order' || leftOut > 0 || !(isEmpty || JSON.stringify(before) === JSON.stringify(after));
  });
  // For a page that was removed and came back it is unknown whether it says the same.
  return fields.length === 0 && earlier.kind === 'CHANGED' ? null : { kind: 'CHANGED', fields };
}

function joined(earlier: FieldChange | undefined, next: FieldChange): FieldChange {
  if (earlier === undefined) return next;
  if (!Array.isArray(earlier.before) || !Array.isArray(next.after)) return { ...next, before: earlier.before };
  const without = (list: unknown, other: unknown) => {
    const known = new Set((other as unknown[]).map((entry) => JSON.stringify(entry)));
    return (list as unknown[]).filter((entry) => !known.has(JSON.stringify(entry)));
  };
  const went = [...earlier.before, ...without(next.before, earlier.after)];
  const came = [...without(earlier.after, next.before), ...next.after];
  const [change] = exchanged(next.field, went, came);
  const leftOut = earlier.leftOut + next.leftOut;
  return change === undefined ? { ...next, before: [], after: [], leftOut } : { ...change, leftOut };
}
