import { clientSettings } from "./client-settings.ts";
import { type Effects, keptOnly, shownIn } from "./effect.ts";
import { UserPoolId } from "./everywhere.ts";

const clients = shownIn("operations/user-pool-client.test.ts");
const secrets = shownIn("operations/user-pool-client-secrets.test.ts");

const ClientName = keptOnly("it is for people to read");
const twoSecrets = secrets("are two while one takes the other's place, and both are good");
const paged = clients("shows the pool's clients page by page, each once and by name only");

export const userPoolClient: Readonly<Record<string, Effects>> = {
  AddUserPoolClientSecret: {
    UserPoolId,
    ClientId: twoSecrets,
    ClientSecret: secrets("may be the caller's own, which is not repeated"),
  },
  CreateUserPoolClient: {
    UserPoolId,
    ClientName,
    GenerateSecret: shownIn("flows/client-secret.test.ts")(
      "is refused without SECRET_HASH, and with a wrong one, before anything is looked at",
    ),
    ClientSecret: secrets("may be the caller's own from the first"),
    ...clientSettings,
  },
  DeleteUserPoolClient: { UserPoolId, ClientId: clients("deletes the client, for apps too") },
  DeleteUserPoolClientSecret: { UserPoolId, ClientId: twoSecrets, ClientSecretId: twoSecrets },
  DescribeUserPoolClient: {
    UserPoolId,
    ClientId: clients("does not describe a client that is not there, or is another pool's"),
  },
  ListUserPoolClientSecrets: {
    UserPoolId,
    ClientId: twoSecrets,
    NextToken: secrets("are two at most, so that no list has a second page"),
  },
  ListUserPoolClients: {
    UserPoolId,
    MaxResults: paged,
    NextToken: paged,
    ClientType: clients("can leave out clients by how they came to be"),
  },
  UpdateUserPoolClient: {
    UserPoolId,
    ClientId: clients("is in force for an app's next call"),
    ClientName,
    ...clientSettings,
  },
};
