import { describe, expect, it } from "vitest";
import { makeApp, password, peopleOf } from "../support/people.ts";
import { srpAnswer } from "../support/srp-answer.ts";
import { startForAll } from "../support/start.ts";

describe("What this version cannot do yet", async () => {
  const service = await startForAll("memory");

  it("sends a code where the pool wants a link that would lead nowhere", async () => {
    const link = { DefaultEmailOption: "CONFIRM_WITH_LINK" } as const;
    const app = await makeApp(service.current, {
      VerificationMessageTemplate: link,
      AutoVerifiedAttributes: ["email"],
    });
    await peopleOf(service.current, app).signUp("hanno");
    expect(await service.current.codeSentTo("hanno@example.com")).toMatch(/^[0-9]{6}$/);
  });
});

describe("A reset", async () => {
  const service = await startForAll("memory");

  it("ends the sign-ins that are under way", async () => {
    const sdk = service.current.sdk();
    const answer = await srpAnswer(sdk, {
      userPoolId: "us-east-1_Poolhouse",
      clientId: "poolhousepublicclient00001",
      username: "alice",
      password,
    });
    await service.current.control("POST", "/reset");
    await expect(sdk.respondToAuthChallenge(answer)).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Invalid session for the user.",
    });
  });
});
