import { describe, expect, it } from "vitest";
import { mistakesIn, openGateway } from "./support/gateway.ts";

const functions = { Orders: () => ({ statusCode: 200, body: "orders" }) };

describe("A declared gateway", () => {
  it("takes a snippet of a template as it is, and names what nothing acts on", async () => {
    const gateway = await openGateway(
      {
        Table: { Type: "AWS::DynamoDB::Table", Properties: { TableName: "x" } },
        Api: {
          Type: "AWS::Serverless::Api",
          DependsOn: "Table",
          Properties: {
            ...{ StageName: "prod", EndpointConfiguration: { Type: "REGIONAL" }, TracingEnabled: true },
            Auth: { ResourcePolicy: { SourceVpcWhitelist: ["vpc-1"] } },
          },
        },
        Orders: {
          Type: "AWS::Serverless::Function",
          Properties: {
            ...{ CodeUri: "src/", Handler: "app.handler", Runtime: "nodejs22.x" },
            // Of no use here, and so of no harm: what it names need not be declared.
            Environment: { Variables: { TABLE: { Ref: "Nowhere" } } },
            Events: {
              List: { Type: "Api", Properties: { Path: "/orders", Method: "get", RestApiId: { Ref: "Api" } } },
              Nightly: { Type: "Schedule", Properties: { Schedule: "rate(1 day)" } },
            },
          },
        },
      },
      { functions },
    );
    expect(await (await fetch(`${gateway.urls.Api}/orders`)).text()).toBe("orders");
    expect(gateway.unhonoured).toEqual([
      "Table",
      "Api.DependsOn",
      "Api.Properties.EndpointConfiguration",
      "Api.Properties.TracingEnabled",
      "Api.Properties.Auth.ResourcePolicy.SourceVpcWhitelist",
      "Orders.Properties.CodeUri",
      "Orders.Properties.Handler",
      "Orders.Properties.Runtime",
      "Orders.Properties.Environment",
      "Orders.Properties.Events.Nightly.Properties.Schedule",
      "Orders.Properties.Events.Nightly",
    ]);
    await gateway.close();
  });

  it("makes the API that SAM makes for events that name none", async () => {
    const event = (Type: string) => ({ Type, Properties: { Path: "/orders", Method: "get" } });
    const gateway = await openGateway(
      {
        Orders: { Type: "AWS::Serverless::Function", Properties: { Events: { A: event("Api"), B: event("HttpApi") } } },
      },
      { functions },
    );
    expect(gateway.urls.ServerlessRestApi).toMatch(/\/Prod$/);
    for (const url of Object.values(gateway.urls)) expect((await fetch(`${url}/orders`)).status).toBe(200);
    await gateway.close();
  });

  it("refuses what would leave a route without its API, function or authorizer", () => {
    const event = (properties: object) => ({
      Type: "Api",
      Properties: { Path: "/", Method: "get", RestApiId: { Ref: "Api" }, ...properties },
    });
    const apis = {
      Api: { Type: "AWS::Serverless::Api", Properties: { StageName: "prod" } },
      Orders: {
        Type: "AWS::Serverless::Function",
        Properties: {
          Events: { A: event({ RestApiId: "nowhere" }), B: event({ Auth: { Authorizer: "Nobody" } }) },
        },
      },
      Missing: { Type: "AWS::Serverless::Function", Properties: { Events: { A: event({ Path: "/missing" }) } } },
    };
    expect(mistakesIn(apis, { functions })).toEqual([
      "Missing: is not among the file's functions",
      "Orders.Properties.Events.A.Properties.RestApiId: names nowhere, which is no API of the file of this type",
      "Orders.Properties.Events.B.Properties.Auth.Authorizer: names Nobody, which is not among Authorizers",
    ]);
  });

  it("takes a pool or a function of a pasted template for none that is there", () => {
    const authorizers = {
      Users: { UserPoolArn: { "Fn::GetAtt": ["UserPool", "Arn"] } },
      Judge: { FunctionArn: { "Fn::GetAtt": ["Judge", "Arn"] } },
    };
    const apis = {
      UserPool: { Type: "AWS::Cognito::UserPool" },
      Judge: { Type: "AWS::Serverless::Function" },
      Api: { Type: "AWS::Serverless::Api", Properties: { StageName: "prod", Auth: { Authorizers: authorizers } } },
    };
    expect(mistakesIn(apis)).toEqual([
      "Api.Properties.Auth.Authorizers.Users.UserPoolArn: names UserPool.Arn, which is not declared here: a pool stands under userPools, with PoolName: UserPool",
      "Api.Properties.Auth.Authorizers.Judge.FunctionArn: names Judge.Arn, which is not declared here: a function stands under functions, by this name",
    ]);
  });

  it("refuses a resource of the wrong form, by the path of each mistake", () => {
    expect(
      mistakesIn({
        Api: { Type: "AWS::Serverless::Api", Properties: { Auth: { Authorizers: [] } } },
        Typeless: {},
      }).map((mistake) => mistake.split(": ")[0]),
    ).toEqual(["Api.Properties.StageName", "Api.Properties.Auth.Authorizers", "Typeless.Type"]);
  });
});
