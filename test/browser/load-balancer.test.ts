import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/config.ts";
import { declarationSchema } from "../../src/declaration/schema.ts";
import { planApis } from "../../src/gateway/declared/index.ts";
import { backendOf } from "../gateway/support/backend.ts";
import { browserForAll, noBrowser } from "../support/browser.ts";
import { startForAll } from "../support/start.ts";

/** The app's callback has to be declared before anything listens there. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

describe.skipIf(noBrowser())("An app behind a load balancer, in a browser", async () => {
  const backend = await backendOf((request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<!doctype html><title>${request.url}</title><p>${request.headers["x-amzn-oidc-identity"]}</p>`);
  });
  const Port = await freePort();
  const sub = "a11ce000-0000-4000-8000-00000000000a";
  const place = readConfig({ flags: {}, environment: {}, fileExists: () => false });
  const declaration = declarationSchema(place, planApis).parse({
    userPools: [
      {
        ...{ Id: "us-east-1_Balanced", PoolName: "Pool", Domains: [{ Domain: "balanced" }] },
        Clients: [
          {
            ...{ ClientId: "balancedclient000000000001", ClientName: "app", GenerateSecret: true },
            ...{ AllowedOAuthFlows: ["code"], AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthScopes: ["openid"] },
            ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
            CallbackURLs: [`http://localhost:${Port}/oauth2/idpresponse`],
            SupportedIdentityProviders: ["COGNITO"],
          },
        ],
        Users: [{ Username: "alice", Password: "Passw0rd!", Sub: sub }],
      },
    ],
    apis: {
      Listener: {
        Type: "AWS::ElasticLoadBalancingV2::Listener",
        Properties: {
          Port,
          DefaultActions: [
            {
              ...{ Type: "authenticate-cognito", Order: 1 },
              AuthenticateCognitoConfig: {
                ...{ UserPoolArn: { "Fn::GetAtt": ["Pool", "Arn"] }, UserPoolClientId: { Ref: "app" } },
                UserPoolDomain: "balanced",
              },
            },
            { Type: "forward", Order: 2, TargetGroupArn: { Ref: "Targets" } },
          ],
        },
      },
      Targets: {
        Type: "AWS::ElasticLoadBalancingV2::TargetGroup",
        Properties: { Protocol: "HTTP", Targets: [{ Id: "127.0.0.1", Port: Number(new URL(backend).port) }] },
      },
    },
  });
  await startForAll("sqlite", { declaration });
  const browser = browserForAll();

  it("is reached through the pool's own page, and told who came", async () => {
    const page = await (await browser.current.newContext()).newPage();
    await page.goto(`http://localhost:${Port}/orders?x=1`);
    expect(new URL(page.url()).pathname).toMatch(/\/login$/);
    await page.fill("input[name=username]:visible", "alice");
    await page.fill("input[name=password]:visible", "Passw0rd!");
    await page.press("input[name=password]:visible", "Enter");
    await page.waitForURL(`http://localhost:${Port}/orders?x=1`);
    expect(await page.textContent("p")).toBe(sub);
    // From then on nobody is asked again.
    await page.goto(`http://localhost:${Port}/more`);
    expect([await page.title(), await page.textContent("p")]).toEqual(["/more", sub]);
  });
});
