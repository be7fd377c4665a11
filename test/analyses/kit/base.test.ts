import { describe, expect, it } from '@jest/globals';
import { baseRun, checkBase } from '../../../src/analyses/kit/base.ts';
import { cellOf } from '../../../src/analyses/kit/cell.ts';
import { find } from '../counted.ts';
import { faultOf } from '../faults.ts';

const calculator = find('broken');

describe('the base of an analysis', () => {
  it('is the run that the parameters give', () => {
    expect(baseRun(cellOf, calculator, { x: 3 }).outputs).toMatchObject({ y: 3, z: 9 });
  });

  it('is refused at its parameter, before it runs and when it does', () => {
    expect(faultOf(() => checkBase(calculator, { x: 11 }))).toBe('parameters.x OUT_OF_RANGE');
    expect(faultOf(() => baseRun(cellOf, calculator, { x: 11 }))).toBe('parameters.x OUT_OF_RANGE');
  });

  it('is refused as a whole where an output overflows that is never null', () => {
    const overflowing = { ...calculator, compute: () => ({ ...calculator.compute({} as never, () => {}), z: 1 / 0 }) };
    expect(() => checkBase(overflowing, {})).not.toThrow();
    expect(faultOf(() => baseRun(cellOf, overflowing, {}))).toBe('parameters OUT_OF_RANGE');
  });
});
