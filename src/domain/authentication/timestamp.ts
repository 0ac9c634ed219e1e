const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const form =
  /^(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat) ([A-Z][a-z]{2}) ([0-9]{1,2}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) (?:UTC|GMT) ([0-9]{4})$/;

/** Reads SRP's TIMESTAMP, `Sun Nov 3 04:05:06 UTC 2024`. Undefined for anything else. */
export function readTimestamp(text: string): Date | undefined {
  const [, name = "", ...numbers] = form.exec(text) ?? [];
  const month = months.indexOf(name);
  if (month === -1) return undefined;
  const [day = 0, hour = 0, minute = 0, second = 0, year = 0] = numbers.map(Number);
  return new Date(Date.UTC(year, month, day, hour, minute, second));
}
