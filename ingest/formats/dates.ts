/** Dates as pages write them. */

const DATE = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,9})?\s?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** RFC 3339 in UTC to the second; a day is its beginning. Null for what is no date of the calendar. */
export function dateTime(text: string | null): string | null {
  const [, day, time = '00:00', zone = 'Z'] = DATE.exec(text?.trim() ?? '') ?? [];
  if (day === undefined) return null;
  const offset = zone.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2').toUpperCase();
  const at = new Date(`${day}T${time}${offset}`);
  // Date turns February 30 into March 2.
  const isDay = !Number.isNaN(at.getTime()) && new Date(`${day}T00:00Z`).getUTCDate() === Number(day.slice(8));
  return isDay ? `${at.toISOString().slice(0, 19)}Z` : null;
}
