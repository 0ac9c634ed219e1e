/**
 * The file that a thread starts with: built, the entry of this name, which stands beside the service's; from source,
 * the file under src/ that the entry is made from. build.ts has both.
 */
export function threadFile(entry: string, source: string): URL {
  return new URL(import.meta.url.endsWith(".ts") ? source : `${entry}.js`, import.meta.url);
}
