/**
 * The JSON text of an answer in progress: written from left to right, with gaps for promised values.
 *
 * Work is counted as in the metered schema, but in steps: objects and values count as units of work, and once the
 * current turn is over, the rest waits for its turn.
 */
import type { Context } from '../context.ts';
import { LIMITS } from '../limits.ts';
import { VALUE } from '../work/turn-queue.ts';
import type { Work } from '../work/work.ts';
import type { GivenArguments } from './given-arguments.ts';

/** The document, or this answer of it, cannot be written in compiled form: it has to be executed. */
export class NotCompiled extends Error {}

/** Units of work between two checks whether the turn is over. */
const STEP = 50;

/** One answer in progress: the state that all parts of its text share. */
export class Making {
  readonly given: GivenArguments;
  readonly context: Context;
  readonly work: Work;
  /** Most characters that the answer may have. */
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

  /** @throws NotCompiled beyond the limit of objects; execution then reports the field. */
  made(objects: number): void {
    this.objects += objects;
    if (this.objects > LIMITS.objectsMade) throw new NotCompiled();
  }

  values(count: number): void {
    this.units += count * VALUE;
  }

  /** Counts work about to be done; returns a promise of its turn if the current one is over. */
  turn(units: number): Promise<void> | undefined {
    this.units += units;
    if (this.units < STEP) return undefined;
    const { units: done } = this;
    this.units = 0;
    return this.work.turn(done);
  }

  /** @throws NotCompiled if it exceeds its room; execution then asks for more. */
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

  /** Leaves a gap, which `write` fills once `promise` resolves. */
  addLater<Value>(promise: Promise<Value>, write: (value: Value, text: AnswerText) => void): void {
    const { making } = this;
    const part = promise.then((value) => {
      if (making.work.isOver()) return making.work.never();
      const text = new AnswerText(making);
      write(value, text);
      return text.whole();
    });
    // The caller of `whole` gets the rejection; if another part fails first, nobody awaits this one.
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
