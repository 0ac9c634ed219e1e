import { describe, expect, it } from "vitest";
import { defaultApp, emailOf, listOf, makeApp, password, peopleOf, recordOf } from "../support/people.ts";
import { authorization, rawCall } from "../support/raw-call.ts";
import { databases, startForAll } from "../support/start.ts";

const prototypeNames = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"];

describe.each(databases)("Hostile input, on %s:", async (kind) => {
  const service = await startForAll(kind);
  const people = () => peopleOf(service.current);
  const { UserPoolId, ClientId } = defaultApp;

  it("the names of an object's own members are names like any others", async () => {
    const { signUp, confirm, signIn, get, cognito } = people();
    for (const name of prototypeNames) {
      await signUp(name);
      await confirm(name);
      await signIn(name);
      expect((await get(name)).Username).toBe(name);
      const { Users } = await cognito.listUsers({ UserPoolId, Filter: `username = "${name}"` });
      expect(Users).toHaveLength(1);
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("as attributes they are unknown ones", async () => {
    const { cognito, make, signIn, invite, withPassword } = people();
    await make("anna");
    const { AccessToken } = await signIn("anna");
    await invite("anna2", { TemporaryPassword: password });
    const { Session } = await withPassword("anna2");
    for (const name of prototypeNames) {
      const UserAttributes = [{ Name: name, Value: "y" }];
      const calls = [
        cognito.signUp({ ClientId, Username: "bert", Password: password, UserAttributes }),
        cognito.updateUserAttributes({ AccessToken, UserAttributes }),
        cognito.adminUpdateUserAttributes({ UserPoolId, Username: "anna", UserAttributes }),
        cognito.respondToAuthChallenge({
          ClientId,
          ChallengeName: "NEW_PASSWORD_REQUIRED",
          Session,
          ChallengeResponses: { USERNAME: "anna2", NEW_PASSWORD: password, [`userAttributes.${name}`]: "y" },
        }),
      ];
      await Promise.all(calls.map((call) => expect(call).rejects.toMatchObject({ name: "InvalidParameterException" })));
    }
  });

  it("as members of a request they are left out, and lend no value to one that is missing", async () => {
    const body = `{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"${ClientId}","__proto__":{"Username":"alice"},
      "AuthParameters":{"__proto__":{"USERNAME":"alice"},"PASSWORD":"${password}"}}`;
    const { json } = await rawCall(service.current.url, "InitiateAuth", body);
    expect(json).toEqual({ __type: "InvalidParameterException", message: "Missing required parameter USERNAME" });
    for (const name of ["constructor", "toString"]) {
      const AuthParameters = { [name]: "x", PASSWORD: password };
      const answer = await rawCall(service.current.url, "InitiateAuth", {
        ...{ AuthFlow: "USER_PASSWORD_AUTH", ClientId, AuthParameters },
      });
      expect(answer.json?.message).toBe("Missing required parameter USERNAME");
    }
  });

  it("text with U+0000 is refused everywhere, with a name and not with a 500", async () => {
    const { cognito } = people();
    const calls = [
      cognito.signUp({ ClientId, Username: "a\0b", Password: password }),
      cognito.signUp({ ClientId, Username: "carla", Password: password, UserAttributes: listOf({ name: "a\0b" }) }),
      cognito.initiateAuth({
        ...{ AuthFlow: "USER_PASSWORD_AUTH", ClientId, AuthParameters: { USERNAME: "a\0b", PASSWORD: "x" } },
      }),
      cognito.listUsers({ UserPoolId, Filter: 'email = "a\0b"' }),
      cognito.adminGetUser({ UserPoolId, Username: "a\0b" }),
    ];
    await Promise.all(calls.map((call) => expect(call).rejects.toMatchObject({ name: "SerializationException" })));
  });

  it.each([
    "a@example.com\r\nBcc: b@example.com",
    "a@example.com\nSubject: x",
    "a@example.com, b@example.com",
    "a@example.com;b@example.com",
    "a,b@example.com",
    "<a@example.com>",
    "A <a@example.com>",
    "a@example.com (comment)",
    '"a"@example.com',
    "a b@example.com",
    "a@b@example.com",
    "a\u0001@example.com",
    "a@[127.0.0.1]",
    "@example.com",
    "a@",
    "a@.example.com",
    "a@example..com",
  ])("%j is no address to send a code to", async (email) => {
    const call = people().signUp("dora", { email });
    await expect(call).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Invalid email address format.",
    });
  });

  it.each(["a@localhost", "a+b.c-d_e@sub.example.com", "jörg@exämple.com", "a'b!#$%&*/=?^`{|}~@example.com"])(
    "%s is one",
    async (email) => {
      const Username = `emil-${email.length}`;
      await people().signUp(Username, { email });
      expect((await people().attributesOf(Username)).email).toBe(email);
    },
  );

  it("a name with a template's placeholders, or with markup, stays what it is in messages", async () => {
    const { cognito } = people();
    const sent = async (username: string) => {
      const query = new URLSearchParams({ username });
      const [message] = await service.current.control<{ body: string; code: string }[]>("GET", `/messages?${query}`);
      return message;
    };
    for (const Username of ["{####}", "{username}", "<b>fritz</b>", "{##x##}"]) {
      const UserAttributes = listOf({ email: emailOf("fritz") });
      await cognito.adminCreateUser({ UserPoolId, Username, UserAttributes, DesiredDeliveryMediums: ["EMAIL"] });
      const message = await sent(Username);
      expect(message?.body).toBe(`Your username is ${Username} and temporary password is ${message?.code}.`);
    }
  });

  it("values as long as they may be are kept, in every script, and found again; longer ones are refused", async () => {
    const app = await makeApp(service.current, { Schema: [{ Name: "bio", AttributeDataType: "String" }] });
    const { invite, cognito, attributesOf } = peopleOf(service.current, app);
    const longest = { name: "𝄞".repeat(1024), given_name: "字".repeat(2048), "custom:bio": "ä".repeat(2048) };
    await invite("gusti", { UserAttributes: listOf(longest) });
    expect(await attributesOf("gusti")).toMatchObject(longest);
    const Filter = `given_name ^= "${"字".repeat(200)}"`;
    const { Users } = await cognito.listUsers({ UserPoolId: app.UserPoolId, Filter });
    expect(Users?.map(({ Username }) => Username)).toEqual(["gusti"]);
    await expect(invite("hanna", { UserAttributes: listOf({ name: "x".repeat(2049) }) })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message:
        "1 validation error detected: Value at 'userAttributes.1.member.value' failed to satisfy constraint: Member must have length less than or equal to 2048",
    });
  });

  it("half a character is kept as no character at all, and never as somebody else's", async () => {
    const { invite, attributesOf } = people();
    await invite("ida", { UserAttributes: listOf({ name: "a\ud800b" }) });
    expect((await attributesOf("ida")).name).toMatch(/^a.b$/u);
    await expect(invite("a\ud800b")).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  it("names are data to the database, whatever they look like", async () => {
    const { make, get, cognito } = people();
    for (const name of ["'; drop table users; --", '"quoted"', "100%", "a_b", "\\", "🙂", "ａｌｉｃｅ"].map((text) =>
      text.replaceAll(" ", "_"),
    )) {
      await make(name, {});
      expect((await get(name)).Username).toBe(name);
      const Filter = `username = "${name.replaceAll(/["\\]/g, "\\$&")}"`;
      const { Users } = await cognito.listUsers({ UserPoolId, Filter });
      expect(Users?.map(({ Username }) => Username)).toEqual([name]);
    }
    expect((await get("alice")).Username).toBe("alice");
  });

  it("a body that is huge, or deep, or full of members is refused in time", async () => {
    const send = (body: string) => rawCall(service.current.url, "SignUp", body, authorization());
    const huge = await send(`{"ClientId":"${"x".repeat(5 * 1024 * 1024)}"}`);
    const deep = await send(`{"ClientMetadata":${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}}`);
    const full = await send(JSON.stringify({ UserAttributes: Array.from({ length: 20_000 }, () => ({ Name: "a" })) }));
    for (const { status, json } of [huge, deep, full]) {
      expect(status).toBe(400);
      expect(json?.__type).toBe("SerializationException");
    }
  });

  it("a body is not read before the signature is good that it needs", async () => {
    const { json } = await rawCall(service.current.url, "DescribeUserPool", "{");
    expect(json).toMatchObject({ __type: "MissingAuthenticationTokenException" });
    const signed = await rawCall(service.current.url, "DescribeUserPool", "{", authorization());
    expect(signed.json).toMatchObject({ __type: "SerializationException" });
  });

  it("an attribute that is given twice counts once", async () => {
    const { cognito, get } = people();
    const UserAttributes = [...listOf({ name: "first" }), ...listOf({ name: "second" })];
    await cognito.signUp({ ClientId, Username: "jan", Password: password, UserAttributes });
    expect(recordOf((await get("jan")).UserAttributes).name).toBe("second");
  });
});
