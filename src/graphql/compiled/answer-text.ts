/**
 * The JSON text of an answer while it is made: written from left to right, with gaps for what has to be waited for.
 *
 * What is made is counted as the metered schema counts it, but in steps: objects and values as units of work, whose turn
 * is waited for where the present one is over.
 */
import type { Context } from '../context.ts';
import { LIMITS } from '../limits.ts';
import { VALUE } from '../work/turn-queue.ts';
import type { Work } from '../work/work.ts';
import type { GivenArguments } from './given-arguments.ts';

/** This document, or this answer of it, is none that could be written so: it has to be executed. */
export class NotCompiled extends Error {}

/** Units of work that are done before it is asked whether the turn is over. */
const STEP = 50;

/** One answer in the making: what all parts of its text share. */
export class Making {
  readonly given: GivenArguments;
  readonly context: Context;
  readonly work: Work;
  /** Characters that there is room for. */
  private readonly room: number;
  private units = 0;
  private objects = 0;
  private characters = 0;

  constructor(given: GivenArguments, context: Context, room: number) {
    this.given = given;
    this.context = context;
    this.work = context.work;
    this.room = room;
  }

  /** @throws NotCompiled where there are more than an answer may have: execution says at which field. */
  made(objects: number): void {
    this.objects += objects;
    if (this.objects > LIMITS.objectsMade) throw new NotCompiled();
  }

  values(count: number): void {
    this.units += count * VALUE;
  }

  /** Counts work that is about to be done; a promise of its turn where the present one is over. */
  turn(units: number): Promise<void> | undefined {
    this.units += units;
    if (this.units < STEP) return undefined;
    const { units: done } = this;
    this.units = 0;
    return this.work.turn(done);
  }

  /** @throws NotCompiled where it is more than there is room for: execution asks for more room. */
  wrote(characters: number): void {
    this.characters += characters;
    if (this.characters > this.room) throw new NotCompiled();
  }
}

/** Text with gaps. */
export class AnswerText {
  readonly making: Making;
  private text = '';
  private parts: (string | Promise<string>)[] | null = null;

  constructor(making: Making) {
    this.making = making;
  }

  add(text: string): void {
    this.text += text;
  }

  /** Leaves a gap, which `write` fills with what `promise` gives. */
  addLater<Value>(promise: Promise<Value>, write: (value: Value, text: AnswerText) => void): void {
    const { making } = this;
    const part = promise.then((value) => {
      if (making.work.isOver()) return making.work.never();
      const text = new AnswerText(making);
      write(value, text);
      return text.whole();
    });
    // Whoever waits for the whole is told; where another part fails first, nobody does.
    part.catch(() => {});
    making.wrote(this.text.length);
    this.parts ??= [];
    this.parts.push(this.text, part);
    this.text = '';
  }

  whole(): string | Promise<string> {
    this.making.wrote(this.text.length);
    if (this.parts === null) return this.text;
    return Promise.all([...this.parts, this.text]).then((parts) => parts.join(''));
  }
}
