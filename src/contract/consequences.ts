import { isObject } from "../domain/is-object.ts";
import { checkBody } from "../domain/message/words.ts";
import { customizeAccess, customizeId } from "../domain/token/customize.ts";
import type { createAuthChallenge } from "../domain/trigger/create-auth-challenge.ts";
import type { customMessage } from "../domain/trigger/custom-message.ts";
import { type Decision, decisionIn, type defineAuthChallenge } from "../domain/trigger/define-auth-challenge.ts";
import type { inboundFederation } from "../domain/trigger/inbound-federation.ts";
import { type preSignUp, verifiedBy } from "../domain/trigger/pre-sign-up.ts";
import type { TriggerEvent } from "../domain/trigger/run-trigger.ts";
import type { TokenChanges } from "../domain/trigger/token-changes.ts";
import type { Trigger, TriggerName } from "../domain/trigger/trigger.ts";
import type { Migrated } from "../domain/trigger/user-migration.ts";
import type { verifyAuthChallengeResponse } from "../domain/trigger/verify-auth-challenge-response.ts";
import { fail } from "../errors.ts";

type AnswerTo<One> = One extends Trigger<string, infer _Facts, infer Answer> ? Answer : never;
type Event = TriggerEvent & Readonly<Record<string, unknown>>;

/** What Cognito does with an answer that it can use, in sentences. Throws CognitoError for what it refuses nevertheless. */
export async function consequencesOf(name: TriggerName, answer: unknown, event: Event): Promise<string[]> {
  switch (name) {
    case "PreSignUp":
      return ofSignUp(answer as AnswerTo<typeof preSignUp>, event);
    case "PreTokenGeneration":
      return ofTokens(answer as TokenChanges, event);
    case "UserMigration":
      return ofMigration(answer as Migrated, event);
    case "DefineAuthChallenge":
      return [decisions[decisionIn(answer as AnswerTo<typeof defineAuthChallenge>)]];
    case "CreateAuthChallenge":
      return ofChallenge(answer as AnswerTo<typeof createAuthChallenge>);
    case "VerifyAuthChallengeResponse":
      return [ofVerification(answer as AnswerTo<typeof verifyAuthChallengeResponse>)];
    case "CustomMessage":
      return ofMessage(answer as AnswerTo<typeof customMessage>, event);
    case "InboundFederation":
      return [ofFederation(answer as AnswerTo<typeof inboundFederation>)];
    case "PostConfirmation":
    case "PreAuthentication":
    case "PostAuthentication":
    case "CustomEmailSender":
    case "CustomSMSSender":
      return ["Changes nothing."];
  }
}

const textsIn = (event: Event, member: string): Readonly<Record<string, string>> => {
  const given = isObject(event.request) ? event.request[member] : undefined;
  return isObject(given) ? Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)])) : {};
};

function ofSignUp(answer: AnswerTo<typeof preSignUp>, event: Event): string[] {
  if (event.triggerSource === "PreSignUp_AdminCreateUser") return ["Creates the user; the answer changes nothing."];
  const verified = verifiedBy(answer, textsIn(event, "userAttributes"));
  return [
    answer.autoConfirmUser ? "Creates the user, who is CONFIRMED at once." : "Creates the user, who is UNCONFIRMED.",
    ...verified.map((contact) => `Sets ${contact}_verified to true.`),
  ];
}

const decisions: Readonly<Record<Decision, string>> = {
  fail: "Ends the sign-in: NotAuthorizedException: Incorrect username or password.",
  "issue-tokens": "Issues tokens.",
  PASSWORD_VERIFIER: "Asks for the password (PASSWORD_VERIFIER).",
  CUSTOM_CHALLENGE: "Has CreateAuthChallenge make up the next challenge.",
};

const names = (members: object | null | undefined): string => Object.keys(members ?? {}).join(", ") || "none";

const ofChallenge = (answer: AnswerTo<typeof createAuthChallenge>): string[] => [
  "Asks the app for an answer to CUSTOM_CHALLENGE.",
  `Tells it these parameters: ${names(answer.publicChallengeParameters)}.`,
  `Keeps these for VerifyAuthChallengeResponse: ${names(answer.privateChallengeParameters)}.`,
];

const ofVerification = ({ answerCorrect }: AnswerTo<typeof verifyAuthChallengeResponse>): string =>
  `Tells DefineAuthChallenge that the answer is ${answerCorrect ? "right" : "wrong"}.`;

function ofMessage({ emailMessage, emailSubject, smsMessage }: AnswerTo<typeof customMessage>, event: Event): string[] {
  const kind = event.triggerSource === "CustomMessage_AdminCreateUser" ? "invitation" : "verification";
  const holdsLink = /\{##.*##\}/s.test(emailMessage ?? "") && !emailMessage?.includes("{####}");
  const isLink = holdsLink && kind === "verification";
  if (emailMessage) checkBody(emailMessage, { medium: "EMAIL", kind: isLink ? "link" : kind });
  if (smsMessage) checkBody(smsMessage, { medium: "SMS", kind });
  const source = (text: string | null | undefined) => (text ? "the function's words" : "the pool's template");
  return [
    `Sends a mail with ${source(emailMessage)}, its subject ${emailSubject ? JSON.stringify(emailSubject) : "the pool's"}.`,
    `Sends a text message with ${source(smsMessage)}.`,
    ...(isLink ? ["Takes the link where the pool verifies by links; elsewhere it misses {####}."] : []),
  ];
}

function ofMigration(known: Migrated, { userName, triggerSource }: Event): string[] {
  if (Object.keys(known.userAttributes ?? {}).length === 0) {
    fail("InvalidLambdaResponseException", undefined, "the function knows no attribute of the user");
  }
  const status = known.finalUserStatus ?? "RESET_REQUIRED";
  const { username = userName, ...attributes } = known.userAttributes ?? {};
  const mustReset = status === "RESET_REQUIRED" && triggerSource === "UserMigration_Authentication";
  return [
    `Creates ${username}, who is ${status}, with ${names(attributes)}.`,
    ...(mustReset ? ["Refuses the sign-in: PasswordResetRequiredException, until the password is reset."] : []),
    ...(known.messageAction === "SUPPRESS" ? [] : ["Sends a welcome message."]),
  ];
}

function ofFederation({ userAttributesToMap }: AnswerTo<typeof inboundFederation>): string {
  const wanted = userAttributesToMap ?? {};
  if (Object.keys(wanted).length === 0) return "Maps what the provider sent.";
  return `Maps these alone: ${names(wanted)}.`;
}

/** Changed as real tokens are: what may not be changed is named. */
function ofTokens(changes: TokenChanges, event: Event): string[] {
  const { sub = "", ...attributes } = textsIn(event, "userAttributes");
  const shown = Object.entries(attributes).filter(([name]) => !name.startsWith("cognito:"));
  const refused: string[] = [];
  const warn = (facts: { readonly claim?: unknown }, text: string) =>
    refused.push(facts.claim === undefined ? `Leaves out: ${text}.` : `Leaves ${facts.claim} as it is.`);
  const customizing = {
    log: { warn: (facts: object, text: string) => void warn(facts, text) },
    userPoolId: event.userPoolId,
  };
  const groups = groupsIn(event);
  const id = { sub, ...groups, "cognito:username": event.userName, token_use: "id", ...Object.fromEntries(shown) };
  const scope = scopesIn(event).join(" ");
  const access = { sub, ...groups, username: event.userName, token_use: "access", scope };
  return [
    ...differences("ID token", id, customizeId(customizing, id, changes)),
    ...differences("access token", access, customizeAccess(customizing, access, changes)),
    ...new Set(refused),
  ];
}

function groupsIn({ request }: Event): object {
  const configured = isObject(request) ? request.groupConfiguration : undefined;
  const groups = isObject(configured) && Array.isArray(configured.groupsToOverride) ? configured.groupsToOverride : [];
  return groups.length > 0 ? { "cognito:groups": groups } : {};
}

const scopesIn = ({ request }: Event): unknown[] =>
  isObject(request) && Array.isArray(request.scopes) ? request.scopes : ["aws.cognito.signin.user.admin"];

type Claims = Readonly<Record<string, unknown>>;

function differences(token: string, before: Claims, after: Claims): string[] {
  const set = Object.entries(after).filter(([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value));
  const lost = Object.keys(before).filter((name) => !(name in after));
  const lines = [
    ...set.map(([name, value]) => `Sets ${name} of the ${token} to ${JSON.stringify(value)}.`),
    ...lost.map((name) => `Takes ${name} out of the ${token}.`),
  ];
  return lines.length > 0 ? lines : [`Leaves the ${token} as it is.`];
}
