import { describe, expect, it } from "vitest";
import { freshDatabase } from "../support/databases.ts";
import { everyFlow, password, peopleOf } from "../support/people.ts";
import { start } from "../support/start.ts";
import { declare, keptLog } from "./declare.ts";
import { appOf, poolWith } from "./declared-pool.ts";

describe("A declaration, on instances of one service that start at the same moment", async () => {
  const database = await freshDatabase.postgres();

  it("is made once, and every instance starts", async () => {
    const Users = Array.from({ length: 20 }, (_, index) => ({ Username: `user${index}`, Password: password }));
    const declared = [poolWith({ Users, Groups: [{ GroupName: "staff" }] }), poolWith({ Users })];
    const instances = await Promise.all([1, 2, 3].map(() => start({ database, declaration: declare(...declared) })));
    const kids = await Promise.all(
      instances.map(async ({ url }) => {
        const response = await fetch(`${url}/${declared[0]?.Id}/.well-known/jwks.json`);
        const { keys } = (await response.json()) as { keys: { kid: string }[] };
        return keys.map(({ kid }) => kid);
      }),
    );
    expect(kids).toEqual([kids[0], kids[0], kids[0]]);
    for (const service of instances) {
      for (const pool of declared) await peopleOf(service, appOf(pool)).signIn("user7");
      await service.stop();
    }
  });

  it("brings what is new to a database that is not", async () => {
    const pool = poolWith();
    const first = await start({ database, declaration: declare(pool) });
    const client = { ClientId: "added", ClientName: "added", ExplicitAuthFlows: everyFlow };
    const Groups = [{ GroupName: "staff" }];
    const Users = Array.from({ length: 20 }, (_, n) => ({
      Username: `user${n}`,
      Password: password,
      Groups: ["staff"],
    }));
    const edited = () => declare({ ...pool, Clients: [...pool.Clients, client], Groups, Users });
    const log = keptLog();
    const others = await Promise.all([1, 2, 3].map(() => start({ database, declaration: edited(), log })));
    expect(log.lines.filter((line) => line.startsWith("warn"))).toEqual([]);
    for (const service of [first, ...others]) {
      await peopleOf(service, { UserPoolId: pool.Id, ClientId: "added" }).signIn("user19");
      await service.stop();
    }
  });
});
