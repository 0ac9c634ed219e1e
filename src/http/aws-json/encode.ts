/** The JSON of an answer: dates as epoch seconds with a fraction, bytes as base64 (AWS JSON 1.1). */
export function encode(answer: object): string {
  return JSON.stringify(answer, function (this: Record<string, unknown>, name, value: unknown) {
    // JSON.stringify has called Date's and Buffer's toJSON already: look at what stands in the object.
    const original = this[name];
    if (original instanceof Date) return original.getTime() / 1000;
    if (original instanceof Uint8Array) return Buffer.from(original).toString("base64");
    return value;
  });
}
