import type { CreateUserPoolCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import type { Face } from "./face.ts";
import { type App, makeApp } from "./people.ts";

type Settings = Omit<CreateUserPoolCommandInput, "PoolName">;

type Way = (service: Face, settings: Settings, client?: Parameters<typeof makeApp>[2]) => Promise<App>;

/** Both ways in which a pool comes to its settings, with a public client for it. */
export const poolWays: Readonly<Record<string, Way>> = {
  "made with them": makeApp,

  async "updated to them"(service, settings, client) {
    const app = await makeApp(service, {}, client);
    await service.sdk().updateUserPool({ UserPoolId: app.UserPoolId, ...settings });
    return app;
  },
};
