import type { Services } from "../services.ts";
import { imaginaryContact } from "../user/imaginary-user.ts";
import type { Contact } from "../user/verification.ts";
import type { Posed } from "./challenge.ts";
import { firstFactors } from "./first-factor.ts";
import { checkMayGoOn } from "./gates.ts";
import { askForCode, checkSentCode } from "./sent-code.ts";
import type { SignIn, SignInState } from "./sign-in.ts";
import { wrongAnswer } from "./wrong-answer.ts";

/** Codes of eight digits that are a first factor. */

interface Asked {
  readonly state: SignInState;
  readonly step: "EMAIL_OTP" | "SMS_OTP";
}

const attributeOf = { EMAIL_OTP: "email", SMS_OTP: "phone_number" } as const;
const factorOf = { EMAIL_OTP: "email-otp", SMS_OTP: "sms-otp" } as const;

function contactOf(services: Services, { state, step }: Asked): Contact {
  const { pool, user } = state;
  const attribute = attributeOf[step];
  const destination = user.attributes[attribute];
  return destination ? { attribute, destination } : imaginaryContact(services, pool, user.username, attribute);
}

/** Poses the challenge; the code is on its way to the user's verified contact. */
export async function askForFirst(services: Services, asked: Asked): Promise<Posed> {
  const available = [...(await firstFactors(services, asked.state, asked.step))];
  return { ...askForCode(services, asked, contactOf(services, asked), 8), available };
}

/** The state after a right code, if the contact is the user's still. */
export async function checkFirst(services: Services, asked: Asked, signIn: SignIn, code: string): Promise<SignInState> {
  const { state, step } = asked;
  const destination = await checkSentCode(services, asked, signIn, code);
  const { pool, user } = state;
  if (user.attributes[attributeOf[step]] !== destination) {
    wrongAnswer("NotAuthorizedException", "Invalid session for the user.", "the contact is another one by now");
  }
  // The pool, an administrator or the user may have settled otherwise meanwhile: one factor must not pass for two.
  if (!(await firstFactors(services, state, step)).includes(step)) {
    wrongAnswer("NotAuthorizedException", "Invalid session for the user.", "the code does not do any more");
  }
  checkMayGoOn(pool, user, services.clock.now());
  return { ...state, proven: [factorOf[step]] };
}
