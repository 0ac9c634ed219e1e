import { expect, it } from "vitest";
import { shownTerms } from "../../src/domain/terms/find-terms.ts";
import { newTerms } from "../../src/domain/terms/new-terms.ts";
import { populate } from "../store/examples.ts";
import { onEveryDatabase } from "../store/instances.ts";
import { services } from "./makers.ts";

onEveryDatabase("Terms", ({ database }) => {
  it("are shown on a client's pages once it has both of them", async () => {
    const { client } = await populate(database);
    const make = (TermsName: string) =>
      newTerms(services, client, { TermsName, TermsSource: "LINK", Enforcement: "NONE" });
    const [use, privacy] = [make("terms-of-use"), make("privacy-policy")];
    await database.terms.insert(use);
    expect(await shownTerms({ database }, client)).toBeUndefined();
    await database.terms.insert(privacy);
    expect(await shownTerms({ database }, client)).toEqual({ use, privacy });
  });
});
