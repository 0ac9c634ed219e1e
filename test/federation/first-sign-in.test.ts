import type { CreateUserPoolCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callback, post, webAppOf, webClient } from "../oauth/app.ts";
import { freshDatabase } from "../support/databases.ts";
import { databases, type Poolhouse, start } from "../support/start.ts";
import { agree, type Handlers, workbench } from "../triggers/workbench.ts";
import { type BentOidc, openBentOidc } from "./bent-oidc.ts";
import { addProvider, bentProvider } from "./federated-app.ts";
import { traveller } from "./traveller.ts";

describe.each(databases)("Somebody who signs in for the first time twice at once, on %s,", async (kind) => {
  const database = await freshDatabase[kind]();
  const { functions, triggerApp } = workbench();
  let instances: readonly Poolhouse[] = [];
  let bent: BentOidc;

  beforeAll(async () => {
    bent = await openBentOidc();
    const one = await start({ database, functions });
    // A file of SQLite's is one instance's alone.
    instances = [one, kind === "postgres" ? await start({ database, functions }) : one];
  });
  afterAll(async () => {
    await bent?.close();
    for (const instance of new Set(instances)) await instance.stop();
  });

  /** An app whose pool has these functions, and the provider: signs somebody in twice at once. */
  async function appWith(handlers: Handlers, Domain: string, pool: Partial<CreateUserPoolCommandInput> = {}) {
    const [one] = instances as [Poolhouse];
    const made = await triggerApp(one, handlers, pool, webClient);
    await one.sdk().createUserPoolDomain({ UserPoolId: made.UserPoolId, Domain, ManagedLoginVersion: 2 });
    const app = await webAppOf(one, { ...made, Domain });
    await addProvider(one, app, bentProvider(bent));
    const at = (instance: Poolhouse, url: string) => url.replace(one.url, instance.url);

    async function signInAt(instance: Poolhouse) {
      const asked = at(instance, app.authorizeUrl({ identity_provider: "Bent" }).href);
      const { url } = await traveller(instance.url, bent.issuer).visit(asked);
      const fields = { grant_type: "authorization_code", client_id: app.ClientId, redirect_uri: callback };
      const code = url.searchParams.get("code") ?? `there is none: ${url}`;
      const { body } = await post(at(instance, `${app.base}/oauth2/token`), { ...fields, code });
      return decodeJwt(body.id_token);
    }
    return { ...app, events: made.events, signIn: () => Promise.all(instances.map(signInAt)) };
  }

  /** Lets nobody go on before two have come: neither is known yet. */
  function both(): Handlers["PreSignUp"] {
    const { promise, resolve } = Promise.withResolvers<void>();
    let come = 0;
    return async (event) => {
      come += 1;
      if (come === 2) resolve();
      await promise;
      return event;
    };
  }

  it("is one user, signed in twice: newly made, and known", async () => {
    const handlers = {
      PreSignUp: both(),
      PostConfirmation: agree,
      PreAuthentication: agree,
      PostAuthentication: agree,
    };
    const app = await appWith(handlers, `first-${kind}`);
    bent.person = { sub: "twin", email: "twin@there.example", email_verified: true, name: "Twin" };
    const [one, other] = await app.signIn();
    expect(one?.sub).toBe(other?.sub);
    for (const claims of [one, other]) {
      expect(claims).toMatchObject({
        ...{ "cognito:username": "Bent_twin", name: "Twin", "cognito:groups": [`${app.UserPoolId}_Bent`] },
      });
    }
    const { Users } = await instances[0]!.sdk().listUsers({ UserPoolId: app.UserPoolId });
    expect(Users).toHaveLength(1);
    expect(app.events.map(({ triggerSource }) => triggerSource).toSorted()).toEqual([
      ...["PostAuthentication_Authentication", "PostConfirmation_ConfirmSignUp", "PreAuthentication_Authentication"],
      ...["PreSignUp_ExternalProvider", "PreSignUp_ExternalProvider"],
    ]);
  });

  it("is one user where their address is a name to sign in with, too", async () => {
    const { UserPoolId, signIn } = await appWith({ PreSignUp: both() }, `first-alias-${kind}`, {
      AliasAttributes: ["email"],
    });
    bent.person = { sub: "alias", email: "alias@there.example", email_verified: true };
    const [one, other] = await signIn();
    expect(one?.sub).toBe(other?.sub);
    expect((await instances[1]!.sdk().listUsers({ UserPoolId })).Users).toHaveLength(1);
  });
});
