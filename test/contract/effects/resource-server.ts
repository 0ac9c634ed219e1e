import { type Effects, keptOnly, shownIn } from "./effect.ts";
import { UserPoolId } from "./everywhere.ts";

const servers = shownIn("operations/resource-server.test.ts");

const Name = keptOnly("it is for people to read");
const scopes = (title: string) => ({
  ScopeName: servers(title),
  ScopeDescription: keptOnly("it is for people to read"),
});
const paged = servers("shows the pool's servers page by page, each once, and takes no other list's token");

export const resourceServer: Readonly<Record<string, Effects>> = {
  CreateResourceServer: {
    UserPoolId,
    Identifier: servers("makes a server once, whoever asks at the same time"),
    Name,
    Scopes: scopes("may name the scopes that the pool's servers define, and no others"),
  },
  DeleteResourceServer: { UserPoolId, Identifier: servers("deletes the server, once") },
  DescribeResourceServer: { UserPoolId, Identifier: servers("deletes the server, once") },
  ListResourceServers: { UserPoolId, MaxResults: paged, NextToken: paged },
  UpdateResourceServer: {
    UserPoolId,
    Identifier: servers("does not find a server that is not there"),
    Name,
    Scopes: scopes("may name the scopes of a server as they are after its update"),
  },
};
