const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;

const pattern = /^(-?)P(?=\d|T\d)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/;

/** What durationMs asks for, in words for whoever wrote something else. */
export const durationRule =
  "must be an ISO 8601 duration in weeks, days, hours, minutes and seconds, such as PT1H, P1DT30M or -PT2H;" +
  " years and months differ in length";

/** An ISO 8601 duration in whole milliseconds, negative where a minus stands before it; undefined when it is not `durationRule`. */
export function durationMs(text: string): number | undefined {
  const [, sign, ...parts] = pattern.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const units = [week, day, hour, minute, second];
  const sum = units.reduce((sum, unit, index) => sum + unit * Number(parts[index]?.replace(",", ".") ?? 0), 0);
  return Math.round(sign ? -sum : sum);
}
