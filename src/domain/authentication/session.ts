import { SealError, type Sealer } from "../../crypto/seal.ts";
import { fail } from "../../errors.ts";
import type { Client } from "../client/client.ts";
import type { Services } from "../services.ts";
import { challengeNames, flowNames } from "./names.ts";
import { factors, type SignIn } from "./sign-in.ts";

/** Binary, because the API bounds a Session at 2,048 characters and SRP's state in hex alone would exceed them. */
const version = 4;
const headLength = 35;

const contextOf = (client: Client) => `session:${client.poolId}:${client.id}`;

/** Seals what the next step needs. Only the same client of the same pool can bring it back. At most 2,048 characters. */
export function sealSession({ sealer }: Pick<Services, "sealer">, client: Client, signIn: SignIn): string {
  const sub = Buffer.from(signIn.sub);
  const deviceKey = Buffer.from(signIn.deviceKey ?? "");
  const head = Buffer.alloc(headLength);
  head.writeUInt8(version, 0);
  Buffer.from(signIn.id.replaceAll("-", ""), "hex").copy(head, 1);
  head.writeUIntBE(signIn.expiresAt.getTime(), 17, 6);
  head.writeUInt8(challengeNames.indexOf(signIn.step), 23);
  head.writeUInt16BE(
    signIn.proven.reduce((bits, factor) => bits | (1 << factors.indexOf(factor)), 0),
    24,
  );
  head.writeUIntBE(signIn.userCreatedAt.getTime(), 26, 6);
  head.writeUInt8(flowNames.indexOf(signIn.flow), 32);
  head.writeUInt8(sub.length, 33);
  head.writeUInt8(deviceKey.length, 34);
  return sealer.seal(Buffer.concat([head, sub, deviceKey, signIn.data]), contextOf(client)).toString("base64");
}

/**
 * Opens what `sealSession` made. Throws NotAuthorizedException when it was not made by this service for this client,
 * or has expired.
 */
export function openSession(
  { sealer, clock }: Pick<Services, "sealer" | "clock">,
  client: Client,
  session: string,
): SignIn {
  const content = contentOf(sealer, client, session);
  const [step, flow] = [challengeNames[content.readUInt8(23)], flowNames[content.readUInt8(32)]];
  if (content.readUInt8(0) !== version || !step || !flow) {
    fail("NotAuthorizedException", "Invalid session for the user.", "the session is of another version");
  }
  const expiresAt = new Date(content.readUIntBE(17, 6));
  if (expiresAt <= clock.now()) fail("NotAuthorizedException", "Invalid session for the user, session is expired.");
  const bits = content.readUInt16BE(24);
  const subEnd = headLength + content.readUInt8(33);
  const deviceKeyEnd = subEnd + content.readUInt8(34);
  return {
    id: content.toString("hex", 1, 17).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"),
    sub: content.toString("utf8", headLength, subEnd),
    userCreatedAt: new Date(content.readUIntBE(26, 6)),
    flow,
    step,
    expiresAt,
    proven: factors.filter((_factor, index) => bits & (1 << index)),
    deviceKey: content.toString("utf8", subEnd, deviceKeyEnd) || undefined,
    data: content.subarray(deviceKeyEnd),
  };
}

/** Of one spelling only: base64 can be read in many. */
function contentOf(sealer: Sealer, client: Client, session: string): Buffer {
  const sealed = Buffer.from(session, "base64");
  if (sealed.toString("base64") !== session) {
    fail("NotAuthorizedException", "Invalid session for the user.", "the session is not written as it was given");
  }
  try {
    return sealer.open(sealed, contextOf(client));
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    fail("NotAuthorizedException", "Invalid session for the user.", "the session was not sealed here for this client");
  }
}
