import { DOMParser, type Element } from "@xmldom/xmldom";
import { isOverfull, type XmlBounds } from "../overfull-xml.ts";

/**
 * The root of a document of XML. Undefined for a text that is none, that has more in it than `bounds` allow, or that has a
 * document type: entities could grow without bound, and SAML has no use for one.
 */
export function parseXml(xml: string, bounds: XmlBounds): Element | undefined {
  if (/<!DOCTYPE/i.test(xml) || isOverfull(xml, bounds)) return undefined;
  try {
    return new DOMParser({ onError: refuse }).parseFromString(xml, "text/xml").documentElement ?? undefined;
  } catch {
    return undefined;
  }
}

function refuse(_level: string, message: string): never {
  throw new SyntaxError(message);
}
