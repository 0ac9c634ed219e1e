import type {
  AccountTakeoverActionsType,
  AccountTakeoverEventActionType,
  SetRiskConfigurationCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Face } from "./face.ts";
import { makeMfaApp, signingIn } from "./mfa.ts";
import { password } from "./people.ts";

/** From where somebody signs in, as a backend tells it. */
export interface Place {
  readonly IpAddress: string;
  readonly agent?: string;
  readonly EncodedData?: string;
}

const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
export const firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:142.0) Gecko/20100101 Firefox/142.0";

export const home: Place = { IpAddress: "192.0.2.10", agent: chrome };

/** Another address, in another network, and another device. */
export const abroad: Place = { IpAddress: "198.51.100.20", agent: firefox };

/** What AWS's library in an app's page collects. */
export const encodedData = (contextData: Readonly<Record<string, unknown>>, username = "anna"): string =>
  Buffer.from(
    JSON.stringify({
      payload: JSON.stringify({ contextData, username, userPoolId: "", timestamp: "1790000000000" }),
      signature: "Gd7bGIny4P/6BHTPzMCQan0f90QSSOuxC8rMYlLY6fA=",
      version: "JS20171115",
    }),
  ).toString("base64");

/** As a backend passes it on. */
export const contextOf = ({ IpAddress, agent, EncodedData }: Place) => ({
  ...{ IpAddress, EncodedData, ServerName: "shop", ServerPath: "/" },
  HttpHeaders: agent === undefined ? [] : [{ headerName: "User-Agent", headerValue: agent }],
});

/** The same action at each level of risk. */
export const atEachLevel = (
  EventAction: AccountTakeoverEventActionType,
  Notify = false,
): AccountTakeoverActionsType => ({
  LowAction: { EventAction, Notify },
  MediumAction: { EventAction, Notify },
  HighAction: { EventAction, Notify },
});

type Mfa = Parameters<typeof makeMfaApp>[1];
type Pool = Parameters<typeof makeMfaApp>[2];

/** A pool of its own under threat protection, and what tests do over and over with it. */
export async function makeGuardedApp(
  service: Face,
  mode: "AUDIT" | "ENFORCED",
  mfa: Mfa = {},
  pool: Pool = {},
  client: Parameters<typeof makeMfaApp>[3] = {},
) {
  const app = await makeMfaApp(
    service,
    { SoftwareTokenMfaConfiguration: { Enabled: true }, ...mfa },
    {
      ...{ UserPoolTier: "PLUS", UserPoolAddOns: { AdvancedSecurityMode: mode } },
      ...{ AutoVerifiedAttributes: ["email"], ...pool },
    },
    client,
  );
  const people = signingIn(service, app);
  const { cognito, UserPoolId, ClientId } = people;

  return {
    ...people,

    configure: (configuration: Omit<SetRiskConfigurationCommandInput, "UserPoolId">) =>
      cognito.setRiskConfiguration({ UserPoolId, ...configuration }),

    /** What is done at each level, and nothing else. */
    act: (Actions: AccountTakeoverActionsType) =>
      cognito.setRiskConfiguration({ UserPoolId, AccountTakeoverRiskConfiguration: { Actions } }),

    signInFrom: (place: Place, USERNAME: string, parameters: Readonly<Record<string, string>> = {}) =>
      cognito.adminInitiateAuth({
        ...{ UserPoolId, ClientId, AuthFlow: "ADMIN_USER_PASSWORD_AUTH", ContextData: contextOf(place) },
        AuthParameters: { USERNAME, PASSWORD: password, ...parameters },
      }),

    /** The newest event first. */
    eventsOf: async (Username: string) =>
      (await cognito.adminListUserAuthEvents({ UserPoolId, Username })).AuthEvents ?? [],

    advance: (advance: string) => service.control("PUT", `/clock?userPoolId=${UserPoolId}`, { advance }),

    mailsTo: (destination: string) =>
      service.control<{ subject: string; body: string }[]>(
        "GET",
        `/messages?${new URLSearchParams({ userPoolId: UserPoolId, destination })}`,
      ),
  };
}
