/**
 * The fields of one line, as AWS writes such files ("Formatting the CSV file"): separated by commas, without quotation
 * marks, a comma within a value behind a backslash. Values in double quotes, as spreadsheets write them (RFC 4180), are
 * taken as well. Each line is one user, so no value holds a line break.
 */
export function csvFields(line: string): string[] {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    const { value, end } = line[at] === '"' ? quoted(line, at) : plain(line, at);
    fields.push(value);
    if (line[end] !== ",") return fields;
    at = end + 1;
  }
}

interface Field {
  readonly value: string;
  /** Where the comma is that ends it, or the line. */
  readonly end: number;
}

function plain(line: string, from: number): Field {
  let value = "";
  let at = from;
  for (; at < line.length && line[at] !== ","; at++) {
    if (line[at] === "\\" && line[at + 1] === ",") at++;
    value += line[at];
  }
  return { value: value.trim(), end: at };
}

/** A value that only begins with a quotation mark is taken as it stands. */
function quoted(line: string, from: number): Field {
  let value = "";
  for (let at = from + 1; at < line.length; at++) {
    if (line[at] !== '"') value += line[at];
    else if (line[at + 1] === '"') value += line[at++];
    else return line[at + 1] === "," || at + 1 === line.length ? { value, end: at + 1 } : plain(line, from);
  }
  return plain(line, from);
}
