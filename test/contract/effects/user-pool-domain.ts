import { type Effects, keptOnly, shownIn } from "./effect.ts";
import { UserPoolId } from "./everywhere.ts";

const domains = shownIn("operations/user-pool-domain.test.ts");

const ManagedLoginVersion = domains("keeps its pool from a tier without managed login");
const SecurityPolicy = keptOnly("whoever puts a proxy in front chooses its TLS");
const Routing = keptOnly("the health checks of Amazon Route 53 are not here");

export const userPoolDomain: Readonly<Record<string, Effects>> = {
  CreateUserPoolDomain: {
    Domain: domains("gives a domain once, to whichever of twenty pools"),
    UserPoolId,
    ManagedLoginVersion,
    CustomDomainConfig: {
      CertificateArn: domains("gives a pool a domain of its own beside the prefix"),
      SecurityPolicy,
    },
    Routing,
  },
  DeleteUserPoolDomain: {
    Domain: domains("frees the domain for another pool, and lets its own be deleted, which was refused before"),
    UserPoolId,
  },
  DescribeUserPoolDomain: { Domain: domains("shows nothing of a domain that is nobody's, or of another region") },
  UpdateUserPoolDomain: {
    Domain: domains("changes no domain that is not there, or another pool's"),
    UserPoolId,
    ManagedLoginVersion,
    CustomDomainConfig: { CertificateArn: keptOnly("nobody looks up certificates"), SecurityPolicy },
    Routing,
  },
};
