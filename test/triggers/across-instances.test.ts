import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "../support/databases.ts";
import { peopleOf } from "../support/people.ts";
import { type Poolhouse, start } from "../support/start.ts";
import { customClient, customSignIns, riddles } from "./riddles.ts";
import { answering, type Handler, workbench } from "./workbench.ts";

describe("A custom sign-in on two instances", async () => {
  const { functions, triggerApp } = workbench();
  const database = await freshDatabase.postgres();
  let [one, other]: Poolhouse[] = [];
  beforeAll(async () => {
    one = await start({ database, functions });
    other = await start({ database, functions });
  });
  afterAll(async () => {
    await Promise.all([one?.stop(), other?.stop()]);
  });

  it.each([
    ["fits into its session", "a piano"],
    ["does not", "a piano ".repeat(1_000).trim()],
  ])("goes on at the other one, with state that %s", async (_how, ANSWER) => {
    const CreateAuthChallenge = answering({
      ...{ publicChallengeParameters: { question: "?" }, privateChallengeParameters: { answer: ANSWER } },
    });
    const app = await triggerApp(one!, { ...riddles, CreateAuthChallenge }, {}, customClient);
    const [here, there] = [customSignIns(one!, app), customSignIns(other!, app)];
    await here.make("anna");
    const asked = await here.begin("anna");
    const again = await there.answer("CUSTOM_CHALLENGE", "anna", asked.Session, { ANSWER: "a map" });
    const answers = [here, there].map(({ answer }) => answer("CUSTOM_CHALLENGE", "anna", again.Session, { ANSWER }));
    const settled = await Promise.allSettled(answers);
    expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("A password that is right while somebody is locked out at another instance", async () => {
  const { functions, triggerApp } = workbench();
  const database = await freshDatabase.postgres();
  const other = new pg.Client({ connectionString: database.url });
  let one: Poolhouse | undefined;
  beforeAll(async () => {
    one = await start({ database, functions });
    await other.connect();
  });
  afterAll(async () => {
    await Promise.all([one?.stop(), other.end()]);
  });

  it("gives no tokens, though that happened after they were read, while a function ran", async () => {
    // What the other instance writes, as it writes it.
    const PreAuthentication: Handler = async (event) => {
      await other.query(
        `insert into failed_passwords select pool_id, sub, created_at, 9, $1 from users where username = 'anna'`,
        [Date.now() + 15 * 60_000],
      );
      return event;
    };
    const { make, withPassword } = peopleOf(one!, await triggerApp(one!, { PreAuthentication }));
    await make("anna");
    const refusal = { name: "NotAuthorizedException", message: "Password attempts exceeded" };
    await expect(withPassword("anna")).rejects.toMatchObject(refusal);
  });
});
