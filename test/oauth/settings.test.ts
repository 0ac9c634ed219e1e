import type { CreateUserPoolClientCommandInput, DcrConfigurationType } from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, it } from "vitest";
import { giveDomain } from "../support/domain.ts";
import { peopleOf } from "../support/people.ts";
import { poolWays } from "../support/pool-ways.ts";
import { startForAll } from "../support/start.ts";
import { basic, callback, goodbye, makeWebApp, otherCallback, post, type WebApp, webAppOf, webClient } from "./app.ts";
import { userAgent } from "./user-agent.ts";

/** Both ways in which a client comes to its settings. */
const ways = { "made with them": "create", "updated to them": "update" } as const;

describe.each(Object.entries(ways))("The settings of OAuth of a client that is %s", async (_what, way) => {
  const service = await startForAll("memory");
  let pool: WebApp;

  beforeAll(async () => {
    pool = await makeWebApp(service.current);
    await peopleOf(service.current, pool).make("anna");
  });

  async function clientWith(settings: Partial<CreateUserPoolClientCommandInput>): Promise<WebApp> {
    const { UserPoolId, Domain } = pool;
    const sdk = service.current.sdk();
    const { GenerateSecret, ...rest } = { ...webClient, ...settings };
    const client = { UserPoolId, ClientName: "app", GenerateSecret };
    const created = await sdk.createUserPoolClient({ ...client, ...(way === "create" && rest) });
    const { ClientId = "" } = created.UserPoolClient ?? {};
    if (way === "update") await sdk.updateUserPoolClient({ UserPoolId, ClientId, ...rest });
    return webAppOf(service.current, { UserPoolId, ClientId, Domain });
  }
  const answerTo = async (url: URL | string) => (await userAgent().request(url)).headers.get("location") ?? "";

  it("say where people come back to", async () => {
    const app = await clientWith({ CallbackURLs: [otherCallback] });
    expect(await answerTo(app.authorizeUrl())).toContain("redirect_mismatch");
    expect((await userAgent().signIn(app.authorizeUrl({ redirect_uri: otherCallback }), "anna")).pathname).toBe(
      "/other",
    );
  });

  it("say where they come back to whom an app sends without a word of it", async () => {
    const app = await clientWith({ DefaultRedirectURI: otherCallback });
    expect((await userAgent().signIn(app.authorizeUrl({ redirect_uri: undefined }), "anna")).pathname).toBe("/other");
  });

  it("say where people go when they sign out", async () => {
    const { ClientId, base } = await clientWith({ LogoutURLs: [goodbye] });
    const leave = (logout_uri: string) =>
      answerTo(`${base}/logout?${new URLSearchParams({ client_id: ClientId, logout_uri })}`);
    expect(await leave(goodbye)).toBe(goodbye);
    expect(await leave(callback)).toContain("/error?");
  });

  it("say which flows there are", async () => {
    const app = await clientWith({ AllowedOAuthFlows: ["implicit"] });
    expect(await answerTo(app.authorizeUrl())).toBe(`${callback}?error=unauthorized_client`);
    const { hash } = await userAgent().signIn(app.authorizeUrl({ response_type: "token" }), "anna");
    expect(hash).toContain("access_token=");
  });

  it("turn OAuth on", async () => {
    const app = await clientWith({ AllowedOAuthFlowsUserPoolClient: false });
    expect(await answerTo(app.authorizeUrl())).toContain("error=invalid_request");
  });
});

describe.each(Object.entries(poolWays))("The registration of a pool that is %s", async (_what, makePool) => {
  const service = await startForAll("memory");

  async function poolWith(DcrConfiguration: DcrConfigurationType) {
    const { UserPoolId } = await makePool(service.current, { DcrConfiguration });
    await giveDomain(service.current, UserPoolId);
    const base = `${service.current.url}/${UserPoolId}`;
    const { UserPoolClient } = await service.current.sdk().createUserPoolClient({
      ...{ UserPoolId, ClientName: "registrar", GenerateSecret: true, AllowedOAuthFlows: ["client_credentials"] },
      ...{ AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthScopes: ["aws.cognito/dcr/register"] },
    });
    const { ClientId = "", ClientSecret } = UserPoolClient ?? {};
    const fields = { grant_type: "client_credentials" };
    const token = (await post(`${base}/oauth2/token`, fields, basic(ClientId, ClientSecret))).body.access_token;
    /** The status of an answer, and the scope that a client was given. */
    async function register(metadata: object, who: "anybody" | "registrar" = "anybody") {
      const response = await fetch(`${base}/oauth2/register`, {
        ...{ method: "POST", body: JSON.stringify({ redirect_uris: [callback], ...metadata }) },
        ...(who === "registrar" && { headers: { authorization: `Bearer ${token}` } }),
      });
      return [response.status, ((await response.json()) as { scope?: string }).scope];
    }
    return register;
  }
  const machine = { grant_types: ["client_credentials"], redirect_uris: [], scope: "openid" };

  it("is off until it is enabled", async () => {
    expect(await (await poolWith({ EnableStatus: "Disabled", OpenDcrEnabled: true }))({})).toEqual([404, undefined]);
    expect(await (await poolWith({ OpenDcrEnabled: true }))({})).toEqual([201, "openid email phone profile"]);
  });

  it("is for everybody only where it is open", async () => {
    const register = await poolWith({ OpenDcrEnabled: false });
    expect([(await register({}))[0], (await register({}, "registrar"))[0]]).toEqual([401, 201]);
  });

  it("is for the flows that its two lists name", async () => {
    const register = await poolWith({
      ...{ OpenDcrEnabled: true, OpenDcrGrantTypes: ["client_credentials"], AuthenticatedGrantTypes: ["code"] },
    });
    expect([(await register(machine))[0], (await register({}))[0]]).toEqual([201, 400]);
    expect([(await register(machine, "registrar"))[0], (await register({}, "registrar"))[0]]).toEqual([400, 201]);
  });

  it("is for the scopes that it allows", async () => {
    const register = await poolWith({ OpenDcrEnabled: true, AllowedScopes: ["aws.cognito.signin.user.admin"] });
    const scope = "openid aws.cognito.signin.user.admin";
    expect(await register({ scope })).toEqual([201, scope]);
    expect(await (await poolWith({ OpenDcrEnabled: true }))({ scope })).toEqual([400, undefined]);
  });
});
