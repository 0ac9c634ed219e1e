import type { CreateUserPoolRequest } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { databases, startForAll } from "../support/start.ts";

type Pool = Omit<CreateUserPoolRequest, "PoolName">;
type Mechanism = "verified_email" | "verified_phone_number" | "admin_only";

const refused = (message: string) => ({ name: "InvalidParameterException", message });

const recovery = (...mechanisms: [Name: Mechanism, Priority: number][]): Pool => ({
  AccountRecoverySetting: { RecoveryMechanisms: mechanisms.map(([Name, Priority]) => ({ Name, Priority })) },
});

/** As badmintoncryer/cdk-preflight measured them on AWS in September 2026. */
describe.each(databases)("What AWS was measured to refuse, on %s", async (kind) => {
  const service = await startForAll(kind);
  const sdk = () => service.current.sdk();

  const duplicate =
    "Invalid account recovery setting parameter. Account Recovery Setting cannot have duplicate priorities or recovery mechanisms.";
  const pools: [what: string, pool: Pool, message: string][] = [
    ["two ways to recover of one priority", recovery(["verified_email", 1], ["verified_phone_number", 1]), duplicate],
    ["a way to recover twice", recovery(["verified_email", 1], ["verified_email", 2]), duplicate],
    [
      "recovery by an administrator beside another way",
      recovery(["admin_only", 1], ["verified_email", 2]),
      "Invalid account recovery setting parameter. Account Recovery Setting cannot use admin_only setting with any other recovery mechanisms.",
    ],
  ];
  it.each(pools)("is refused in a pool: %s", async (_, pool, message) => {
    await expect(sdk().createUserPool({ PoolName: "people", ...pool })).rejects.toMatchObject(refused(message));
    const { UserPool } = await sdk().createUserPool({ PoolName: "people" });
    await expect(sdk().updateUserPool({ UserPoolId: UserPool?.Id, ...pool })).rejects.toMatchObject(refused(message));
  });
});
