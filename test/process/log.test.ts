import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { defaultApp, emailOf, listOf, secretHash } from "../support/people.ts";
import { launch, type ServiceProcess } from "../support/process.ts";
import { srpAnswer } from "../support/srp-answer.ts";

const { UserPoolId, ClientId } = defaultApp;
const app = { userPoolId: UserPoolId, clientId: ClientId };
const first = "First-passw0rd!";
const second = "Second-passw0rd!";

const accessKey = { accessKeyId: "AKIDLOG", secretAccessKey: "the-key-of-the-log's-test" };
const environment = {
  POOLHOUSE_SECRET: "the-secret-of-the-log's-test",
  POOLHOUSE_ACCESS_KEYS: `${accessKey.accessKeyId}:${accessKey.secretAccessKey}`,
  POOLHOUSE_CONTROL_TOKEN: "the-control-token-of-the-log's-test",
  POOLHOUSE_SMTP_URL: "smtp://postman:the-password-of-the-mail@127.0.0.1:1",
};

/** Members of the API whose values nobody else may read. */
const confidential = /password|code$|token$|secret|session|signature|claim|hash$/i;

/** Adds every confidential value that stands anywhere in what was sent or answered. */
function collect(secrets: Set<string>, value: unknown, name = ""): void {
  if (typeof value === "string" && confidential.test(name) && value !== "") secrets.add(value);
  if (typeof value !== "object" || value === null) return;
  for (const [member, held] of Object.entries(value)) collect(secrets, held, member);
}

/** The SDK, which notes each confidential value that passes. */
function listeningSdk(endpoint: string, secrets: Set<string>, credentials = accessKey): CognitoIdentityProvider {
  const cognito = new CognitoIdentityProvider({ endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
  cognito.middlewareStack.add(
    (next) => async (call) => {
      collect(secrets, call.input);
      const result = await next(call);
      collect(secrets, result.output);
      return result;
    },
    { step: "initialize" },
  );
  return cognito;
}

interface Message {
  readonly code: string;
}

async function newestCode({ url }: ServiceProcess, name: string): Promise<string> {
  const answer = await fetch(`${url}/_poolhouse/messages?destination=${emailOf(name)}`, {
    headers: { authorization: `Bearer ${environment.POOLHOUSE_CONTROL_TOKEN}` },
  });
  return ((await answer.json()) as Message[]).at(-1)?.code ?? "";
}

describe.each(["local", "shared"])("The log in %s mode", (mode) => {
  const start = (level: string) => launch({ flags: { mode, "log-level": level }, environment });

  it("tells the true reason behind each refusal in one line", async () => {
    await using service: ServiceProcess = await start("info");
    const secrets = new Set<string>();
    const cognito = listeningSdk(service.url, secrets);
    for (const Username of ["erin", "frank"]) {
      await cognito.adminCreateUser({ UserPoolId, Username, TemporaryPassword: second, MessageAction: "SUPPRESS" });
    }
    await cognito.adminDisableUser({ UserPoolId, Username: "frank" });
    const signIn = (USERNAME: string) =>
      cognito.initiateAuth({ AuthFlow: "USER_PASSWORD_AUTH", ClientId, AuthParameters: { USERNAME, PASSWORD: first } });
    const withNickname = { ClientId, Username: "nick", Password: first, UserAttributes: listOf({ nick: "name" }) };
    const refusals: [call: () => Promise<unknown>, operation: string, reason: string][] = [
      [() => signIn("nobody"), "InitiateAuth", "there is no such user"],
      [() => signIn("erin"), "InitiateAuth", "the password is wrong"],
      [() => signIn("frank"), "InitiateAuth", "the user is disabled"],
      [() => cognito.getUser({ AccessToken: "a.b.c" }), "GetUser", "names no pool"],
      [() => cognito.adminGetUser({ UserPoolId, Username: "nobody" }), "AdminGetUser", "UserNotFoundException"],
      // A text that AWS ends with a line break, which the log's line must not.
      [() => cognito.signUp(withNickname), "SignUp", "Attribute does not exist in the schema"],
      [() => cognito.describeUserPool({ UserPoolId: "eu-west-1_Nowhere" }), "DescribeUserPool", "eu-west-1_Nowhere"],
    ];
    for (const [call, operation, reason] of refusals) {
      const { requestId } = await call().then(
        () => expect.fail(`${operation} was answered`),
        ({ $metadata }) => $metadata,
      );
      const lines = () => service.output.stderr.split("\n").filter((line) => line.includes(requestId));
      await expect.poll(() => lines().length).toBe(1);
      expect(lines()[0]).toContain(operation);
      expect(lines()[0]).toContain(reason);
      const beginning = new RegExp(`INFO: ${operation} refused: .*?${reason.replaceAll(/\W/g, ".")}`);
      if (mode === "local" && reason !== "UserNotFoundException") expect(lines()[0]).toMatch(beginning);
    }
    const lines = service.output.stderr.trim().split("\n");
    expect(lines.filter((line) => !/is not set|is in memory/.test(line))).toHaveLength(refusals.length);
  });

  it("has a line for each answer at the level debug, and none at info", async () => {
    await using service: ServiceProcess = await start("debug");
    const cognito = listeningSdk(service.url, new Set());
    const { $metadata } = await cognito.describeUserPool({ UserPoolId });
    const line = () => service.output.stderr.split("\n").find((line) => line.includes($metadata.requestId ?? "")) ?? "";
    await expect.poll(line).toContain("answered");
    for (const fact of ["DescribeUserPool", '"status":200', '"ms":', UserPoolId]) expect(line()).toContain(fact);
  });

  it("holds no password, code, token or secret, whatever is done and at every level", async () => {
    await using service: ServiceProcess = await start("trace");
    const secrets = new Set<string>(Object.values(environment));
    for (const value of [accessKey.secretAccessKey, "the-password-of-the-mail"]) secrets.add(value);
    const cognito = listeningSdk(service.url, secrets);
    let refusals = 0;
    const refused = async (call: Promise<unknown>) => {
      await expect(call).rejects.toMatchObject({ $fault: "client" });
      refusals++;
    };
    const initiate = (AuthFlow: "USER_PASSWORD_AUTH" | "REFRESH_TOKEN_AUTH", AuthParameters: Record<string, string>) =>
      cognito.initiateAuth({ AuthFlow, ClientId, AuthParameters });
    const signIn = async (USERNAME: string, PASSWORD: string) => {
      const { AuthenticationResult } = await initiate("USER_PASSWORD_AUTH", { USERNAME, PASSWORD });
      return { AccessToken: "", IdToken: "", RefreshToken: "", ...AuthenticationResult };
    };
    const carol = { ClientId, Username: "carol" };

    // The mail server does not answer: the call fails, and the code is in the outbox.
    await refused(cognito.signUp({ ...carol, Password: first, UserAttributes: listOf({ email: emailOf("carol") }) }));
    await refused(cognito.signUp({ ...carol, Password: second }));
    await refused(cognito.signUp({ ...carol, Username: "weak", Password: "weak-but-secret" }));
    await refused(cognito.signUp({ ...carol, Username: "odd", Password: "with a\tblank-in-it" }));
    await refused(cognito.confirmSignUp({ ...carol, ConfirmationCode: "wrong-code-of-carol" }));
    await refused(cognito.confirmSignUp({ ...carol, ConfirmationCode: "code with blanks" }));
    await cognito.confirmSignUp({ ...carol, ConfirmationCode: await newestCode(service, "carol") });

    await refused(signIn("carol", "Wr0ng-password!"));
    const tokens = await signIn("carol", first);
    const answer = await srpAnswer(cognito, { ...app, username: "carol", password: first });
    await cognito.respondToAuthChallenge(answer);
    await refused(cognito.respondToAuthChallenge(answer));
    await refused(cognito.getUser({ AccessToken: tokens.IdToken }));
    await refused(cognito.getUser({ AccessToken: tokens.AccessToken.slice(0, -9) }));
    await refused(initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: tokens.AccessToken }));
    await initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: tokens.RefreshToken });
    const { AccessToken } = tokens;
    await refused(cognito.changePassword({ AccessToken, PreviousPassword: second, ProposedPassword: first }));
    await refused(cognito.changePassword({ AccessToken, PreviousPassword: first, ProposedPassword: "t00-weak" }));
    await cognito.changePassword({ AccessToken, PreviousPassword: first, ProposedPassword: second });
    // Of a mailbox that mail does not reach nobody is told here: there might be no such user.
    await cognito.forgotPassword(carol);
    await refused(cognito.confirmForgotPassword({ ...carol, ConfirmationCode: "000-000", Password: first }));
    const ConfirmationCode = await newestCode(service, "carol");
    await cognito.confirmForgotPassword({ ...carol, ConfirmationCode, Password: first });
    await refused(cognito.revokeToken({ ClientId, Token: tokens.AccessToken }));
    await cognito.revokeToken({ ClientId, Token: tokens.RefreshToken });
    await refused(initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: tokens.RefreshToken }));

    const invited = { UserPoolId, Username: "dave" };
    await cognito.adminCreateUser({ ...invited, TemporaryPassword: first, MessageAction: "SUPPRESS" });
    const { Session } = await initiate("USER_PASSWORD_AUTH", { USERNAME: "dave", PASSWORD: first });
    const respond = (NEW_PASSWORD: string) =>
      cognito.respondToAuthChallenge({
        ...{ ChallengeName: "NEW_PASSWORD_REQUIRED", ClientId, Session },
        ChallengeResponses: { USERNAME: "dave", NEW_PASSWORD },
      });
    await refused(respond("weak-and-new"));
    await respond(second);
    await refused(respond(second));

    const { UserPoolClient: client = {} } = await cognito.createUserPoolClient({
      ...{ UserPoolId, ClientName: "log", GenerateSecret: true, ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] },
    });
    const SECRET_HASH = secretHash(client.ClientSecret ?? "", "dave", client.ClientId ?? "");
    for (const [PASSWORD, hash] of [
      [second, SECRET_HASH],
      [second, `wrong${SECRET_HASH}`],
      ["Wr0ng-password!", SECRET_HASH],
    ] as const) {
      const call = cognito.initiateAuth({
        ...{ AuthFlow: "USER_PASSWORD_AUTH", ClientId: client.ClientId },
        AuthParameters: { USERNAME: "dave", PASSWORD, SECRET_HASH: hash },
      });
      if (PASSWORD === second && hash === SECRET_HASH) await call;
      else await refused(call);
    }

    const stranger = { accessKeyId: "AKIDLOG", secretAccessKey: "a-strangers-key" };
    await refused(listeningSdk(service.url, secrets, stranger).adminGetUser(invited));
    await fetch(service.url, { method: "POST", body: `{"Password":"${second}` });
    for (const authorization of ["Bearer a-strangers-token", `Bearer${environment.POOLHOUSE_CONTROL_TOKEN}`]) {
      expect((await fetch(`${service.url}/_poolhouse/messages`, { headers: { authorization } })).status).toBe(401);
    }
    secrets.add("a-strangers-key").add("a-strangers-token");
    expect((await service.kill("SIGTERM")).code).toBe(0);

    const { stdout, stderr } = service.output;
    expect(stderr.split("refused").length).toBeGreaterThan(refusals);
    expect(secrets.size).toBeGreaterThan(40);
    // The six digits of a code may stand in a longer number.
    const words = new Set(stderr.split(/[\s"'.,:;]+/));
    for (const secret of secrets) {
      const found = secret.length < 12 ? words.has(secret) : (stdout + stderr).includes(secret);
      expect(found, `the log holds ${secret}`).toBe(false);
    }
  });
});
