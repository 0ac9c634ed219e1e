import type { AuthenticationResultType } from "@aws-sdk/client-cognito-identity-provider";
import { decodeJwt } from "jose";
import { expect } from "vitest";
import type { Driver, Reply } from "./driver.ts";
import { accessTokenLife, type Grant, type Person, type World } from "./model.ts";
import type { Verdict } from "./verdict.ts";

/** The service as the commands drive it. */
export interface Real {
  readonly driver: Driver;
  /** Rejects tokens that a backend of this pool's client would not accept. */
  verify(person: Person, client: number, tokens: AuthenticationResultType): Promise<void>;
  /** Tokens that were given and verified. */
  granted: number;
  /** Ways to begin and challenges that somebody has got through. */
  readonly passed: Set<string>;
}

/** Holds what equal calls came to, to what the model says: of one of them, while all the others are refused. */
export async function compare(
  world: World,
  real: Real,
  verdict: Verdict,
  calls: readonly Promise<Reply>[],
  srp?: Parameters<Driver["learn"]>[2],
): Promise<void> {
  const results = await Promise.allSettled(calls);
  const good = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const named = good.map(({ ChallengeName = "tokens" }) => ChallengeName);
  for (const result of results) if (result.status === "rejected") expectRefusal(result.reason);
  if (verdict === "denied") return expect(named).toEqual([]);
  const why = results.flatMap((result) => (result.status === "rejected" ? [String(result.reason)] : [])).join("; ");
  const expected = "asked" in verdict ? verdict.asked.step : "tokens";
  expect(named, why).toEqual([expected]);
  const [reply] = good as [Reply];
  if ("asked" in verdict) {
    expect(reply.AuthenticationResult).toBeUndefined();
    await real.driver.learn(verdict.asked, reply, srp);
    world.sessions.push(verdict.asked);
  }
}

/** A call that the model denies is refused as a caller's mistake: never with a 500. */
function expectRefusal(error: unknown): void {
  expect(error).toMatchObject({ $metadata: { httpStatusCode: 400 } });
}

export async function expectOutcome(isGood: boolean, call: Promise<unknown>): Promise<boolean> {
  const outcome = await call.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  if (outcome) expectRefusal(outcome.error);
  expect(outcome === undefined, outcome ? String(outcome.error) : "it was accepted").toBe(isGood);
  return isGood;
}

/** Takes down tokens of a sign-in that has just ended, after everything that they must be was found true. */
export async function noteSignIn(
  world: World,
  real: Real,
  { person, client, device }: { person: Person; client: number; device: string | undefined },
  tokens: AuthenticationResultType,
): Promise<Grant> {
  const { DeviceKey } = tokens.NewDeviceMetadata ?? {};
  if (tokens.NewDeviceMetadata) real.driver.keepDevice(tokens.NewDeviceMetadata);
  expect(DeviceKey !== undefined).toBe(person.pool.tracksDevices && device === undefined);
  const grant: Grant = {
    ...{ person, client, life: person.life, authTime: world.now },
    ...{ device: device ?? DeviceKey, revoked: false },
  };
  expect(tokens.RefreshToken).toBeDefined();
  await noteTokens(world, real, grant, tokens);
  return grant;
}

/** The same for tokens of whichever call. */
export async function noteTokens(
  world: World,
  real: Real,
  grant: Grant,
  tokens: AuthenticationResultType,
): Promise<void> {
  const { person, client, authTime, device } = grant;
  await real.verify(person, client, tokens);
  real.granted += 1;
  const claims = decodeJwt(tokens.AccessToken ?? "");
  expect(claims).toMatchObject({ username: person.name, auth_time: authTime, iat: world.now });
  expect(claims.exp).toBe(world.now + accessTokenLife);
  expect(claims.device_key).toBe(device);
  world.accessTokens.push({ text: tokens.AccessToken ?? "", grant, expires: world.now + accessTokenLife });
  if (tokens.RefreshToken !== undefined) world.refreshTokens.push({ text: tokens.RefreshToken, grant });
}
