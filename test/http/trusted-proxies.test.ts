import { beforeAll, describe, expect, it } from "vitest";
import { type HostedApp, makeHostedApp } from "../hosted-ui/hosted-app.ts";
import { makeApp, type People, password, peopleOf } from "../support/people.ts";
import { rawCall } from "../support/raw-call.ts";
import { startForAll } from "../support/start.ts";

const limits = { POOLHOUSE_USER_LIMITS: "on" };
const proxies = { POOLHOUSE_TRUSTED_PROXIES: "127.0.0.1, ::1, 10.0.0.0/8, fd00::/8" };

const others = { POOLHOUSE_TRUSTED_PROXIES: "10.0.0.0/8, fd00::/8" };

const settings = [
  { title: "A service that trusts no proxy", environment: limits, trusts: false },
  { title: "A service that trusts other proxies than who asks", environment: { ...limits, ...others }, trusts: false },
  { title: "A service behind proxies that it trusts", environment: { ...limits, ...proxies }, trusts: true },
];

describe.each(settings)("$title", async ({ environment, trusts }) => {
  const service = await startForAll("sqlite", { environment });
  let people: People;
  let UserPoolId = "";
  let hosted: HostedApp;
  beforeAll(async () => {
    const app = await makeApp(service.current, {
      ...{ UserPoolTier: "PLUS", UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" } },
    });
    UserPoolId = app.UserPoolId;
    people = peopleOf(service.current, app);
    await people.make("ada");
    hosted = await makeHostedApp(service.current, "http://localhost:3000/callback");
  });

  /** The address that the history shows of a sign-in with this header. */
  async function seenOf(forwardedFor: string) {
    const input = {
      ...{ ClientId: people.ClientId, AuthFlow: "USER_PASSWORD_AUTH" },
      AuthParameters: { USERNAME: "ada", PASSWORD: password },
    };
    const { status } = await rawCall(service.current.url, "InitiateAuth", input, { "x-forwarded-for": forwardedFor });
    expect(status).toBe(200);
    const { AuthEvents } = await people.cognito.adminListUserAuthEvents({ UserPoolId, Username: "ada", MaxResults: 1 });
    return AuthEvents?.[0]?.EventContextData?.IpAddress;
  }

  const own = expect.stringMatching(/^(127\.0\.0\.1|::1)$/);
  it.each([
    ["one client", "203.0.113.7", "203.0.113.7"],
    ["a client of IPv6", "2001:db8::7", "2001:db8::7"],
    ["a port beside the address", "203.0.113.7:4711", "203.0.113.7"],
    ["brackets and a port", "[2001:db8::7]:4711", "2001:db8::7"],
    ["IPv4 in the clothes of IPv6", "::ffff:203.0.113.7", "203.0.113.7"],
    ["a client behind two proxies", "203.0.113.7, 10.1.2.3", "203.0.113.7"],
    ["an address that the client made up", "198.51.100.1, 203.0.113.7", "203.0.113.7"],
    ["one made up to look like a proxy's", "10.9.9.9, 203.0.113.7, fd00::1", "203.0.113.7"],
    ["a proxy alone", "10.1.2.3", "10.1.2.3"],
    ["what is no address", "unknown", own],
    ["what is no address behind one that is", "<script>, 10.1.2.3", "10.1.2.3"],
    ["nothing", "", own],
  ])(`${trusts ? "believes" : "does not believe"} X-Forwarded-For: %s`, async (_, header, client) => {
    expect(await seenOf(header)).toEqual(trusts ? client : own);
  });

  it(`${trusts ? "counts the forms of each client" : "counts forms together whatever the header says"}`, async () => {
    const send = (from: string) =>
      fetch(hosted.url("/login"), { method: "POST", headers: { "x-forwarded-for": from } }).then(
        ({ status }) => status,
      );
    const ofMany = await Promise.all(Array.from({ length: 250 }, (_, n) => send(`203.0.113.${n}`)));
    expect(ofMany.includes(429)).toBe(!trusts);
    // Whatever one writes before one's own address.
    const ofOne = await Promise.all(Array.from({ length: 250 }, (_, n) => send(`203.0.113.${n}, 198.51.100.9`)));
    expect(ofOne).toContain(429);
  });
});
