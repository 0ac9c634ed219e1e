import type { Measured } from "./load/measure.ts";

/** A number of the table, and the one to reach, where there is one. */
export interface Check {
  readonly value: string;
  readonly target?: string;
  readonly met?: boolean;
}

/** One row of the table; what it was not measured for stays empty. */
export interface Line {
  readonly title: string;
  readonly measured?: Pick<Measured, "rate"> & Partial<Measured>;
  readonly checks: readonly Check[];
}

const widths = [34, 10, 10, 10, 3, 31, 11, 6] as const;
const alignedRight = [1, 2, 3];

const format = (cells: readonly string[]): string =>
  cells
    .map((cell, column) => {
      const width = widths[column] ?? 0;
      return alignedRight.includes(column) ? cell.padStart(width) : cell.padEnd(width);
    })
    .join("")
    .trimEnd();

const milliseconds = (value?: number): string => value?.toFixed(value < 10 ? 2 : 1) ?? "";

const grouped = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

export const wholeNumber = (value: number): string => grouped.format(value);

const verdict = ({ met }: Check): string => (met === undefined ? "" : met ? "ok" : "SHORT");

export const heading: string = format(["", "/s", "p50 ms", "p99 ms", "", "ratio or number", "target", ""]);

/** The line, and one more for each further thing that it is held against. */
export function formatLine({ title, measured, checks }: Line): string {
  const numbers = measured
    ? [wholeNumber(measured.rate), milliseconds(measured.p50), milliseconds(measured.p99)]
    : ["", "", ""];
  const [first, ...more] = checks.length > 0 ? checks : [{ value: "" }];
  return [
    [`  ${title}`, ...numbers, "", first!.value, first!.target ?? "", verdict(first!)],
    ...more.map((check) => ["", "", "", "", "", check.value, check.target ?? "", verdict(check)]),
  ]
    .map(format)
    .join("\n");
}
