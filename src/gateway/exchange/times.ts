const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const two = (value: number): string => String(value).padStart(2, "0");
const clockTime = (at: Date): string => at.toISOString().slice(11, 19);

/** `09/Apr/2015:12:34:56 +0000`: a request's time in events and access logs. */
export const commonLogTime = (at: Date): string =>
  `${two(at.getUTCDate())}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}:${clockTime(at)} +0000`;

/** `Fri Nov 06 23:21:28 UTC 2020`: Java's own form, in which a REST API tells the times of claims. */
export const javaTime = (at: Date): string =>
  `${weekdays[at.getUTCDay()]} ${months[at.getUTCMonth()]} ${two(at.getUTCDate())} ${clockTime(at)} UTC ${at.getUTCFullYear()}`;
