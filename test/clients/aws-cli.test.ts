import { execFile } from "node:child_process";
import { describe, expect, it } from "vitest";
import { startForAll } from "../support/start.ts";
import { findTool, visibleSkip } from "./tools.ts";

const aws = await findTool(["/usr/bin/aws", "aws"], ["--version"], /^aws-cli\/2\./);

interface Answer {
  readonly status: number;
  readonly json: Record<string, unknown>;
  readonly error: string;
}

/** The AWS CLI, version 2, as Debian packages it. */
describe.skipIf(!aws)(`The AWS CLI${visibleSkip(aws, "awscli")}`, async () => {
  const service = await startForAll("memory");

  function cli(...words: string[]): Promise<Answer> {
    const environment = {
      ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_PAGER: "" },
      ...{ HOME: "/nonexistent", PATH: process.env.PATH },
    };
    const place = ["--endpoint-url", service.current.url, "--region", "us-east-1", "--output", "json"];
    return new Promise((resolve) => {
      execFile(aws!, [...place, "cognito-idp", ...words], { env: environment }, (failure, out, error) => {
        resolve({ status: Number(failure?.code ?? 0), json: out.trim() ? JSON.parse(out) : {}, error: error.trim() });
      });
    });
  }

  it("makes a pool and a client, signs people up and in, and lists them by filter and by page", async () => {
    const made = await cli("create-user-pool", "--pool-name", "people", "--auto-verified-attributes", "email");
    expect(made).toMatchObject({
      status: 0,
      json: { UserPool: { Name: "people", AutoVerifiedAttributes: ["email"] } },
    });
    const poolId = (made.json.UserPool as { Id: string }).Id;
    const pool = ["--user-pool-id", poolId];

    const client = await cli(
      ...["create-user-pool-client", ...pool, "--client-name", "app", "--explicit-auth-flows"],
      ...["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    );
    const { ClientId: clientId } = client.json.UserPoolClient as { ClientId: string };
    const app = ["--client-id", clientId];

    const email = "Name=email,Value=ada@example.com";
    const password = "Passw0rd!";
    const signedUp = await cli(
      ...["sign-up", ...app, "--username", "ada", "--password", password],
      ...["--user-attributes", email],
    );
    expect(signedUp.json).toMatchObject({ UserConfirmed: false, CodeDeliveryDetails: { Destination: "a***@e***" } });
    const code = await service.current.codeSentTo("ada@example.com");
    const confirmed = await cli("confirm-sign-up", ...app, "--username", "ada", "--confirmation-code", code);
    expect(confirmed).toMatchObject({ status: 0, error: "" });

    const signIn = (given: string) =>
      cli(
        ...["initiate-auth", ...app, "--auth-flow", "USER_PASSWORD_AUTH", "--auth-parameters"],
        `USERNAME=ada,PASSWORD=${given}`,
      );
    const { AccessToken } = (await signIn(password)).json.AuthenticationResult as { AccessToken: string };
    expect(await signIn("wrong")).toMatchObject({
      status: 254,
      error:
        "An error occurred (NotAuthorizedException) when calling the InitiateAuth operation: Incorrect username or password.",
    });
    expect((await cli("get-user", "--access-token", AccessToken)).json).toMatchObject({ Username: "ada" });

    for (const name of ["bob", "bea", "cy"]) {
      const created = await cli("admin-create-user", ...pool, "--username", name, "--message-action", "SUPPRESS");
      expect(created.json).toMatchObject({ User: { Username: name, UserStatus: "FORCE_CHANGE_PASSWORD" } });
    }
    const names = ({ json }: Answer) => (json.Users as { Username: string }[]).map(({ Username }) => Username);
    expect(names(await cli("list-users", ...pool, "--filter", 'username ^= "b"'))).toEqual(["bea", "bob"]);
    const page = await cli("list-users", ...pool, "--page-size", "1", "--max-items", "3");
    expect(names(page)).toEqual(["ada", "bea", "bob"]);
    const rest = await cli("list-users", ...pool, "--starting-token", page.json.NextToken as string);
    expect(names(rest)).toEqual(["cy"]);

    await cli("create-group", ...pool, "--group-name", "all");
    await cli("admin-add-user-to-group", ...pool, "--group-name", "all", "--username", "ada");
    expect((await cli("admin-list-groups-for-user", ...pool, "--username", "ada")).json).toMatchObject({
      Groups: [{ GroupName: "all" }],
    });
    expect(await cli("admin-disable-user", ...pool, "--username", "ada")).toMatchObject({ status: 0 });
    expect((await cli("admin-get-user", ...pool, "--username", "ada")).json).toMatchObject({ Enabled: false });

    expect(await cli("delete-user-pool", ...pool)).toMatchObject({ status: 0, error: "" });
    expect(await cli("describe-user-pool", ...pool)).toMatchObject({
      status: 254,
      error: expect.stringContaining(`(ResourceNotFoundException)`),
    });
  }, 120_000);
});
