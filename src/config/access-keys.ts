/** An id is a part of a signature's Credential, which slashes divide; a secret may hold any other sign, a colon too. */
const pair = /^(?<id>[\w-]+):(?<secret>[^\s,]+)$/;

/** Reads `id:secret,id:secret` into secrets by id. No id may come twice. */
export function parseAccessKeys(text: string): ReadonlyMap<string, string> | undefined {
  const secrets = new Map<string, string>();
  for (const part of text.split(",")) {
    const { id, secret } = pair.exec(part.trim())?.groups ?? {};
    if (!id || !secret || secrets.has(id)) return undefined;
    secrets.set(id, secret);
  }
  return secrets;
}
