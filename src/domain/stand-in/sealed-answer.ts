import { SealError } from "../../crypto/seal.ts";
import type { IdentityProvider } from "../identity-provider/identity-provider.ts";
import type { Services } from "../services.ts";
import type { Failure, StandInPerson } from "./stand-in.ts";

/** What a stand-in gave somebody, sealed inside the code or token itself: any instance can go on with it. */
export interface Given {
  readonly use: "code" | "token";
  readonly person: StandInPerson;
  readonly failure?: Failure | undefined;
  readonly nonce?: string | undefined;
  readonly redirectUri?: string | undefined;
  /** Milliseconds since 1970, of the machine's clock. */
  readonly expiresAt: number;
}

const contextOf = ({ poolId, id }: IdentityProvider) => `stand-in/${poolId}/${id}`;

export const sealGiven = ({ sealer }: Pick<Services, "sealer">, provider: IdentityProvider, given: Given): string =>
  sealer.seal(Buffer.from(JSON.stringify(given)), contextOf(provider)).toString("base64url");

/** Undefined for what this stand-in has not given for this use, or whose time is over. */
export function openGiven(
  { sealer, clock }: Pick<Services, "sealer" | "clock">,
  provider: IdentityProvider,
  text: string,
  use: Given["use"],
): Given | undefined {
  try {
    const given: Given = JSON.parse(sealer.open(Buffer.from(text, "base64url"), contextOf(provider)).toString());
    return given.use === use && given.expiresAt > clock.machineNow().getTime() ? given : undefined;
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}
