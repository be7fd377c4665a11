import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nameWords } from '../../src/model/names.ts';
import { type Candidate, chooseText } from '../../src/search/text/found-text.ts';

const definition = (text: string): Candidate => ({ field: 'DEFINITION', text });

function chosen(words: string[], ...candidates: Candidate[]) {
  const choice = chooseText(words);
  choice.offer(candidates);
  return choice.best();
}

/** What a reader sees, with matches in brackets. */
function shown(words: string[], text: string): string {
  const found = chosen(words, definition(text));
  let marked = found?.text ?? '';
  for (const { start, end } of [...(found?.ranges ?? [])].reverse()) {
    marked = `${marked.slice(0, start)}[${marked.slice(start, end)}]${marked.slice(end)}`;
  }
  return marked;
}

describe('the text that tells why a concept was found', () => {
  it('is the one with the most of the words, the first among equals', () => {
    const candidates = [
      { field: 'NAME' as const, text: 'Margin' },
      { field: 'MEANING' as const, text: 'A call for margin.' },
      definition('A margin call comes late.'),
      definition('A late margin call.'),
    ];
    expect(chosen(['margin'], ...candidates)?.field).toBe('NAME');
    expect(chosen(['margin', 'call'], ...candidates)?.field).toBe('MEANING');
    expect(chosen(['margin', 'call', 'late'], ...candidates)?.text).toBe('A margin call comes late.');
    expect(chosen(['fear'], ...candidates)).toBeNull();
  });

  it('counts the heading of a facet, and marks nothing of it', () => {
    const facet = { field: 'FACET' as const, text: 'Hold more cash.', heading: 'Mitigation of Risk' };
    expect(chosen(['cash', 'mitigation'], { field: 'NAME', text: 'Cash' }, facet)).toEqual({
      field: 'FACET',
      text: 'Hold more cash.',
      ranges: [{ start: 10, end: 14 }],
    });
  });

  it('is marked wherever a word stands, in any spelling', () => {
    expect(shown(['stop', 'loss', 'ito'], 'Itô’s Stop-Losses: non-stop 😀 losses, lost.')).toBe(
      '[Itô]’s [Stop]-[Losses]: non-[stop] 😀 [losses], lost.',
    );
  });

  it('is cut to the passage with the most different words, between words', () => {
    const filler = (n: number) => 'nothing to see here '.repeat(n);
    const long = `Fear ${filler(30)}then fear meets a margin call at last ${filler(30)}`;
    const text = shown(['fear', 'margin', 'call'], long);
    expect(text).toMatch(
      /^…(?:nothing|to|see|here) .*then \[fear\] meets a \[margin\] \[call\] at last .*(?:nothing|to|see|here)…$/,
    );
    expect(text.length).toBeLessThan(260);
  });

  it('is cut to the first of such passages', () => {
    const filler = 'nothing to see here '.repeat(30);
    expect(shown(['fear'], `Then fear begins, ${filler}and fear ends. ${filler}`)).toMatch(/^Then \[fear\] begins, /);
  });

  it('holds at least one match, and only whole characters and exact places, whatever the text', () => {
    const word = fc.constantFrom(
      'fear',
      'Fears',
      'x',
      '😀',
      'é'.repeat(40),
      'a'.repeat(400),
      '𝛿'.repeat(200),
      '\n',
      'Itô’s',
      '— ',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 150 }), (words) => {
        const text = words.join(' ');
        const found = chosen(['fear', 'ito'], definition(text));
        const has = nameWords(text).some((key) => key === 'fear' || key === 'ito');
        expect(found !== null).toBe(has);
        if (found === null) return;
        expect(found.ranges.length).toBeGreaterThan(0);
        expect(found.text.length).toBeLessThanOrEqual(302);
        expect(text).toContain(found.text.replace(/^…|…$/g, ''));
        expect(Buffer.from(found.text).toString()).toBe(found.text); // no lone surrogate
        for (const { start, end } of found.ranges) expect(found.text.slice(start, end)).toMatch(/^(?:fears?|itô)$/i);
      }),
    );
  });
});
