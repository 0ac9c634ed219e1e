import { type Effects, keptOnly, shownIn } from "./effect.ts";
import { UserPoolId } from "./everywhere.ts";

const providers = shownIn("operations/identity-provider.test.ts");
const links = shownIn("operations/linked-providers.test.ts");

const ProviderName = providers("are gone once deleted, and free their identifiers");
const ProviderDetails = providers("show an OIDC provider's discovered endpoints");
const identified = providers("change by the members that an update has, each as a whole");
const AcrMapping = keptOnly("sign-in through providers is to come");
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
    AttributeMapping: links("are not made of what is none: another local user, an unknown provider, attribute or user"),
    IdpIdentifiers: providers("stand once in a pool, by name and by identifier, though twenty come at once"),
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
    AttributeMapping: links("are made by an attribute once the provider maps it"),
    IdpIdentifiers: identified,
    AcrMapping,
  },
};
