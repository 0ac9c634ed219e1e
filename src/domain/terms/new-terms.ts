import type { CreateTermsRequest } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { AlreadyThere } from "../already-there.ts";
import type { Client } from "../client/client.ts";
import type { Services } from "../services.ts";
import { type Terms, termsKey } from "./terms.ts";

/** Builds a client's terms and stores nothing. */
export function newTerms(
  { random, clock }: Pick<Services, "random" | "clock">,
  { id: clientId, poolId }: Pick<Client, "id" | "poolId">,
  { TermsName, TermsSource, Enforcement, Links = {} }: Omit<CreateTermsRequest, "UserPoolId" | "ClientId">,
): Terms {
  const content = {
    clientId,
    name: TermsName as string,
    source: TermsSource ?? "LINK",
    enforcement: Enforcement ?? "NONE",
    links: Links,
  };
  const now = clock.now();
  return {
    poolId,
    id: random.uuid(),
    owner: { clientId },
    uniqueKey: termsKey(content),
    content,
    createdAt: now,
    modifiedAt: now,
  };
}

/** Does what may give a client a second document of one name. Throws TermsExistsException. */
export async function namedOnce<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error;
    fail("TermsExistsException");
  }
}
