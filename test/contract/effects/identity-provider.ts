import { type Effects, keptOnly, shownIn } from "./effect.ts";
import { UserPoolId } from "./everywhere.ts";

const providers = shownIn("operations/identity-provider.test.ts");
const accounts = shownIn("federation/accounts.test.ts");
const links = shownIn("operations/linked-providers.test.ts");

const ProviderName = providers("are gone once deleted, and free their identifiers");
const ProviderDetails = providers("show an OIDC provider's discovered endpoints");
const identified = providers("change by the members that an update has, each as a whole");
const AcrMapping = shownIn("federation/oidc-requests.test.ts")(
  "by its own names of them, and tokens tell by the pool's which it reached",
);
const AttributeMapping = accounts("are the same at the next sign-in, and have what the provider tells then");
const linked = links("are linked once: an account that leads to somebody leads to nobody else");
const unlinked = links("are unlinked, and the account is free for another");

export const identityProvider: Readonly<Record<string, Effects>> = {
  AdminDisableProviderForUser: {
    UserPoolId,
    User: { ProviderName: unlinked, ProviderAttributeName: unlinked, ProviderAttributeValue: unlinked },
  },

  AdminLinkProviderForUser: {
    UserPoolId,
    DestinationUser: {
      ProviderName: links("can be named as a destination by an account that leads to them"),
      ProviderAttributeName: keptOnly("a destination is found by its value alone, as AWS says"),
      ProviderAttributeValue: links("can be named as a destination by an account that leads to them"),
    },
    SourceUser: { ProviderName: linked, ProviderAttributeName: linked, ProviderAttributeValue: linked },
  },

  CreateIdentityProvider: {
    UserPoolId,
    ProviderName: providers("stand once in a pool, by name and by identifier, though twenty come at once"),
    ProviderType: providers("refuse: %s"),
    ProviderDetails,
    AttributeMapping,
    IdpIdentifiers: shownIn("federation/oidc.test.ts")("is named by an identifier, too"),
    AcrMapping,
  },

  DeleteIdentityProvider: { UserPoolId, ProviderName },

  DescribeIdentityProvider: { UserPoolId, ProviderName },

  GetIdentityProviderByIdentifier: { UserPoolId, IdpIdentifier: identified },

  ListIdentityProviders: {
    UserPoolId,
    MaxResults: providers("are listed page by page in the order of their names"),
    NextToken: providers("are listed page by page in the order of their names"),
  },

  UpdateIdentityProvider: {
    UserPoolId,
    ProviderName,
    ProviderDetails,
    AttributeMapping,
    IdpIdentifiers: identified,
    AcrMapping,
  },
};
