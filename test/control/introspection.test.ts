import { describe, expect, it } from "vitest";
import { defaultApp, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

interface Answer {
  readonly active: boolean;
  readonly reason?: string;
  readonly now: string;
}

describe.each(databases)("POST /_poolhouse/introspect, on %s,", async (kind) => {
  const service = await startForAll(kind);
  const ask = (token: string) => service.current.control<Answer>("POST", "/introspect", { token });

  it("tells that a token stands, and the time", async () => {
    const { AccessToken, IdToken } = await peopleOf(service.current).signIn("alice");
    for (const token of [AccessToken, IdToken]) {
      const { active, reason, now } = await ask(token);
      expect([active, reason]).toEqual([true, undefined]);
      expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(10_000);
    }
  });

  it("tells why one does not", async () => {
    const people = peopleOf(service.current);
    const { AccessToken, IdToken, RefreshToken } = await people.makeSignedIn("ivan");
    const reasonOf = async (token: string) => (await ask(token)).reason;
    expect(await reasonOf("garbage")).toBe("it names no pool held here");
    expect(await reasonOf(`${AccessToken.slice(0, -10)}AAAAAAAAAA`)).toMatch(/^(bad-signature|malformed)$/);
    await people.cognito.revokeToken({ Token: RefreshToken, ClientId: people.ClientId });
    for (const token of [AccessToken, IdToken]) {
      expect(await reasonOf(token)).toBe("it was revoked, or its user was signed out");
    }
    await people.cognito.adminDisableUser({ UserPoolId: defaultApp.UserPoolId, Username: "ivan" });
    expect(await reasonOf(IdToken)).toBe("the user is disabled");
    await people.cognito.adminDeleteUser({ UserPoolId: defaultApp.UserPoolId, Username: "ivan" });
    expect(await reasonOf(IdToken)).toBe("the user is not there any more");
  });

  it("goes by the pool's own clock", async () => {
    const { AccessToken } = await peopleOf(service.current).signIn("bob");
    await service.current.control("PUT", `/clock?userPoolId=${defaultApp.UserPoolId}`, { advance: "PT2H" });
    expect(await ask(AccessToken)).toMatchObject({ active: false, reason: "it has expired" });
    await service.current.control("PUT", `/clock?userPoolId=${defaultApp.UserPoolId}`, { reset: true });
    expect((await ask(AccessToken)).active).toBe(true);
  });

  it.each([{}, { token: "" }, { token: 1 }, { token: "x", more: 1 }])("wants a token alone (%j)", async (body) => {
    const response = await fetch(`${service.current.url}/_poolhouse/introspect`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(400);
  });
});
