import fc from "fast-check";
import { defineCommand, latest, likely, pickLatest } from "./command.ts";
import { grace, guess, isGood, judgeCode, refreshes, rotates, setPassword, signOut } from "./model.ts";
import { expectOutcome, noteTokens } from "./outcome.ts";
import { codeStep, newPassword, stepAt } from "./sign-in-commands.ts";

export const refreshCommand = defineCommand({
  name: "refresh",
  weight: 5,
  input: {
    ...{ token: latest, api: fc.constantFrom("InitiateAuth", "GetTokensFromRefreshToken"), client: likely },
    ...{ device: likely, instance: fc.nat(1) },
  },
  prepare(world, { api, instance, ...picked }) {
    const token = pickLatest(world.refreshTokens, picked.token);
    if (!token) return undefined;
    const { grant } = token;
    const client = picked.client ? grant.client : 1 - grant.client;
    const device = picked.device ? grant.device : undefined;
    return {
      about: `${grant.person.name}'s by ${api}, client ${client}, device ${device}`,
      async run(real) {
        const { driver } = real;
        const ClientId = driver.clientOf(grant.person, client);
        const sdk = driver.sdk(instance);
        const byFlow = api === "InitiateAuth";
        const DEVICE_KEY = device && { DEVICE_KEY: device };
        const calling = byFlow
          ? sdk.initiateAuth({
              ...{ ClientId, AuthFlow: "REFRESH_TOKEN_AUTH" },
              AuthParameters: { REFRESH_TOKEN: token.text, ...DEVICE_KEY },
            })
          : sdk.getTokensFromRefreshToken({ ClientId, RefreshToken: token.text, DeviceKey: device });
        const isRight = refreshes(world, token, client, device) && !(byFlow && rotates(client));
        if (!(await expectOutcome(isRight, calling))) return;
        const { AuthenticationResult: tokens = {} } = await calling;
        if ((tokens.RefreshToken === undefined) !== !rotates(client))
          throw new Error("a refresh token too many, or none");
        if (rotates(client)) token.goodUntil ??= world.now + grace;
        await noteTokens(world, real, grant, tokens);
      },
    };
  },
});

export const accessCommand = defineCommand({
  name: "use",
  weight: 3,
  input: { token: latest, instance: fc.nat(1) },
  prepare(world, { token: number, instance }) {
    const token = pickLatest(world.accessTokens, number);
    if (!token) return undefined;
    return {
      about: `an access token of ${token.grant.person.name}`,
      run: async ({ driver }) =>
        void (await expectOutcome(isGood(world, token), driver.sdk(instance).getUser({ AccessToken: token.text }))),
    };
  },
});

export const changePasswordCommand = defineCommand({
  name: "change the password",
  weight: 2,
  input: { token: latest, right: likely, instance: fc.nat(1) },
  prepare(world, { token: number, right, instance }) {
    const token = pickLatest(world.accessTokens, number);
    if (!token) return undefined;
    const { person } = token.grant;
    return {
      about: `of ${person.name}, ${right ? "right" : "wrong"}`,
      async run({ driver }) {
        const wanted = newPassword();
        const PreviousPassword = right ? person.password : "Wr0ng-one!";
        const mayTry = isGood(world, token) && guess(person, "somebody", right, world.now) === "right";
        const isRight = mayTry && person.status !== "RESET_REQUIRED";
        const input = { AccessToken: token.text, PreviousPassword, ProposedPassword: wanted };
        if (await expectOutcome(isRight, driver.sdk(instance).changePassword(input))) setPassword(person, wanted);
      },
    };
  },
});

export const signOutCommand = defineCommand({
  name: "sign out everywhere",
  weight: 1,
  input: { token: latest, instance: fc.nat(1) },
  prepare(world, { token: number, instance }) {
    const token = pickLatest(world.accessTokens, number);
    if (!token) return undefined;
    return {
      about: token.grant.person.name,
      async run({ driver }) {
        const calling = driver.sdk(instance).globalSignOut({ AccessToken: token.text });
        if (await expectOutcome(isGood(world, token), calling)) signOut(world, token.grant.person);
      },
    };
  },
});

export const revokeCommand = defineCommand({
  name: "revoke",
  weight: 1,
  input: { token: latest, client: likely, instance: fc.nat(1) },
  prepare(world, { instance, ...picked }) {
    const token = pickLatest(world.refreshTokens, picked.token);
    if (!token) return undefined;
    const { grant, text: Token } = token;
    const client = picked.client ? grant.client : 1 - grant.client;
    return {
      about: `a refresh token of ${grant.person.name}, client ${client}`,
      async run({ driver }) {
        const ClientId = driver.clientOf(grant.person, client);
        await expectOutcome(true, driver.sdk(instance).revokeToken({ Token, ClientId }));
        if (client === grant.client) grant.revoked = true;
      },
    };
  },
});

export const registerAppCommand = defineCommand({
  name: "register an app",
  weight: 2,
  input: { token: latest, instance: fc.nat(1), ...codeStep },
  prepare(world, { instance, ...picked }) {
    const token = pickLatest(world.accessTokens, picked.token);
    if (!token) return undefined;
    const { person } = token.grant;
    return {
      about: `for ${person.name}, code ${picked.offset} off the ${picked.clock}'s clock`,
      async run({ driver }) {
        const step = stepAt(world, picked);
        const app = { used: new Set<number>() };
        const isRight = isGood(world, token) && judgeCode(world, app, step) === "right";
        const AccessToken = token.text;
        const registering = driver.register(
          person,
          step,
          () => driver.sdk(instance).associateSoftwareToken({ AccessToken }),
          (UserCode) => driver.sdk(instance + 1).verifySoftwareToken({ AccessToken, UserCode }),
        );
        if (!(await expectOutcome(isRight, registering))) return;
        app.used.add(step);
        person.app = app;
      },
    };
  },
});

export const registerPasskeyCommand = defineCommand({
  name: "register a passkey",
  weight: 2,
  input: { token: latest, right: likely, instance: fc.nat(1) },
  prepare(world, { token: number, right, instance }) {
    const token = pickLatest(world.accessTokens, number);
    // More than 20 nobody may have, which the model does not follow.
    if (!token || token.grant.person.passkeys.length >= 20) return undefined;
    const { person } = token.grant;
    return {
      about: `for ${person.name}, ${right ? "right" : "wrong"}`,
      async run({ driver }) {
        const registering = driver.registerPasskey({ AccessToken: token.text, right, instance });
        if (await expectOutcome(isGood(world, token) && right, registering)) person.passkeys.push(await registering);
      },
    };
  },
});

export const deletePasskeyCommand = defineCommand({
  name: "delete a passkey",
  weight: 1,
  input: { token: latest, instance: fc.nat(1) },
  prepare(world, { token: number, instance }) {
    const token = pickLatest(world.accessTokens, number);
    const { person } = token?.grant ?? {};
    const CredentialId = person?.passkeys.at(-1);
    if (!token || !person || CredentialId === undefined) return undefined;
    return {
      about: `of ${person.name}`,
      async run({ driver }) {
        const calling = driver.sdk(instance).deleteWebAuthnCredential({ AccessToken: token.text, CredentialId });
        if (await expectOutcome(isGood(world, token), calling)) person.passkeys.pop();
      },
    };
  },
});

export const confirmDeviceCommand = defineCommand({
  name: "confirm the device",
  weight: 2,
  input: { token: latest, instance: fc.nat(1) },
  prepare(world, { token: number, instance }) {
    const token = pickLatest(world.accessTokens, number);
    const { person, device: DeviceKey } = token?.grant ?? {};
    if (!token || !person || DeviceKey === undefined) return undefined;
    return {
      about: `${DeviceKey} of ${person.name}`,
      async run({ driver }) {
        const isNew = !person.devices.includes(DeviceKey);
        const secret = { DeviceKey, DeviceSecretVerifierConfig: driver.deviceSecret(DeviceKey) };
        const calling = driver.sdk(instance).confirmDevice({ AccessToken: token.text, ...secret });
        if (await expectOutcome(isGood(world, token) && isNew, calling)) person.devices.push(DeviceKey);
      },
    };
  },
});
