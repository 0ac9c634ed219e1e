import type { AuthenticationResultType } from "@aws-sdk/client-cognito-identity-provider";
import { JwtRsaVerifier } from "aws-jwt-verify";
import fc from "fast-check";
import { expect } from "vitest";
import type { Poolhouse } from "../support/start.ts";
import * as account from "./account-commands.ts";
import type { Command } from "./command.ts";
import { type Driver, driverOf } from "./driver.ts";
import { type Mfa, type Person, type Pool, pools, setPassword, type World } from "./model.ts";
import { noteSignIn, type Real } from "./outcome.ts";
import * as signIn from "./sign-in-commands.ts";
import * as token from "./token-commands.ts";

const publicUrl = "http://poolhouse.test";

export interface Exploration {
  readonly seed: number;
  readonly runs: number;
  /** Where fast-check said that it had failed, to go there at once. */
  readonly path?: string;
}

/** What the one who has everything has turned on. */
const mfa = fc.constantFrom<readonly Mfa[]>(
  [],
  [],
  [],
  ["SOFTWARE_TOKEN_MFA"],
  ["SOFTWARE_TOKEN_MFA"],
  ["SMS_MFA"],
  ["EMAIL_OTP", "SOFTWARE_TOKEN_MFA"],
);

const commands = fc.commands<World, Real, false>(
  [
    fc.oneof(
      ...[
        signIn.beginCommand,
        signIn.answerCommand,
        signIn.guessCommand,
        signIn.guessPasswordCommand,
        signIn.setUpCommand,
      ],
      ...[token.refreshCommand, token.accessCommand, token.changePasswordCommand, token.signOutCommand],
      ...[token.revokeCommand, token.registerAppCommand, token.confirmDeviceCommand],
      ...[token.registerPasskeyCommand, token.deletePasskeyCommand],
      ...[account.mfaCommand, account.removeAppCommand, account.enableCommand, account.lifeCommand],
      ...[account.setPasswordCommand, account.resetCommand, account.waitCommand],
    ),
  ] satisfies fc.Arbitrary<Command>[],
  { maxCommands: 60, size: "max" },
);

/** Makes the pools of the exploration in the service that these instances are. */
export async function prepare(instances: readonly [Poolhouse, ...Poolhouse[]]) {
  await instances[0].control("PUT", "/public-url", { publicUrl });
  const driver = await driverOf(instances);
  const verify = await verifierOf(driver, instances[0]);
  const real: Real = { driver, verify, granted: 0, passed: new Set() };
  let run = 0;

  return {
    real,

    /** Has one sequence after the other run, each with people of its own; stops at the first that the model denies. */
    check: ({ seed, runs, path }: Exploration, how: fc.Parameters<unknown> = {}) =>
      fc.check(
        fc.asyncProperty(fc.constantFrom(...pools), mfa, commands, async (pool, annas, sequence) => {
          run += 1;
          await fc.asyncModelRun(async () => ({ model: await populate(real, pool, annas, run), real }), sequence);
        }),
        { ...how, seed, path, numRuns: runs, unbiased: true, includeErrorInReport: true },
      ),
  };
}

const newPerson = (name: string, pool: Pool, contact: Partial<Person>): Person => ({
  ...{ name, pool, life: 0, lives: 0, password: "N0body-has-it", passwords: 0, status: "CONFIRMED", enabled: true },
  ...{ email: false, phone: false, mfa: [], passkeys: [], passkeyIsBoth: false, devices: [] },
  ...{ guesses: {}, wrongCodes: 0, ...contact },
});

/** A new world: one who has everything, one who is new and has nothing, and nobody. */
async function populate(real: Real, pool: Pool, mfa: readonly Mfa[], run: number): Promise<World> {
  const { driver } = real;
  await driver.clock({ reset: true });
  const now = Math.floor(Date.now() / 1000);
  const anna = newPerson(`anna-${run}`, pool, { email: true, phone: true });
  const newcomer = newPerson(`newcomer-${run}`, pool, {});
  const nobody = newPerson(`nobody-${run}`, pool, { email: true });
  const people = [anna, newcomer, nobody];
  const world: World = { now, machineNow: now, pool, people, sessions: [], refreshTokens: [], accessTokens: [] };
  for (const person of [anna, newcomer]) {
    const temporary = signIn.newPassword();
    await driver.make(person, temporary);
    account.bringToLife(person, temporary);
  }
  const Password = signIn.newPassword();
  await driver.sdk(0).adminSetUserPassword({ ...driver.admin(anna), Password, Permanent: true });
  setPassword(anna, Password, "CONFIRMED");
  const { passkeyIsBoth } = pool;
  const turnedOn = pool.demandsMfa ? [] : mfa;
  if (!pool.demandsMfa) await equip(world, real, anna);
  const settings = driver.mfaSettings({ mfa: turnedOn, preferred: undefined, passkeyIsBoth });
  await driver.sdk(0).adminSetUserMFAPreference({ ...driver.admin(anna), ...settings });
  Object.assign(anna, { mfa: turnedOn, passkeyIsBoth });
  return world;
}

/** Registers an authenticator app, by the code before the present one, a passkey, and a device where the pool tracks them. */
async function equip(world: World, real: Real, person: Person): Promise<void> {
  const { driver } = real;
  const { call } = driver.begin(person, "password", { password: person.password });
  const { AuthenticationResult: tokens = {} } = await call({ client: 0, instance: 0 });
  await noteSignIn(world, real, { person, client: 0, device: undefined }, tokens);
  const { AccessToken } = tokens;
  const step = signIn.stepAt(world, { offset: -1, clock: "machine" });
  await driver.register(
    person,
    step,
    () => driver.sdk(0).associateSoftwareToken({ AccessToken }),
    (UserCode) => driver.sdk(0).verifySoftwareToken({ AccessToken, UserCode }),
  );
  person.app = { used: new Set([step]) };
  person.passkeys.push(await driver.registerPasskey({ AccessToken, right: true, instance: 0 }));
  const { DeviceKey } = tokens.NewDeviceMetadata ?? {};
  if (DeviceKey === undefined) return;
  const DeviceSecretVerifierConfig = driver.deviceSecret(DeviceKey);
  await driver.sdk(0).confirmDevice({ AccessToken, DeviceKey, DeviceSecretVerifierConfig });
  person.devices.push(DeviceKey);
}

/** `aws-jwt-verify`, as a backend of each client uses it. */
async function verifierOf({ apps }: Driver, { url }: Poolhouse): Promise<Real["verify"]> {
  const made = [...apps].map(async ([name, { UserPoolId, clients }]) => {
    const issuer = `${publicUrl}/${UserPoolId}`;
    const jwks = await (await fetch(`${url}/${UserPoolId}/.well-known/jwks.json`)).json();
    const ofClients = clients.map((audience) => {
      const verifier = JwtRsaVerifier.create({ issuer, audience, jwksUri: `${issuer}/.well-known/jwks.json` });
      verifier.cacheJwks(jwks as Parameters<typeof verifier.cacheJwks>[0]);
      return { verifier, audience };
    });
    return [name, ofClients] as const;
  });
  const verifiers = new Map(await Promise.all(made));
  return async ({ pool }, client, { IdToken = "", AccessToken = "" }: AuthenticationResultType) => {
    const { verifier, audience } = verifiers.get(pool.name)![client]!;
    expect(await verifier.verify(IdToken)).toMatchObject({ token_use: "id" });
    // Access tokens have no audience.
    const claims = await verifier.verify(AccessToken, { audience: null });
    expect(claims).toMatchObject({ token_use: "access", client_id: audience });
  };
}
