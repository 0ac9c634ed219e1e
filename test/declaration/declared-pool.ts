import type { Log } from "../../src/domain/services.ts";
import { type App, everyFlow } from "../support/people.ts";
import { type Poolhouse, type StartOptions, start } from "../support/start.ts";
import { declare } from "./declare.ts";

let pools = 0;

/** A pool of the test's own, with an app client; so that all tests of a file can share a database. */
export function poolWith<Members extends object>(members: Members = {} as Members) {
  const number = ++pools;
  const client = { ClientId: `app${number}`, ClientName: "app", ExplicitAuthFlows: everyFlow };
  return { Id: `us-east-1_Pool${number}`, PoolName: "people", Clients: [client], ...members };
}

/** The pool and its first client. */
export const appOf = ({ Id, Clients }: { Id: string; Clients: { ClientId: string }[] }): App => ({
  UserPoolId: Id,
  ClientId: Clients[0]?.ClientId ?? "",
});

/** Starts the service on `database` with these pools declared, does `work` and stops it. */
export const starterOn =
  (database: StartOptions["database"]) =>
  async <T>(declared: object[], work: (service: Poolhouse) => Promise<T>, log?: Log): Promise<T> => {
    const service = await start({ database, declaration: declare(...declared), log });
    try {
      return await work(service);
    } finally {
      await service.stop();
    }
  };
