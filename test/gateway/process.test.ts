import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultApp, peopleOf } from "../support/people.ts";
import { launch, launchGateway, runToEnd } from "../support/process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const backend = createServer((request, response) => {
  const { method, url, headers } = request;
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ method, url, user: headers["x-user"] }));
});
beforeAll(() => new Promise<void>((listening) => backend.listen(0, "127.0.0.1", listening)));
afterAll(() => void backend.close());
const backendUrl = () => `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;

const pools = `
userPools:
  - Id: us-east-1_Poolhouse
    PoolName: Pool
    UsernameConfiguration: { CaseSensitive: false }
    Clients:
      - ClientId: poolhousepublicclient00001
        ClientName: web
        ExplicitAuthFlows: [ALLOW_USER_PASSWORD_AUTH, ALLOW_REFRESH_TOKEN_AUTH]
    Users:
      - { Username: alice, Password: Passw0rd! }
`;

const names = `
userPools:
  - Id: us-east-1_Poolhouse
    PoolName: Pool
    Clients:
      - { ClientId: poolhousepublicclient00001, ClientName: web }
`;

const apis = (more = "") => `
functions:
  Greet:
    handler: ./greet.mjs#handler
apis:
  Shop:
    Type: AWS::Serverless::HttpApi
    Properties:
      Port: 0
      Auth:
        Strict: true
        DefaultAuthorizer: Pool
        Authorizers:
          Pool:
            JwtConfiguration:
              issuer: !Sub https://cognito-idp.\${AWS::Region}.amazonaws.com/\${Pool}
              audience: [!Ref web]
      Events:
        Backend:
          Type: HttpApi
          Properties:
            Path: /backend/{proxy+}
            Method: any
            Integration:
              Type: HTTP_PROXY
              Uri: ${backendUrl()}/app/{proxy}
              RequestParameters: { "overwrite:header.x-user": $context.authorizer.claims.username }
  Greet:
    Type: AWS::Serverless::Function
    Properties:
      Handler: greet.handler
      Events:
        Hello:
          Type: HttpApi
          Properties: { Path: "/hello/{name}", Method: get, ApiId: !Ref Shop }
${more}`;

const greet = `export const handler = async (event) => ({
  statusCode: 200,
  body: JSON.stringify({ hello: event.pathParameters.name, by: event.requestContext.authorizer.jwt.claims.username }),
});`;

async function folderWith(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder.path, name), text)));
  return folder;
}

async function call(url: string, token?: string, init: RequestInit = {}) {
  const response = await fetch(url, {
    ...init,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });
  return { status: response.status, body: await response.json(), denied: response.headers.get("x-poolhouse-denied") };
}

/** What any gateway in front of the service has to do, its own process or another. */
async function exercise(service: Awaited<ReturnType<typeof launch>>, url: string): Promise<void> {
  const people = peopleOf(service);
  const { AccessToken, IdToken } = await people.signIn("alice");
  expect(await call(`${url}/hello/you`)).toMatchObject({ status: 401, body: { message: "Unauthorized" } });
  expect(await call(`${url}/hello/you`, AccessToken)).toEqual({
    ...{ status: 200, denied: null },
    body: { hello: "you", by: "alice" },
  });
  expect((await call(`${url}/hello/you`, IdToken)).status).toBe(200);
  expect(await call(`${url}/backend/a%20b/c?x=1`, AccessToken, { method: "POST", body: "{}" })).toMatchObject({
    status: 200,
    body: { method: "POST", url: "/app/a%20b/c?x=1", user: "alice" },
  });

  await service.control("PUT", "/clock", { advance: "PT2H" });
  expect(await call(`${url}/hello/you`, AccessToken)).toMatchObject({ status: 401 });
  const later = await people.signIn("alice");
  expect((await call(`${url}/hello/you`, later.AccessToken)).status).toBe(200);

  await people.cognito.adminDisableUser({ UserPoolId: defaultApp.UserPoolId, Username: "alice" });
  expect(await call(`${url}/hello/you`, later.AccessToken)).toMatchObject({
    ...{ status: 401, body: { message: "Unauthorized" } },
    denied: "standing: expected a token that stands, found the user is disabled",
  });
}

describe("poolhouse start with apis in its file", () => {
  it("serves them, shows their routes with their guard, and names what it does not do", async () => {
    using folder = await folderWith({ "poolhouse.yaml": pools + apis(), "greet.mjs": greet });
    await using service = await launch({ folder: folder.path });
    const { apis: urls } = service.ready as unknown as { apis: Record<string, string> };
    await exercise(service, urls.Shop!);
    expect(service.output.stdout).toContain(`  Shop (HTTP) at ${urls.Shop}`);
    expect(service.output.stdout).toMatch(/^ {4}ANY {5}\/backend\/\{proxy\+\} {2}Pool {3}http:\/\/127/m);
    expect(service.output.stdout).toMatch(/^ {4}GET {5}\/hello\/\{name\} {6}Pool {3}function Greet$/m);
    expect(service.output.stderr).toMatch(/is not done by the gateway.*apis\.Greet\.Properties\.Handler/);
    const { code } = await service.kill("SIGTERM");
    expect(code).toBe(0);
  });

  it("does not start by --strict where something is not done", async () => {
    using folder = await folderWith({ "poolhouse.yaml": pools + apis(), "greet.mjs": greet });
    const args = ["--strict", "--port", "0", "--database", ":memory:"];
    expect(await runToEnd({ folder: folder.path, args })).toMatchObject({
      code: 2,
      stderr:
        "poolhouse: poolhouse.yaml asks for what the gateway does not do: apis.Greet.Properties.Handler. " +
        "Without --strict that is a warning.\n",
    });
  });

  it("does not start with references to what is not declared, and names each with its line", async () => {
    const wrong = `
  Wrong:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      Auth:
        DefaultAuthorizer: Nobody
        Authorizers:
          Pool: { UserPoolArn: !GetAtt Elsewhere.Arn }
          Import: { UserPoolArn: "Fn::ImportValue" }
      Events:
        One: { Type: Api, Properties: { Path: x, Method: FETCH } }
  Other: { Type: AWS::Serverless::Function, Properties: { Events: { A: { Type: Api, Properties: { Path: /, Method: get } } } } }
`;
    using folder = await folderWith({ "poolhouse.yaml": pools + apis(wrong), "greet.mjs": greet });
    const { code, stderr } = await runToEnd({ folder: folder.path, args: ["--port", "0", "--database", ":memory:"] });
    expect(code).toBe(2);
    for (const mistake of [
      /^poolhouse.yaml:\d+:\d+: apis.Other: is not among the file's functions$/m,
      /^poolhouse.yaml:\d+:\d+: apis.Wrong.Properties.Auth.Authorizers.Pool.UserPoolArn: names Elsewhere.Arn, which is not declared here$/m,
      /^poolhouse.yaml:\d+:\d+: apis.Wrong.Properties.Events.One.Properties.Method: must be one of GET, PUT/m,
      /^poolhouse.yaml:\d+:\d+: apis.Wrong.Properties.Events.One.Properties.Path: must be a path such as/m,
      /^poolhouse.yaml:\d+:\d+: apis.Wrong.Properties.Auth.DefaultAuthorizer: names Nobody, which is not among Authorizers/m,
    ]) {
      expect(stderr).toMatch(mistake);
    }
  });
});

describe("poolhouse gateway", () => {
  it("serves the APIs of a file in front of a service that runs elsewhere", async () => {
    using here = await folderWith({ "poolhouse.yaml": pools });
    await using service = await launch({ folder: here.path });
    const file = `poolhouse: ${service.ready.url}/\n${names}${apis()}`;
    using there = await folderWith({ "gateway.yaml": file, "greet.mjs": greet });
    await using gateway = await launchGateway({ folder: there.path });
    await exercise(service, gateway.ready.apis.Shop!);
    expect(gateway.output.stdout).toContain(`The gateway is ready in front of ${service.ready.url}`);
    expect(await gateway.kill("SIGTERM")).toMatchObject({ code: 0 });
  });

  it("denies everybody while the service is away", async () => {
    using folder = await folderWith({
      "gateway.yaml": `poolhouse: http://127.0.0.1:1\n${names}${apis()}`,
      "greet.mjs": greet,
    });
    await using gateway = await launchGateway({ folder: folder.path });
    const token = `e30.${Buffer.from('{"iss":"x"}').toString("base64url")}.e30`;
    expect(await call(`${gateway.ready.apis.Shop}/hello/you`, token)).toMatchObject({ status: 401 });
  });

  it("says in a line which file it wants", async () => {
    expect(await runToEnd({ args: ["gateway"] })).toMatchObject({
      code: 2,
      stderr: 'poolhouse: There is no file "gateway.yaml": --config names the gateway\'s.\n',
    });
  });
});
