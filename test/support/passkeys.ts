import type { WebAuthnConfigurationType } from "@aws-sdk/client-cognito-identity-provider";
import type { CeremonyOptions, Fault, softwareAuthenticator } from "./authenticator.ts";
import type { Face } from "./face.ts";
import { type App, everyFlow, makeApp } from "./people.ts";

/** A pool of its own whose people may sign in with passkeys of this relying party. */
export async function makePasskeyApp(
  service: Face,
  WebAuthnConfiguration: WebAuthnConfigurationType,
  ...[pool, client]: [Parameters<typeof makeApp>[1]?, Parameters<typeof makeApp>[2]?]
): Promise<App> {
  const app = await makeApp(
    service,
    { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } }, ...pool },
    { ExplicitAuthFlows: [...(everyFlow ?? []), "ALLOW_USER_AUTH"], ...client },
  );
  await service.sdk().setUserPoolMfaConfig({ UserPoolId: app.UserPoolId, WebAuthnConfiguration });
  return app;
}

/** What tests do over and over with passkeys. */
export function passkeysOf(service: Face) {
  const cognito = service.sdk();

  async function begin(AccessToken: string): Promise<CeremonyOptions> {
    const { CredentialCreationOptions } = await cognito.startWebAuthnRegistration({ AccessToken });
    return CredentialCreationOptions as unknown as CeremonyOptions;
  }

  return {
    begin,

    /** Registers the authenticator's passkey for who is signed in, from a page of `origin`. */
    async register(
      AccessToken: string,
      authenticator: ReturnType<typeof softwareAuthenticator>,
      origin: string,
      fault?: Fault,
    ) {
      const Credential = authenticator.create(await begin(AccessToken), origin, fault);
      return cognito.completeWebAuthnRegistration({ AccessToken, Credential });
    },
  };
}
