import type {
  AuthenticationResultType,
  ChallengeNameType,
  CognitoIdentityProvider,
  InitiateAuthCommandOutput,
} from "@aws-sdk/client-cognito-identity-provider";
import { type SrpChallenge, srpClient } from "../../bench/load/srp-client.ts";
import { createVerifier } from "../../src/crypto/srp.ts";
import { type CeremonyOptions, softwareAuthenticator } from "../support/authenticator.ts";
import { totp } from "../support/mfa.ts";
import { passkeysOf } from "../support/passkeys.ts";
import { emailOf, listOf } from "../support/people.ts";
import type { Poolhouse } from "../support/start.ts";
import { type Mfa, type Person, type Pool, pools, type Session } from "./model.ts";
import { makePool, site } from "./pools.ts";
import { rightAnswer } from "./riddles.ts";
import type { Answered, Beginning } from "./verdict.ts";

/** What InitiateAuth and RespondToAuthChallenge answer. */
export type Reply = Pick<
  InitiateAuthCommandOutput,
  "AuthenticationResult" | "ChallengeName" | "ChallengeParameters" | "Session"
>;

/** Through which client, at which instance. */
export interface Where {
  readonly client: number;
  readonly instance: number;
}

type Srp = ReturnType<typeof srpClient>;

/** What a session holds beside what the model knows of it. */
interface Secrets {
  readonly text: string | undefined;
  readonly parameters: Record<string, string>;
  /** The code that was sent for it. */
  readonly code?: string;
  readonly srp?: Srp;
}

interface PasskeyWanted {
  readonly AccessToken: string | undefined;
  readonly right: boolean;
  readonly instance: number;
}

type NewDevice = NonNullable<AuthenticationResultType["NewDeviceMetadata"]>;
const nobodys = { group: "", password: "a wrong secret" };

const otherStep = (step: ChallengeNameType): ChallengeNameType =>
  step === "SOFTWARE_TOKEN_MFA" ? "SMS_MFA" : "SOFTWARE_TOKEN_MFA";

/** Speaks the protocols of what the model decides, to whichever instance. */
export async function driverOf(instances: readonly Poolhouse[]) {
  const sdks = instances.map((instance) => instance.sdk());
  const [first] = instances as [Poolhouse];
  const made = await Promise.all(pools.map(async (pool) => [pool.name, await makePool(first, pool)] as const));
  const apps = new Map(made);
  const secrets = new WeakMap<Session, Secrets>();
  const phones = new Map<string, string>();
  /** Base32 secrets of people's authenticator apps, and what devices keep, by their keys. */
  const appSecrets = new Map<string, string>();
  const devices = new Map<string, typeof nobodys>();
  const authenticators = new Map<string, ReturnType<typeof softwareAuthenticator>>();

  const sdk = (instance: number) => sdks[instance % sdks.length] as CognitoIdentityProvider;
  const appOf = ({ name }: Pool) => apps.get(name)!;
  const admin = (person: Person) => ({ UserPoolId: appOf(person.pool).UserPoolId, Username: person.name });
  const clientOf = ({ pool }: Person, client: number) => appOf(pool).clients[client] ?? "";
  const groupOf = (pool: Pool) => appOf(pool).UserPoolId.split("_")[1] ?? "";
  const phoneOf = ({ name }: Person) => phones.get(name) ?? "";

  function begin(person: Person, beginning: Beginning, { password, device }: { password: string; device?: string }) {
    const srp = beginning.endsWith("srp") ? srpClient(groupOf(person.pool)) : undefined;
    const common = { USERNAME: person.name, ...(device && { DEVICE_KEY: device }) };
    const choose = (preferred: string, brought = {}) => ({ PREFERRED_CHALLENGE: preferred, ...brought });
    const [AuthFlow, more] = (
      {
        password: ["USER_PASSWORD_AUTH", { PASSWORD: password }],
        "admin-password": ["ADMIN_USER_PASSWORD_AUTH", { PASSWORD: password }],
        srp: ["USER_SRP_AUTH", { SRP_A: srp?.SRP_A ?? "" }],
        choice: ["USER_AUTH", {}],
        "choice-password": ["USER_AUTH", choose("PASSWORD", { PASSWORD: password })],
        "choice-srp": ["USER_AUTH", choose("PASSWORD_SRP", { SRP_A: srp?.SRP_A })],
        "choice-email": ["USER_AUTH", choose("EMAIL_OTP")],
        "choice-sms": ["USER_AUTH", choose("SMS_OTP")],
        "choice-passkey": ["USER_AUTH", choose("WEB_AUTHN")],
        custom: ["CUSTOM_AUTH", {}],
        "custom-srp": ["CUSTOM_AUTH", { CHALLENGE_NAME: "SRP_A", SRP_A: srp?.SRP_A ?? "" }],
      } as const
    )[beginning];
    const AuthParameters = { ...common, ...more };
    const call = ({ client, instance }: Where): Promise<Reply> => {
      const input = { AuthFlow, AuthParameters, ClientId: clientOf(person, client) };
      if (beginning !== "admin-password") return sdk(instance).initiateAuth(input);
      return sdk(instance).adminInitiateAuth({ ...input, UserPoolId: appOf(person.pool).UserPoolId });
    };
    return { call, srp };
  }

  /** Takes down what belongs to a session that was given just now. */
  async function learn(session: Session, { Session: text, ChallengeParameters = {} }: Reply, srp?: Srp): Promise<void> {
    const { person, step, life } = session;
    const byText = step === "SMS_MFA" || step === "SMS_OTP";
    const contact = byText ? phoneOf(person) : emailOf(person.name);
    const isSent = life > 0 && (byText || step === "EMAIL_OTP");
    const code = isSent ? await first.codeSentTo(contact) : undefined;
    secrets.set(session, { text, parameters: ChallengeParameters, code, srp });
  }

  /** The ChallengeResponses that the step takes, and the client that goes on with them. */
  function responses(session: Session, answered: Answered): { given: Record<string, string>; srp?: Srp } {
    const { person, step, device = "" } = session;
    const { right, chosen, choice, newPassword, codeStep } = answered;
    const kept = secrets.get(session);
    const password = right ? person.password : "Wr0ng-one!";
    const code = right ? (kept?.code ?? "") : "wrong";
    const asked = { SALT: "", SRP_B: "", SECRET_BLOCK: "", USER_ID_FOR_SRP: "", ...kept?.parameters } as SrpChallenge;
    switch (step) {
      case "SELECT_CHALLENGE": {
        if (choice === "PASSWORD") return { given: { ANSWER: "PASSWORD", PASSWORD: password } };
        if (!right) return { given: { ANSWER: "NONE" } };
        const srp = choice === "PASSWORD_SRP" ? srpClient(groupOf(person.pool)) : undefined;
        const given = { ANSWER: choice.replace(", later", ""), ...(srp && { SRP_A: srp.SRP_A }) };
        return { given, srp };
      }
      case "PASSWORD":
        return { given: { PASSWORD: password } };
      case "PASSWORD_VERIFIER":
        return { given: kept?.srp?.answer(asked, password) ?? {} };
      case "NEW_PASSWORD_REQUIRED":
        return { given: { NEW_PASSWORD: right ? newPassword : "weak" } };
      case "SELECT_MFA_TYPE":
        return { given: { ANSWER: right ? chosen : "NONE" } };
      case "SOFTWARE_TOKEN_MFA":
        return { given: { SOFTWARE_TOKEN_MFA_CODE: codeOf(person, codeStep) } };
      case "SMS_MFA":
        return { given: { SMS_MFA_CODE: code } };
      case "SMS_OTP":
        return { given: { SMS_OTP_CODE: code } };
      case "WEB_AUTHN": {
        const options: CeremonyOptions = JSON.parse(kept?.parameters.CREDENTIAL_REQUEST_OPTIONS ?? "{}");
        const authenticator = authenticators.get(person.passkeys.at(-1) ?? "") ?? softwareAuthenticator();
        const assertion = authenticator.get(options, site.origin, right ? {} : { challenge: "another" });
        return { given: { CREDENTIAL: JSON.stringify(assertion) } };
      }
      case "CUSTOM_CHALLENGE":
        return { given: { ANSWER: right ? rightAnswer : "a typewriter" } };
      case "EMAIL_OTP":
        return { given: { EMAIL_OTP_CODE: code } };
      case "MFA_SETUP":
        return { given: right && !session.app ? { EMAIL: emailOf(person.name) } : {} };
      case "DEVICE_SRP_AUTH": {
        const srp = srpClient((devices.get(device) ?? nobodys).group);
        return { given: { SRP_A: srp.SRP_A, DEVICE_KEY: right ? device : "us-east-1_another" }, srp };
      }
      default: {
        const secret = (right && devices.get(device)) || nobodys;
        const proof = kept?.srp?.answer({ ...asked, USER_ID_FOR_SRP: device }, secret.password);
        return { given: { ...proof, DEVICE_KEY: device } };
      }
    }
  }

  /** One answer, ready to be sent as often as one likes. */
  function answer(session: Session, answered: Answered, othersName: string) {
    const { person, step } = session;
    const { given, srp } = responses(session, answered);
    const input = {
      ChallengeName: answered.challenge ? step : otherStep(step),
      ClientId: clientOf(person, answered.client),
      Session: secrets.get(session)?.text,
      ChallengeResponses: {
        ...(answered.device && { DEVICE_KEY: answered.device }),
        // What the other challenge needs.
        ...(!answered.challenge && { SMS_MFA_CODE: "123456", SOFTWARE_TOKEN_MFA_CODE: "123456" }),
        ...given,
        USERNAME: answered.named ? person.name : othersName,
      },
    };
    // Plain SRP has its session in the answer; for another challenge it is tried as one.
    if (!answered.challenge) input.Session ??= given.PASSWORD_CLAIM_SECRET_BLOCK;
    return { call: (instance: number): Promise<Reply> => sdk(instance).respondToAuthChallenge(input), srp };
  }

  const codeOf = ({ name }: Person, step: number) =>
    totp(appSecrets.get(name) ?? "A".repeat(32), 0, new Date(step * 30_000));

  return {
    ...{ sdk, admin, clientOf, begin, learn, answer, apps, phoneOf },
    textOf: (session: Session) => secrets.get(session)?.text ?? "",
    keepText: (session: Session, text: string) => void secrets.set(session, { text, parameters: {} }),
    clock: (change: object) => first.control("PUT", "/clock", change),
    codeSentTo: first.codeSentTo,

    async make(person: Person, temporary: string): Promise<void> {
      phones.set(person.name, phones.get(person.name) ?? `+1555${String(phones.size).padStart(7, "0")}`);
      const attributes = {
        ...(person.email && { email: emailOf(person.name), email_verified: "true" }),
        ...(person.phone && { phone_number: phoneOf(person), phone_number_verified: "true" }),
      };
      await sdk(0).adminCreateUser({
        ...admin(person),
        ...{ MessageAction: "SUPPRESS", TemporaryPassword: temporary, UserAttributes: listOf(attributes) },
      });
    },

    /** Registers an authenticator app; `ask` gives the secret, and `verify` is told a code of it. */
    async register<Result>(
      person: Person,
      step: number,
      ask: () => Promise<{ SecretCode?: string; Session?: string }>,
      verify: (UserCode: string, Session: string | undefined) => Promise<Result>,
    ): Promise<Result> {
      const { SecretCode = "", Session } = await ask();
      const before = appSecrets.get(person.name) ?? "";
      appSecrets.set(person.name, SecretCode);
      try {
        return await verify(codeOf(person, step), Session);
      } catch (error) {
        appSecrets.set(person.name, before);
        throw error;
      }
    },

    /** Where the code for a forgotten password goes: to the number before the address. */
    recoveryContactOf: (person: Person) => (person.phone ? phoneOf(person) : emailOf(person.name)),

    /** Registers a new passkey, from the page of another site where it shall not be `right`; gives its id. */
    async registerPasskey({ AccessToken = "", right, instance }: PasskeyWanted): Promise<string> {
      const authenticator = softwareAuthenticator();
      const [begun, ended] = [instances[instance % instances.length]!, sdk(instance + 1)];
      const origin = right ? site.origin : "https://example.org";
      const Credential = authenticator.create(await passkeysOf(begun).begin(AccessToken), origin);
      await ended.completeWebAuthnRegistration({ AccessToken, Credential });
      authenticators.set(authenticator.id, authenticator);
      return authenticator.id;
    },

    /** Keeps what a device was offered, for the case that it is confirmed. */
    keepDevice({ DeviceKey = "", DeviceGroupKey: group = "" }: NewDevice): void {
      devices.set(DeviceKey, { group, password: `secret of ${DeviceKey}` });
    },

    /** What ConfirmDevice wants of it. */
    deviceSecret(userId: string) {
      const { group: groupName, password } = devices.get(userId) ?? nobodys;
      const salt = Buffer.alloc(16, userId);
      const verifier = createVerifier({ groupName, userId, password, salt });
      return { Salt: salt.toString("base64"), PasswordVerifier: verifier.toString("base64") };
    },

    mfaSettings: ({ mfa, preferred, passkeyIsBoth }: Pick<Person, "mfa" | "preferred" | "passkeyIsBoth">) => {
      const setting = (method: Mfa) => ({ Enabled: mfa.includes(method), PreferredMfa: preferred === method });
      return {
        WebAuthnMfaSettings: { Enabled: passkeyIsBoth },
        SMSMfaSettings: setting("SMS_MFA"),
        EmailMfaSettings: setting("EMAIL_OTP"),
        SoftwareTokenMfaSettings: setting("SOFTWARE_TOKEN_MFA"),
      };
    },
  };
}

export type Driver = Awaited<ReturnType<typeof driverOf>>;
