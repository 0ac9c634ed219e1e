/**
 * The folder that holds what is read and not compiled: migrations/, hosted-ui/, package.json. It is the parent of this
 * module's folder both from source (src/) and built (dist/ is flat), in a checkout and in an installed package.
 * Ends with a slash: `new URL("migrations/sqlite", assets)`.
 */
export const assets = new URL("../", import.meta.url);
