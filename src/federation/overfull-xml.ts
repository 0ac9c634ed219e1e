/** Some hundred times what messages and metadata of SAML have: elements and attributes, and declarations of namespaces. */
const mostMarks = 50_000;
const mostNamespaces = 1_000;

/**
 * Whether a text has more in it than anybody's XML here: to be asked before it is parsed. A parser holds up whoever else
 * calls for as long as it reads, by the square of the namespaces that are nested.
 */
export const isOverfull = (xml: string): boolean =>
  xml.split(/[<=]/, mostMarks + 1).length > mostMarks || xml.split("xmlns", mostNamespaces + 1).length > mostNamespaces;
