import * as z from "zod";
import { integer, structure, text } from "./constraints.ts";

export const ResourceServerIdentifier = text({ min: 1, max: 256, pattern: "[\\x21\\x23-\\x5B\\x5D-\\x7E]+" });

export const ResourceServerName = text({ min: 1, max: 256, pattern: "[\\w\\s+=,.@-]+" });

/** Without a slash, which parts it from the identifier. */
export const ResourceServerScopeName = text({
  min: 1,
  max: 256,
  pattern: "[\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]+",
});

export const ResourceServerScope = structure("ResourceServerScopeType", {
  ScopeName: ResourceServerScopeName,
  ScopeDescription: text({ min: 1, max: 256 }),
});

export const ResourceServerScopeList = z.array(ResourceServerScope).max(100);

export const ListResourceServersLimit = integer({ min: 1, max: 50 });
