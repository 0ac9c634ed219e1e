const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;

const pattern = /^P(?=\d|T\d)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/;

/** What durationMs asks for, in words for whoever wrote something else. */
export const durationRule =
  "must be an ISO 8601 duration in weeks, days, hours, minutes and seconds, such as PT1H or P1DT30M;" +
  " years and months differ in length, and time goes forward only";

/** An ISO 8601 duration in whole milliseconds; undefined when it is not `durationRule`. */
export function durationMs(text: string): number | undefined {
  const [, ...parts] = pattern.exec(text) ?? [];
  if (parts.length === 0) return undefined;
  const units = [week, day, hour, minute, second];
  return Math.round(units.reduce((sum, unit, index) => sum + unit * Number(parts[index]?.replace(",", ".") ?? 0), 0));
}
