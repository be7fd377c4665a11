import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '../support/service.ts';

interface Shown {
  slug: string;
  equations: string[];
  equationsMathml: string[];
}

describe('the equations of every calculator', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  it('are given as MathML, one for one, with nothing that a strict policy would refuse', async () => {
    const { body } = await service.query('{ calculators { slug equations equationsMathml } }');
    expect(body.errors).toBeUndefined();
    const shown = (body.data?.calculators ?? []) as Shown[];
    expect(shown.length).toBeGreaterThan(0);
    for (const { slug, equations, equationsMathml } of shown) {
      expect([slug, equationsMathml.length]).toEqual([slug, equations.length]);
      for (const mathml of equationsMathml) {
        expect(mathml).toMatch(/^<math xmlns="http:\/\/www\.w3\.org\/1998\/Math\/MathML" [^>]*>.*<\/math>$/);
        expect(mathml).not.toMatch(/ style=|temml-error|<merror/);
      }
    }
  });
});
