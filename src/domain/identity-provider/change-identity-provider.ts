import type { UpdateIdentityProviderRequest } from "@aws-sdk/client-cognito-identity-provider";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { IdentityProvider, ProviderDetails } from "./identity-provider.ts";
import { checkContent, mappingOf, withoutDerived } from "./new-identity-provider.ts";

/** The provider with the members that `input` has, each as a whole. Throws InvalidParameterException. */
export function changeIdentityProvider(
  { clock, localUrls }: Pick<Services, "clock" | "localUrls">,
  pool: Pool,
  provider: IdentityProvider,
  input: Omit<UpdateIdentityProviderRequest, "UserPoolId" | "ProviderName">,
): IdentityProvider {
  const { content } = provider;
  const changed = {
    ...content,
    ...(input.ProviderDetails && {
      details: changeDetails(content.details, withoutDerived(content.type, input.ProviderDetails)),
      discovered: {},
    }),
    ...(input.AttributeMapping && { attributeMapping: mappingOf(content.type, input.AttributeMapping) }),
    ...(input.AcrMapping && { acrMapping: input.AcrMapping }),
    ...(input.IdpIdentifiers && { idpIdentifiers: [...new Set(input.IdpIdentifiers)] }),
  };
  checkContent(pool, changed, localUrls);
  return { ...provider, content: changed, modifiedAt: clock.now() };
}

/** A private key is never shown, so that who sends back what was described cannot send it: it stays. */
const changeDetails = ({ private_key }: ProviderDetails, given: ProviderDetails): ProviderDetails => ({
  ...(private_key !== undefined && { private_key }),
  ...given,
});
