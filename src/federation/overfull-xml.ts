/** How much a text of XML may have in it. */
export interface XmlBounds {
  /** Elements, comments and the like. */
  readonly nodes: number;
  /** Attributes of all of them, declarations of namespaces among them. */
  readonly attributes: number;
}

/** Some hundred times what providers' descriptions of themselves have. */
export const boundsOfMetadata: XmlBounds = { nodes: 25_000, attributes: 25_000 };

/**
 * Some times what an assertion with a hundred groups has. To find what was signed, a library takes time by the square of
 * it, before it knows whether anybody has signed: 0.2 s at the bounds, and minutes where there are none.
 */
export const boundsOfMessages: XmlBounds = { nodes: 1_000, attributes: 2_500 };

const mostNamespaces = 1_000;

/**
 * Whether a text has more in it than anybody's XML here: to be asked before it is parsed. A parser holds up whoever else
 * calls for as long as it reads, by the square of the namespaces that are nested.
 */
export const isOverfull = (xml: string, { nodes, attributes }: XmlBounds): boolean =>
  hasMore(xml, /<(?!\/)/, nodes) || hasMore(xml, /=\s*["']/, attributes) || hasMore(xml, "xmlns", mostNamespaces);

const hasMore = (text: string, what: string | RegExp, most: number): boolean =>
  text.split(what, most + 2).length > most + 1;
