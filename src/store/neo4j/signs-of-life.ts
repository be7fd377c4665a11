/**
 * Tells a server that is slow from one that is gone. Under load a call may pass its deadline while the server answers
 * others: that says nothing of its health. It is taken for silent when nobody had an answer for a while and a question
 * on a connection of its own has none either.
 */
import { StoreTimeout } from '../../errors.ts';
import { whatHasComeIsRead } from '../../turns.ts';
import { isOfHandshake } from './faults.ts';

const LOOK_EVERY_MS = 1_000;
/** Looks without an answer until it is asked. */
const SUSPICIOUS_LOOKS = 2;

export interface SignsOfLife {
  /** Takes note of an answer to whomever. */
  answered(): void;
  /** Asks for a sign of life, those who ask at the same time together; answers what is wrong, null where nothing is. */
  ask(): Promise<Error | null>;
  /** Looks out until it is ended; tells once where the server has fallen silent. */
  watch(onSilence: (fault: Error) => void): { end(): void };
}

/**
 * @param time - that the server at `address` has for an answer to `probe` [ms].
 * @param probe - asks it on a connection of its own, which `end` closes.
 */
export function signsOfLife(
  address: string,
  time: number,
  probe: () => { answer: Promise<unknown>; end(): void },
): SignsOfLife {
  let answers = 0;
  let asking: Promise<Error | null> | null = null;

  const question = async (): Promise<Error | null> => {
    const before = answers;
    const { answer, end } = probe();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(async () => {
        await whatHasComeIsRead();
        reject(
          new StoreTimeout(`Neo4j at ${address} gives no sign of life`, { reason: 'Neo4j gives no sign of life' }),
        );
      }, time);
    });
    try {
      await Promise.race([answer, late]);
      return null;
    } catch (error) {
      // A handshake, in however many pieces it came, is a sign of life.
      return answers > before || isOfHandshake(error) ? null : (error as Error);
    } finally {
      clearTimeout(timer);
      end();
      asking = null;
    }
  };
  const ask = () => {
    asking ??= question();
    return asking;
  };

  return {
    answered() {
      answers++;
    },
    ask,
    watch(onSilence) {
      let seen = answers;
      let looks = 0;
      let isOver = false;
      const timer = setInterval(async () => {
        looks = answers === seen ? looks + 1 : 0;
        seen = answers;
        if (looks < SUSPICIOUS_LOOKS) return;
        looks = 0;
        const fault = await ask();
        if (fault !== null && !isOver) onSilence(fault);
      }, LOOK_EVERY_MS);
      return {
        end() {
          isOver = true;
          clearInterval(timer);
        },
      };
    },
  };
}
