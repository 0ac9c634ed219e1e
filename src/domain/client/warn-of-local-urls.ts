import { isInsecure } from "../local-url.ts";
import type { Log } from "../services.ts";
import type { Client } from "./client.ts";

/** What the warning is about: the URLs of a client, with its id. */
type Urls = Pick<Client, "id"> & { readonly settings: Pick<Client["settings"], "CallbackURLs" | "LogoutURLs"> };

/** Names in the log the URLs of a client that are taken here and nowhere else, so that nobody finds out at AWS. */
export function warnOfLocalUrls({ log }: { log: Pick<Log, "warn"> }, { id, settings }: Urls): void {
  const urls = [...(settings.CallbackURLs ?? []), ...(settings.LogoutURLs ?? [])];
  const refused = urls.filter((url) => isInsecure(url, "refused"));
  if (refused.length > 0)
    log.warn({ clientId: id, urls: refused }, "AWS refuses this: http on another host than localhost");
}
