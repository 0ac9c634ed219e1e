import type { DeviceType } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { deviceOf } from "../support/device.ts";
import { makeApp, password, peopleOf, recordOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

/** In milliseconds. */
const datesOf = ({ DeviceCreateDate, DeviceLastModifiedDate, DeviceLastAuthenticatedDate }: DeviceType) => ({
  createdAt: Number(DeviceCreateDate),
  modifiedAt: Number(DeviceLastModifiedDate),
  authenticatedAt: Number(DeviceLastAuthenticatedDate),
});

describe.each(databases)("A device, on %s,", async (kind) => {
  const service = await startForAll(kind);

  it("is dated from its sign-in, and names the address from which its user last signed in with it", async () => {
    const app = await makeApp(service.current, { DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: true } });
    const { cognito, UserPoolId, ClientId, make, withPassword } = peopleOf(service.current, app);
    const advance = (advance: string) => service.current.control("PUT", `/clock?userPoolId=${UserPoolId}`, { advance });
    await make("anna");
    const { AuthenticationResult } = await withPassword("anna");
    const { AccessToken = "", NewDeviceMetadata = {} } = AuthenticationResult ?? {};
    const { DeviceKey = "", DeviceSecretVerifierConfig } = await deviceOf(NewDeviceMetadata);
    await advance("PT1M");
    await cognito.confirmDevice({ AccessToken, DeviceKey, DeviceSecretVerifierConfig });
    const describeDevice = async () => (await cognito.getDevice({ AccessToken, DeviceKey })).Device ?? {};
    const confirmed = datesOf(await describeDevice());
    expect(confirmed.modifiedAt - confirmed.createdAt).toBeGreaterThanOrEqual(60_000);
    expect(confirmed.authenticatedAt).toBe(Math.floor(confirmed.createdAt / 1000) * 1000);

    await advance("PT1M");
    await cognito.adminInitiateAuth({
      ...{ UserPoolId, ClientId, AuthFlow: "ADMIN_USER_PASSWORD_AUTH" },
      AuthParameters: { USERNAME: "anna", PASSWORD: password, DEVICE_KEY: DeviceKey },
      ContextData: { IpAddress: "192.0.2.77", ServerName: "shop", ServerPath: "/", HttpHeaders: [] },
    });
    const used = await describeDevice();
    expect(recordOf(used.DeviceAttributes).last_ip_used).toBe("192.0.2.77");
    const { createdAt, modifiedAt, authenticatedAt } = datesOf(used);
    expect([createdAt, modifiedAt]).toEqual([confirmed.createdAt, confirmed.modifiedAt]);
    expect(authenticatedAt - confirmed.authenticatedAt).toBeGreaterThanOrEqual(120_000);
  });
});
