import { describe, expect, it } from "vitest";
import { password } from "../support/people.ts";
import { srpAnswer } from "../support/srp-answer.ts";
import { startForAll } from "../support/start.ts";

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
