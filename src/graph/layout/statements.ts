/**
 * What pages state, as numbers: many pages state the same, so each statement is kept once, and a page has the numbers of
 * those that it makes. Statements and texts are numbered by their first use; for a text, 0 stands for none.
 */
import { relationRank } from '../../model/types.ts';
import type { NumberedStatement } from '../../store/store.ts';
import { numbers } from './numbers.ts';

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

/** The statements that pages ever made: they only become more, so that all images share them. */
export interface Stated {
  count(): number;
  /** The kind's rank with the target's number: see `linkOf`. */
  link(statement: number): number;
  /** Number of the link's text. */
  anchor(statement: number): number;
  /** Number of the sentence, or SOME_GLOSS. */
  gloss(statement: number): number;
  /** Number of the text that tells of the page that it leads to. */
  address(statement: number): number;
}

export interface StatementTable extends Stated {
  add(statements: readonly NumberedStatement[]): void;
  /** Those that a page names by the store's numbers. */
  named(storeNumbers: Uint32Array): Uint32Array;
}

/** Statements that there is room for at first. */
const ROOM = 1_024;

export function statementTable(idOf: (slug: string) => number, texts: TextNumbers): StatementTable {
  /** By the store's number: these follow one another, with few left out. */
  const ownNumbers: number[] = [];
  let count = 0;
  let links: Uint32Array = new Uint32Array(ROOM);
  let anchors: Uint32Array = new Uint32Array(ROOM);
  let glosses: Uint32Array = new Uint32Array(ROOM);
  let addresses: Uint32Array = new Uint32Array(ROOM);
  return {
    count: () => count,
    link: (statement) => links[statement] as number,
    anchor: (statement) => anchors[statement] as number,
    gloss: (statement) => glosses[statement] as number,
    address: (statement) => addresses[statement] as number,
    add(statements) {
      for (const { number, kind, target, anchor, gloss, link } of statements) {
        if (count === links.length) {
          links = withMoreRoom(links);
          anchors = withMoreRoom(anchors);
          glosses = withMoreRoom(glosses);
          addresses = withMoreRoom(addresses);
        }
        links[count] = linkOf(relationRank(kind), idOf(target));
        anchors[count] = anchor === null ? 0 : texts.numberOf(anchor);
        glosses[count] = gloss === null ? 0 : gloss === '' ? SOME_GLOSS : texts.numberOf(gloss);
        addresses[count] = link === null ? 0 : texts.numberOf(link);
        ownNumbers[number] = count++;
      }
    },
    named(storeNumbers) {
      const own = numbers(storeNumbers.length);
      for (let i = 0; i < own.length; i++) own[i] = ownNumbers[storeNumbers[i] as number] as number;
      return own;
    },
  };
}

function withMoreRoom(column: Uint32Array): Uint32Array {
  const larger = new Uint32Array(2 * column.length);
  larger.set(column);
  return larger;
}
