import { createHmac } from "node:crypto";
import type { ChallengeNameType } from "@aws-sdk/client-cognito-identity-provider";
import { sameBytes } from "../../crypto/constant-time.ts";
import { randomDigits } from "../../random.ts";
import { deliveryDetails, notify, patienceOf } from "../message/notify.ts";
import type { Services } from "../services.ts";
import type { Contact } from "../user/verification.ts";
import { occasionOf } from "./call-context.ts";
import type { Posed } from "./challenge.ts";
import { guessCode } from "./guess-code.ts";
import type { SignIn, SignInState } from "./sign-in.ts";
import { wrongAnswer } from "./wrong-answer.ts";

/** Codes that are sent in the course of a sign-in: each is one session's alone, and ends with it. */

const nonceLength = 16;
const digestLength = 32;
/** An address is padded to a multiple of this, so that a session does not tell how long it is. */
const block = 128;

interface Asked {
  readonly state: SignInState;
  readonly step: ChallengeNameType;
}

const digestOf = (
  { sealer }: Pick<Services, "sealer">,
  { state, step }: Asked,
  nonce: Buffer,
  to: string,
  code: string,
) =>
  createHmac("sha256", sealer.derive("sign-in codes"))
    .update(nonce)
    .update(JSON.stringify([state.user.poolId, state.user.sub, step, to, code]))
    .digest();

function padded(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([bytes], Math.ceil(bytes.length / block) * block);
}

/** Poses a challenge that a code of `digits` digits answers, which is on its way to the contact. */
export function askForCode(services: Services, asked: Asked, contact: Contact, digits: 6 | 8): Posed {
  const { pool, client, user, proven } = asked.state;
  const code = randomDigits(services.random, digits);
  const nonce = services.random.bytes(nonceLength);
  const { DeliveryMedium = "", Destination = "" } = deliveryDetails(contact);
  const { destination } = contact;
  return {
    parameters: {
      CODE_DELIVERY_DELIVERY_MEDIUM: DeliveryMedium,
      CODE_DELIVERY_DESTINATION: Destination,
      // Not before something is proven: by the name of nobody's account it would be known for nobody's.
      ...(proven.length > 0 && { USER_ID_FOR_SRP: user.username }),
    },
    data: Buffer.concat([nonce, digestOf(services, asked, nonce, destination, code), padded(destination)]),
    async send() {
      const occasion = occasionOf(asked.state);
      // Whoever has proven something knows that there is somebody.
      const patience = proven.length > 0 ? "waits" : patienceOf(client);
      await notify(services, pool, user, { about: "Authentication", occasion, contact, code, patience });
    },
  };
}

/** Where the code went that answers this session. Throws what the caller is told about a wrong one. */
export function checkSentCode(
  services: Services,
  asked: Asked,
  { data }: Pick<SignIn, "data">,
  answer: string,
): Promise<string> {
  const nonce = data.subarray(0, nonceLength);
  const digest = data.subarray(nonceLength, nonceLength + digestLength);
  const destination = data.toString("utf8", nonceLength + digestLength).replace(/\0+$/, "");
  return guessCode(services, asked.state, () => {
    if (sameBytes(digest, digestOf(services, asked, nonce, destination, answer))) return destination;
    return wrongAnswer("CodeMismatchException", "Invalid code or auth state for the user.");
  });
}
