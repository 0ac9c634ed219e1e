import type { ChallengeNameType } from "@aws-sdk/client-cognito-identity-provider";
import {
  due,
  exists,
  guess,
  judgeCode,
  type Mfa,
  needsSetup,
  type OtherFactor,
  type Person,
  type Riddles,
  type Session,
  type Shown,
  sessionLife,
  setPassword,
  takes,
  type World,
} from "./model.ts";

/** What a call of a sign-in must come to. A model's session of the question goes with it. */
export type Verdict = "denied" | { readonly tokensFor: string | undefined } | { readonly asked: Session };

/** How a sign-in begins. */
export type Beginning =
  | "password"
  | "admin-password"
  | "srp"
  | "choice"
  | "choice-password"
  | "choice-srp"
  | "choice-email"
  | "choice-sms"
  | "choice-passkey"
  | "custom"
  | "custom-srp";

/** What a beginning prefers, beside a password. */
const preferences: Readonly<Partial<Record<Beginning, OtherFactor>>> = {
  "choice-email": "EMAIL_OTP",
  "choice-sms": "SMS_OTP",
  "choice-passkey": "WEB_AUTHN",
};

/** The way that SELECT_CHALLENGE is answered: with the password, or with the name of what is to be asked alone. */
export type Choice = "PASSWORD" | "PASSWORD, later" | "PASSWORD_SRP" | OtherFactor;

export interface Given {
  readonly client: number;
  /** The key that is sent as DEVICE_KEY. */
  readonly device?: string | undefined;
}

export interface Answered extends Given {
  /** USERNAME is the session's, and so is ChallengeName. */
  readonly named: boolean;
  readonly challenge: boolean;
  /** What is proven is true; for an authenticator app its step says so. */
  readonly right: boolean;
  readonly codeStep: number;
  readonly choice: Choice;
  readonly chosen: Mfa;
  readonly newPassword: string;
}

/** A step of a sign-in that is under way: what it is about, and what has been shown by now. */
interface Standing extends Given {
  readonly person: Person;
  readonly life: number;
  readonly shown: Shown;
  readonly custom?: Riddles;
}

const triesOf = (step: ChallengeNameType): number =>
  ({ PASSWORD_VERIFIER: 1, DEVICE_PASSWORD_VERIFIER: 1, DEVICE_SRP_AUTH: 5, CUSTOM_CHALLENGE: 1 })[step as string] ??
  10;

function ask({ now }: World, standing: Standing, step: ChallengeNameType, newEmail?: true): Verdict {
  const { person, life, client, shown, device, custom } = standing;
  const { passwords } = person;
  const expires = now + sessionLife;
  const known = shown.first ? device : undefined;
  return {
    asked: {
      ...{ person, life, client, step, shown, passwords, expires, newEmail, custom, device: known },
      ...{ tries: triesOf(step), spent: false },
    },
  };
}

/** The one place that says what comes next, after a first factor, or in a custom sign-in without one. */
function next(world: World, standing: Standing, chosen?: Mfa): Verdict {
  const { person, life, shown, device, custom } = standing;
  if (life > 0 && person.status === "RESET_REQUIRED") return "denied";
  if (device !== undefined && !person.devices.includes(device)) return "denied";
  if (person.status === "FORCE_CHANGE_PASSWORD" && shown.first === "password") {
    return ask(world, standing, "NEW_PASSWORD_REQUIRED");
  }
  if (shown.first && !shown.second && device === undefined) {
    const factors = due(person);
    if (needsSetup(person)) return ask(world, standing, "MFA_SETUP");
    if (factors.length > 1 && !chosen) return ask(world, standing, "SELECT_MFA_TYPE");
    const [only] = factors;
    if (only) return ask(world, standing, chosen ?? only);
  }
  if (device !== undefined && !shown.device) return ask(world, standing, "DEVICE_SRP_AUTH");
  if (!custom) return { tokensFor: device };
  if (custom.solved) return life > 0 ? { tokensFor: device } : "denied";
  return custom.answered < 3 ? ask(world, standing, "CUSTOM_CHALLENGE") : "denied";
}

/** What a call comes to that begins a sign-in; `right` is whether its password is. */
export function begin(world: World, person: Person, beginning: Beginning, given: Given & { right: boolean }): Verdict {
  const whose = exists(person) ? "somebody" : "nobody";
  if (whose === "somebody" && !person.enabled) return "denied";
  const standing: Standing = { ...given, person, life: person.life, shown: {} };
  if (beginning === "srp" || beginning === "choice-srp") return ask(world, standing, "PASSWORD_VERIFIER");
  if (beginning === "custom" || beginning === "custom-srp") {
    const custom = { ...standing, device: undefined, custom: { answered: 0, solved: false } };
    if (beginning === "custom" || (whose === "somebody" && person.status === "RESET_REQUIRED"))
      return next(world, custom);
    return ask(world, custom, "PASSWORD_VERIFIER");
  }
  const preferred = preferences[beginning];
  if (preferred && takes(preferred, person, whose === "nobody")) return ask(world, standing, preferred);
  if (beginning === "choice" || preferred) return ask(world, standing, "SELECT_CHALLENGE");
  const guessed = guess(person, whose, given.right && whose === "somebody", world.now);
  return guessed === "right" ? next(world, { ...standing, shown: { first: "password" } }) : "denied";
}

/** What an answer proves: nothing, as a try or not; that something shall be asked; or more than was shown before. */
type Judged = "refused" | "wrong" | Verdict;

/** What an answer comes to; the session and the person are as they are then. */
export function answer(world: World, session: Session, answered: Answered): Verdict {
  const { person, life, step } = session;
  const isPersons = life === person.life || life === 0;
  if (world.now >= session.expires || answered.client !== session.client) return "denied";
  if (!answered.named || !answered.challenge || !isPersons || (life > 0 && !person.enabled)) return "denied";

  const wasSpent = session.spent;
  const judged = judge(world, session, answered);
  if (judged === "wrong") {
    session.tries -= 1;
    if (session.tries === 0) session.spent = true;
  }
  if (judged === "refused" || judged === "wrong" || judged === "denied" || wasSpent) return "denied";
  session.spent = true;
  settle(session, answered);
  // Tokens and what is asked next hang on what the answer has changed.
  return step === "NEW_PASSWORD_REQUIRED" ? proceed(world, session, answered, {}) : judged;
}

/** Goes on from an answer to the service's own question: then the last one was to no riddle. */
function proceed(world: World, session: Session, { client, device }: Given, more: Shown, chosen?: Mfa): Verdict {
  const custom = session.custom && { ...session.custom, solved: false };
  const shown = { ...session.shown, ...more };
  return next(world, { ...session, client, custom, device: device ?? session.device, shown }, chosen);
}

function judge(world: World, session: Session, answered: Answered): Judged {
  const { person, step, shown, life } = session;
  const { right } = answered;
  const whose = life === 0 ? "nobody" : "somebody";
  if (shown.first === "password" && session.passwords !== person.passwords) return "wrong";
  if (shown.first && person.status === "RESET_REQUIRED") return "refused";
  const go = (more: Shown, chosen?: Mfa) => proceed(world, session, answered, more, chosen);
  const standing: Standing = { ...session, client: answered.client };

  function password(isRight: boolean): Judged {
    const guessed = guess(person, whose, isRight && whose === "somebody", world.now);
    if (guessed !== "right") return guessed === "wrong" ? "wrong" : "refused";
    return go({ first: "password" });
  }

  switch (step) {
    case "SELECT_CHALLENGE":
      if (answered.choice === "PASSWORD") return password(right);
      if (!right) return "refused";
      if (answered.choice === "PASSWORD_SRP") return ask(world, standing, "PASSWORD_VERIFIER");
      if (answered.choice === "PASSWORD, later") return ask(world, standing, "PASSWORD");
      return takes(answered.choice, person, whose === "nobody") ? ask(world, standing, answered.choice) : "refused";
    case "PASSWORD":
      return password(right);
    case "PASSWORD_VERIFIER":
      return password(right && session.passwords === person.passwords);
    case "NEW_PASSWORD_REQUIRED":
      return right ? go({}) : "refused";
    case "SELECT_MFA_TYPE":
      return right && due(person).includes(answered.chosen) ? go({}, answered.chosen) : "refused";
    case "SOFTWARE_TOKEN_MFA": {
      const code = judgeCode(world, person.app, answered.codeStep);
      if (code === "wrong") person.wrongCodes += 1;
      return code === "right" ? go({ second: true }) : "wrong";
    }
    case "MFA_SETUP":
      if (session.app) return session.app === person.app ? go({ second: true }) : "wrong";
      if (!right) return "refused";
      return needsSetup(person) ? ask(world, standing, "EMAIL_OTP", true) : "wrong";
    case "WEB_AUTHN":
      if (!right || whose === "nobody" || !takes("WEB_AUTHN", person, false)) return "wrong";
      return go({ first: "passkey", second: true });
    case "CUSTOM_CHALLENGE": {
      session.spent = true;
      const custom = { answered: (session.custom?.answered ?? 0) + 1, solved: right };
      return next(world, { ...standing, custom });
    }
    case "SMS_MFA":
    case "SMS_OTP":
    case "EMAIL_OTP":
      if (!right || whose === "nobody") {
        person.wrongCodes += 1;
        return "wrong";
      }
      if (step === "SMS_MFA" || (shown.first && !session.newEmail)) return go({ second: true });
      if (session.newEmail) return person.email || needsSetup(person) ? go({ second: true }) : "wrong";
      return takes(step, person, false) ? go({ first: "code" }) : "wrong";
    case "DEVICE_SRP_AUTH":
      return right ? ask(world, { ...standing, device: session.device }, "DEVICE_PASSWORD_VERIFIER") : "wrong";
    case "DEVICE_PASSWORD_VERIFIER":
      return right ? go({ device: true }) : "wrong";
    default:
      throw new Error(`the model does not know ${step}`);
  }
}

/** What a right answer changes about its person. */
function settle({ person, step, app, newEmail }: Session, { newPassword, codeStep }: Answered): void {
  if (step === "SOFTWARE_TOKEN_MFA") person.app?.used.add(codeStep);
  if (step === "NEW_PASSWORD_REQUIRED") setPassword(person, newPassword, "CONFIRMED");
  const method: Mfa | undefined = app ? "SOFTWARE_TOKEN_MFA" : newEmail && !person.email ? "EMAIL_OTP" : undefined;
  if (!method) return;
  if (method === "EMAIL_OTP") person.email = true;
  person.mfa = [...new Set([...person.mfa, method])];
  person.preferred = method;
}
