/**
 * Makes every field count what it produces and take turns, so that execution is bounded whatever resolvers do.
 *
 * graphql-js completes all available values in one go. So a field that returns objects waits for its turn before they
 * are completed, and a long list is passed on in parts.
 */
import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
} from 'graphql';
import { costOf } from '../limits/charges.ts';
import { bytesOf } from './json-size.ts';
import type { Work } from './work.ts';

type Resolver = GraphQLFieldResolver<unknown, { work?: Work } | undefined>;

/** Entries of a list passed on in one go. */
const AT_ONCE = 50;

/** The original resolvers of metered fields. */
const resolvers = new WeakMap<object, Resolver>();

/** The original resolver of a field, for callers that count its results themselves. */
export function unmetered(field: GraphQLField<unknown, unknown>): GraphQLFieldResolver<unknown, unknown> {
  return (resolvers.get(field) ?? field.resolve ?? defaultFieldResolver) as GraphQLFieldResolver<unknown, unknown>;
}

/** Wraps the resolvers of a schema, in place. A request without `work` in its context is not counted. */
export function meter(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const resolve = field.resolve ?? defaultFieldResolver;
      resolvers.set(field, resolve);
      field.resolve = isLeafType(getNamedType(field.type)) ? ofValues(resolve) : ofObjects(resolve, costOf(field));
    }
  }
  return schema;
}

function ofValues(resolve: Resolver): Resolver {
  return (source, given, context, info) => {
    const work = context?.work;
    if (work === undefined) return resolve(source, given, context, info);
    if (work.isOver()) return work.never();
    const value = resolve(source, given, context, info);
    return isPromise(value) ? value.then((settled) => written(settled, work, info)) : written(value, work, info);
  };
}

function written(value: unknown, work: Work, info: GraphQLResolveInfo): unknown {
  const { key } = info.path;
  work.wrote((typeof key === 'string' ? key.length : 0) + 4 + bytesOf(value), info);
  return work.isOver() ? work.never() : value;
}

/** @param weight - the cost of finding the objects. */
function ofObjects(resolve: Resolver, weight: number): Resolver {
  return (source, given, context, info) => {
    const work = context?.work;
    if (work === undefined) return resolve(source, given, context, info);
    if (work.isOver()) return work.never();
    const wait = weight === 0 ? undefined : work.turn(weight);
    const value =
      wait === undefined
        ? resolve(source, given, context, info)
        : wait.then(() => (work.isOver() ? work.never() : resolve(source, given, context, info)));
    return isPromise(value) ? value.then((settled) => handedOver(settled, work, info)) : handedOver(value, work, info);
  };
}

function handedOver(value: unknown, work: Work, info: GraphQLResolveInfo): unknown {
  if (work.isOver()) return work.never();
  if (value === null || value === undefined) return value;
  const entries = Array.isArray(value) ? value.length : 1;
  work.made(entries, info);
  if (work.isOver()) return work.never();
  if (entries > AT_ONCE) return inTurns(value as unknown[], work);
  const wait = work.turn(entries);
  return wait === undefined ? value : wait.then(() => (work.isOver() ? work.never() : value));
}

/** Entries whose turn has not come are promises. */
function inTurns(entries: readonly unknown[], work: Work): unknown[] {
  const handed: unknown[] = [];
  for (let i = 0; i < entries.length; i += AT_ONCE) {
    const part = entries.slice(i, i + AT_ONCE);
    const wait = work.turn(part.length);
    for (const entry of part) {
      handed.push(wait === undefined ? entry : wait.then(() => (work.isOver() ? work.never() : entry)));
    }
  }
  return handed;
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
