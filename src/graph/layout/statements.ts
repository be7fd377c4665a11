/**
 * The statements of a page as numbers, four for each: the kind's rank with the target's number, the link's text, the
 * sentence, the page that it leads to. Texts are numbered by their first use; 0 stands for none.
 */
import { relationRank } from '../../model/types.ts';
import type { NumberedStatement } from '../../store/store.ts';
import { numbers } from './numbers.ts';

/** Numbers of one statement. */
export const STRIDE = 4;
/** Concepts that a sort key has room for, beside another one and a kind. */
export const MOST_CONCEPTS = 2 ** 25;
const KIND_SHIFT = 28;
const KIND = 2 ** KIND_SHIFT;
const TARGET = KIND - 1;
/** The text of a sentence that says anything but a meaning is nobody's but its readers'. */
export const SOME_GLOSS = 1;

/** Gives every text a number from 2 on. */
export interface TextNumbers {
  numberOf(text: string): number;
  textOf(number: number): string;
  /** What all of them take. */
  bytes(): number;
}

/** A text beside its characters, and its number. */
const TEXT_BYTES = 100;

export function textNumbers(): TextNumbers {
  const numbers = new Map<string, number>();
  const texts = ['', ''];
  let bytes = 0;
  return {
    numberOf(text) {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, texts.length);
      bytes += text.length + TEXT_BYTES;
      return texts.push(text) - 1;
    },
    textOf: (number) => texts[number] as string,
    bytes: () => bytes,
  };
}

/** A kind's rank with a concept's number, as one. */
export function linkOf(rank: number, concept: number): number {
  return rank * KIND + concept;
}

export function rankOf(link: number): number {
  return link >>> KIND_SHIFT;
}

export function conceptIn(link: number): number {
  return link & TARGET;
}

/** The statements that pages name by the store's numbers. */
export interface StatementTable {
  add(statements: readonly NumberedStatement[]): void;
  /** Those of a page. */
  pack(named: Uint32Array): Uint32Array;
}

export function statementTable(idOf: (slug: string) => number, texts: TextNumbers): StatementTable {
  /** By number: those of a store follow one another, with few left out. */
  const places: number[] = [];
  const packed: number[] = [];
  return {
    add(statements) {
      for (const { number, kind, target, anchor, gloss, link } of statements) {
        places[number] = packed.length;
        packed.push(
          linkOf(relationRank(kind), idOf(target)),
          anchor === null ? 0 : texts.numberOf(anchor),
          gloss === null ? 0 : gloss === '' ? SOME_GLOSS : texts.numberOf(gloss),
          link === null ? 0 : texts.numberOf(link),
        );
      }
    },
    pack(named) {
      const own = numbers(named.length * STRIDE);
      for (let i = 0; i < named.length; i++) {
        const place = places[named[i] as number] as number;
        for (let j = 0; j < STRIDE; j++) own[i * STRIDE + j] = packed[place + j] as number;
      }
      return own;
    },
  };
}
