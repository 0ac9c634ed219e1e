/** The parser alone, which is a third of the package; its types describe the whole. */
declare module "css-tree/parser" {
  // biome-ignore lint/style/noDefaultExport: it is the package's
  export { parse as default } from "css-tree";
}
