import { SealError, type Sealer } from "../../crypto/seal.ts";
import { fail } from "../../errors.ts";
import type { Client } from "../client/client.ts";
import { acrLevels } from "../pool/acr.ts";
import type { Services } from "../services.ts";
import { flowNames, steps } from "./names.ts";
import { markLength } from "./password-mark.ts";
import { factors, type SignIn } from "./sign-in.ts";

/** AWS: the longest Session that the API takes. */
const longest = 2_048;

/** Binary, because the API bounds a Session at 2,048 characters and SRP's state in hex alone would exceed them. */
const version = 9;
const headLength = 40 + markLength;
const context = "session";

/** What can be found of a sign-in's risk. Sessions hold the place, counted from one: append, never reorder. */
const findings = ([undefined, "Low", "Medium", "High"] as const).flatMap((level) =>
  (["WATCH", "PASS", "MFA"] as const).map((response) => ({ level, response })),
);

const placeOf = (risk: SignIn["risk"]): number =>
  1 + findings.findIndex(({ level, response }) => level === risk?.level && response === risk?.response);

const uuidLength = 16;
const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll("-", ""), "hex");
const uuidOf = (bytes: Buffer): string => bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

/** A session, and the client that it was given to. */
export interface OpenedSession {
  readonly clientId: string;
  readonly signIn: SignIn;
}

/** Seals what the next step needs. Only the same client can bring it back. */
export const sealSession = ({ sealer }: Pick<Services, "sealer">, client: Pick<Client, "id">, signIn: SignIn): string =>
  sealer.seal(contentFor(client, signIn), context).toString("base64");

/** Whether what `sealSession` makes of it is no longer than a Session may be. A seal is 29 bytes longer than its content. */
export const fitsInSession = (client: Pick<Client, "id">, signIn: SignIn): boolean =>
  historyOf(signIn).length < wholeHistory && Math.ceil((contentFor(client, signIn).length + 29) / 3) * 4 <= longest;

/** What a history's length is written in can tell. */
const wholeHistory = 0xffff;

const historyOf = ({ history }: SignIn): Buffer => Buffer.from(history ? JSON.stringify(history) : "");

function contentFor(client: Pick<Client, "id">, signIn: SignIn): Buffer {
  const [clientId, sub, history] = [Buffer.from(client.id), Buffer.from(signIn.sub), historyOf(signIn)];
  const deviceKey = Buffer.from(signIn.deviceKey ?? "");
  const event = signIn.risk ? bytesOf(signIn.risk.eventId) : Buffer.alloc(0);
  const head = Buffer.alloc(headLength);
  head.writeUInt8(version, 0);
  bytesOf(signIn.id).copy(head, 1);
  head.writeUIntBE(signIn.expiresAt.getTime(), 17, 6);
  head.writeUInt8(steps.indexOf(signIn.step), 23);
  head.writeUInt16BE(
    signIn.proven.reduce((bits, factor) => bits | (1 << factors.indexOf(factor)), 0),
    24,
  );
  head.writeUIntBE(signIn.userCreatedAt.getTime(), 26, 6);
  head.writeUInt8(flowNames.indexOf(signIn.flow), 32);
  head.writeUInt8(clientId.length, 33);
  head.writeUInt8(sub.length, 34);
  head.writeUInt8(deviceKey.length, 35);
  head.writeUInt8(signIn.target ?? 0, 36);
  head.writeUInt8(placeOf(signIn.risk), 37);
  head.writeUInt16BE(history.length, 38);
  signIn.passwordMark?.copy(head, 40);
  return Buffer.concat([head, clientId, sub, deviceKey, event, history, signIn.data]);
}

/** Opens what `sealSession` made. Throws NotAuthorizedException when it was not made by this service, or has expired. */
export function openSession(services: Pick<Services, "sealer" | "clock">, session: string): OpenedSession {
  const opened = unsealSession(services, session);
  if (opened.signIn.expiresAt > services.clock.now()) return opened;
  fail("NotAuthorizedException", "Invalid session for the user, session is expired.");
}

/** The same, whether or not it has expired. */
export function unsealSession({ sealer }: Pick<Services, "sealer">, session: string): OpenedSession {
  const content = contentOf(sealer, session);
  const [step, flow] = [steps[content.readUInt8(23)], flowNames[content.readUInt8(32)]];
  if (content.readUInt8(0) !== version || !step || !flow) {
    fail("NotAuthorizedException", "Invalid session for the user.", "the session is of another version");
  }
  const bits = content.readUInt16BE(24);
  const clientEnd = headLength + content.readUInt8(33);
  const subEnd = clientEnd + content.readUInt8(34);
  const deviceKeyEnd = subEnd + content.readUInt8(35);
  const found = findings[content.readUInt8(37) - 1];
  const eventEnd = deviceKeyEnd + (found ? uuidLength : 0);
  const historyEnd = eventEnd + content.readUInt16BE(38);
  return {
    clientId: content.toString("utf8", headLength, clientEnd),
    signIn: {
      id: uuidOf(content.subarray(1, 17)),
      sub: content.toString("utf8", clientEnd, subEnd),
      userCreatedAt: new Date(content.readUIntBE(26, 6)),
      flow,
      step,
      expiresAt: new Date(content.readUIntBE(17, 6)),
      proven: factors.filter((_factor, index) => bits & (1 << index)),
      target: acrLevels.find((level) => level === content.readUInt8(36)),
      risk: found && { ...found, eventId: uuidOf(content.subarray(deviceKeyEnd, eventEnd)) },
      passwordMark: content.subarray(40, headLength),
      deviceKey: content.toString("utf8", subEnd, deviceKeyEnd) || undefined,
      history: historyEnd > eventEnd ? JSON.parse(content.toString("utf8", eventEnd, historyEnd)) : undefined,
      data: content.subarray(historyEnd),
    },
  };
}

/** The same for a call that names its client. Throws NotAuthorizedException when another was given the session. */
export function openSessionOf(services: Pick<Services, "sealer" | "clock">, client: Client, session: string): SignIn {
  const { clientId, signIn } = openSession(services, session);
  if (clientId !== client.id) {
    fail("NotAuthorizedException", "Invalid session for the user.", "the session is another client's");
  }
  return signIn;
}

/** Of one spelling only: base64 can be read in many. */
function contentOf(sealer: Sealer, session: string): Buffer {
  const sealed = Buffer.from(session, "base64");
  if (sealed.toString("base64") !== session) {
    fail("NotAuthorizedException", "Invalid session for the user.", "the session is not written as it was given");
  }
  try {
    return sealer.open(sealed, context);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    fail("NotAuthorizedException", "Invalid session for the user.", "the session was not sealed here");
  }
}
