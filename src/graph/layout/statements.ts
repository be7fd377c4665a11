/**
 * What pages state, as numbers. Many pages state the same, so each statement is kept once and pages refer to it by
 * number. Statements and texts are numbered by first use; text number 0 means none.
 */
import { relationRank } from '../../model/types.ts';
import type { NumberedStatement } from '../../store/store.ts';
import { numbers } from './numbers.ts';

/** Most concepts that fit into a sort key beside another concept and a kind. */
export const MOST_CONCEPTS = 2 ** 25;
const KIND_SHIFT = 28;
const KIND = 2 ** KIND_SHIFT;
const TARGET = KIND - 1;
/** Stands for a sentence that gives no meaning: its text matters to readers only and is not kept here. */
export const SOME_GLOSS = 1;

/** Numbers texts, from 2 on. */
export interface TextNumbers {
  numberOf(text: string): number;
  textOf(number: number): string;
  /** Estimated size of all texts. */
  bytes(): number;
}

/** Overhead of a text and its number, besides its characters. */
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

/** Packs a kind's rank and a concept's number into one number. */
export function linkOf(rank: number, concept: number): number {
  return rank * KIND + concept;
}

export function rankOf(link: number): number {
  return link >>> KIND_SHIFT;
}

export function conceptIn(link: number): number {
  return link & TARGET;
}

/** All statements ever made. They are only ever added to, so all images share them. */
export interface Stated {
  count(): number;
  /** The kind's rank and the target's number: see `linkOf`. */
  link(statement: number): number;
  /** Number of the link text. */
  anchor(statement: number): number;
  /** Number of the sentence, or SOME_GLOSS. */
  gloss(statement: number): number;
  /** Number of the text that describes the linked page. */
  address(statement: number): number;
}

export interface StatementTable extends Stated {
  add(statements: readonly NumberedStatement[]): void;
  /** Translates the store's statement numbers. */
  named(storeNumbers: Uint32Array): Uint32Array;
}

/** Initial capacity, in statements. */
const ROOM = 1_024;

export function statementTable(idOf: (slug: string) => number, texts: TextNumbers): StatementTable {
  /** By store number, which are nearly consecutive. */
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
