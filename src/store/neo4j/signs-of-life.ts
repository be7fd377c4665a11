/**
 * Distinguishes a slow server from one that is gone. Under load a call may miss its deadline while the server answers
 * other calls; that says nothing about its health. The server counts as silent when no call got an answer for a while
 * and a probe on a separate connection gets none either.
 */
import { StoreTimeout } from '../../errors.ts';
import { whatHasComeIsRead } from '../../turns.ts';
import { fault, isOfHandshake } from './faults.ts';

const LOOK_EVERY_MS = 1_000;
/** Consecutive looks without a new answer before the probe is sent. */
const SUSPICIOUS_LOOKS = 2;

export interface SignsOfLife {
  /** Notes an answer to any call. */
  answered(): void;
  /** Probes for a sign of life and returns the fault, or null if there is none. Concurrent callers share one probe. */
  ask(): Promise<Error | null>;
  /** Watches until `end` is called, and calls `onSilence` when the server has fallen silent. */
  watch(onSilence: (fault: Error) => void): { end(): void };
}

/**
 * @param time - the limit for the server at `address` to answer `probe` [ms].
 * @param probe - queries the server on a separate connection, which `end` closes.
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
        reject(fault(StoreTimeout, address, 'gives no sign of life'));
      }, time);
    });
    try {
      await Promise.race([answer, late]);
      return null;
    } catch (error) {
      // A handshake is a sign of life, even one that arrived in pieces.
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
        const silence = await ask();
        if (silence !== null && !isOver) onSilence(silence);
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
