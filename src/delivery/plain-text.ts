/** What a mail program without HTML shows of `html`: its text, line breaks where blocks end, and where links lead. */
export function plainText(html: string): string {
  const text = html
    .replaceAll(/<(head|style|script)\b.*?<\/\1>/gis, "")
    .replaceAll(/<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)<\/a>/gis, "$2 ($1)")
    .replaceAll(/<(br|\/p|\/div|\/h[1-6]|\/li|\/tr)\b[^>]*>/gi, "\n")
    .replaceAll(/<[a-z/!][^>]*>/gi, "");
  return text
    .replaceAll(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, character)
    .replaceAll(/[^\S\n]*\n[^\S\n]*/g, "\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** The character that a reference stands for (HTML, "Character references"); one that is unknown stays as it is written. */
function character(reference: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name) return named[name] ?? reference;
  const point = decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? "", 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : reference;
}
