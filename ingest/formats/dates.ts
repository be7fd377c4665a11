/** Dates as pages write them. */

const DATE = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,9})?\s?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** RFC 3339 in UTC, to the second; a day without a time is midnight. Null for no date of the calendar. */
export function dateTime(text: string | null): string | null {
  if (text === null) return null;
  const [, day, time = '00:00', zone = 'Z'] = DATE.exec(text.trim()) ?? [];
  if (day === undefined) return null;
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const at = Date.parse(`${day}T${time}${offset}`);
  if (Number.isNaN(at) || !isOfMonth(day)) return null;
  // Nearly all dates are in UTC already and need no conversion, except for midnight written as 24:00.
  const isWritten = time.length === 8 && !time.startsWith('24') && (offset === 'Z' || offset === '+00:00');
  return isWritten ? `${day}T${time}Z` : `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** Whether the month has such a day: Date would turn February 30 into March 2. */
function isOfMonth(day: string): boolean {
  const date = Number(day.slice(8));
  return date <= 28 || new Date(`${day}T00:00Z`).getUTCDate() === date;
}
