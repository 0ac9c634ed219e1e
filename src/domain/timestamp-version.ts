/** A version as AWS numbers domains and style sheets: the second in which they were last written, `20261123120000`. */
export const timestampVersion = (time: Date): string => time.toISOString().replaceAll(/\D/g, "").slice(0, 14);
