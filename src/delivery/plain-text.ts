/** Each tag, comment or declaration. Every expression here takes linear time: an operator's template may hold anything. */
const markup = /<(\/?)([a-z][a-z\d]*(?![a-z\d]))?([^<>]*)>/gi;
const breaking = new Set(["br", "/p", "/div", "/h1", "/h2", "/h3", "/h4", "/h5", "/h6", "/li", "/tr"]);
const unseen = new Set(["head", "style", "script"]);

/** What a mail program without HTML shows of `html`: its text, line breaks where blocks end, and where links lead. */
export function plainText(html: string): string {
  let text = "";
  let seenTo = 0;
  let hiddenBy: string | undefined;
  let link: string | undefined;
  for (const match of html.matchAll(markup)) {
    const [whole, slash = "", written = "", rest = ""] = match;
    const name = written.toLowerCase();
    const isMarkup = name !== "" || slash !== "" || rest.startsWith("!");
    if (!isMarkup) continue;
    if (hiddenBy === undefined) text += html.slice(seenTo, match.index);
    seenTo = match.index + whole.length;
    if (hiddenBy === undefined && !slash && unseen.has(name)) hiddenBy = name;
    else if (slash && name === hiddenBy) hiddenBy = undefined;
    if (hiddenBy !== undefined) continue;
    if (breaking.has(slash + name)) text += "\n";
    if (name === "a" && !slash) [, link] = /\bhref="([^"]*)"/i.exec(rest) ?? [];
    if (name === "a" && slash && link !== undefined) {
      text += ` (${link})`;
      link = undefined;
    }
  }
  if (hiddenBy === undefined) text += html.slice(seenTo);
  const lines = text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,8}));/gi, character).split("\n");
  return lines
    .map((line) => line.trim())
    .join("\n")
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
