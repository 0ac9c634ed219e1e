import { type Upstream, UpstreamRefused } from "../../domain/federation/upstream.ts";
import type { SamlMetadata } from "../../domain/identity-provider/provider-documents.ts";
import { providerDocuments } from "../provider-documents.ts";
import { readSamlMetadata } from "../saml-metadata.ts";

/** AWS: metadata that an URL leads to are read anew about every six hours. */
const goodFor = 6 * 3_600_000;
/** A response under a certificate that is not known has them read anew at once, but not with each such response. */
const atMostEvery = 60_000;
const rememberedAtMost = 300;

interface Remembered {
  readonly readAt: number;
  /** When they were last read for the sake of a response. */
  readonly anewAt?: number;
  readonly metadata: SamlMetadata;
}

const remembered = new Map<string, Remembered>();

/** What a provider says of itself: in the pool's own copy, or where its URL leads. Throws UpstreamRefused. */
export async function metadataOf({ details, name, now }: Upstream): Promise<SamlMetadata> {
  const { MetadataFile: file, MetadataURL: url } = details;
  if (file) return readSamlMetadata(file) ?? unreadable(name, "MetadataFile");
  if (!url) return unreadable(name, "nothing");
  const known = remembered.get(url);
  if (known && known.readAt + goodFor > now.getTime()) return known.metadata;
  return (await read(url, now)) ?? known?.metadata ?? unreadable(name, url);
}

/** The same, read anew because its certificates may have changed. Undefined where that cannot be, or was done just now. */
export async function metadataAnew({ details: { MetadataFile, MetadataURL: url }, now }: Upstream) {
  if (MetadataFile || !url) return undefined;
  const { anewAt = 0 } = remembered.get(url) ?? {};
  return anewAt + atMostEvery > now.getTime() ? undefined : read(url, now, now.getTime());
}

async function read(url: string, now: Date, anewAt?: number): Promise<SamlMetadata | undefined> {
  const text = await providerDocuments.fetch(url);
  const metadata = text === undefined ? undefined : readSamlMetadata(text);
  if (!metadata) return undefined;
  const [oldest] = remembered.keys();
  if (remembered.size >= rememberedAtMost && oldest !== undefined) remembered.delete(oldest);
  remembered.delete(url);
  remembered.set(url, { readAt: now.getTime(), metadata, ...(anewAt !== undefined && { anewAt }) });
  return metadata;
}

function unreadable(name: string, where: string): never {
  throw new UpstreamRefused(`Error retrieving metadata of ${name}`, `no metadata are to be had from ${where}`);
}
