/** A link to a concept or to one run of a calculator, as the fragment of an address. */

export interface Place {
  concept: string;
  /** The calculator to open and the parameters to run it with. */
  calculator?: string | undefined;
  parameters?: Readonly<Record<string, unknown>> | undefined;
  /** The analysis to open, by name, with its fields. */
  ask?: Readonly<Record<string, unknown>> | undefined;
}

/** The fragment, such as `concept=margin-call&calculator=liquidation-cascade&parameters={"shock":0.1}`, encoded. */
export function fragmentOf({ concept, calculator, parameters, ask }: Place): string {
  const fields = new URLSearchParams({ concept });
  if (calculator !== undefined) fields.set('calculator', calculator);
  if (parameters !== undefined) fields.set('parameters', JSON.stringify(parameters));
  if (ask !== undefined) fields.set('ask', JSON.stringify(ask));
  return fields.toString();
}

/** The place that a fragment names; null if none. A field that should be a JSON object but is not is ignored. */
export function placeOf(fragment: string): Place | null {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const concept = fields.get('concept');
  if (!concept) return null;
  return {
    concept,
    calculator: fields.get('calculator') ?? undefined,
    parameters: jsonObject(fields.get('parameters')),
    ask: jsonObject(fields.get('ask')),
  };
}

function jsonObject(text: string | null): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
