import { describe, expect, it } from "vitest";
import { mistakesIn } from "./support/gateway.ts";
import { signIn } from "./support/load-balancer.ts";

const functions = { Orders: () => ({ statusCode: 200 }) };

const api = (properties: object = {}) => ({
  Type: "AWS::Serverless::Api",
  Properties: { StageName: "prod", ...properties },
});
const orders = (events: Record<string, object>) => ({
  Type: "AWS::Serverless::Function",
  Properties: {
    Events: Object.fromEntries(
      Object.entries(events).map(([name, Properties]) => [
        name,
        { Type: "Api", Properties: { Method: "get", RestApiId: { Ref: "Shop" }, ...Properties } },
      ]),
    ),
  },
});

describe("A SAM template does not start", () => {
  const scoped = { AuthorizationScopes: ["orders/read"] };
  const judge = { FunctionArn: { "Fn::GetAtt": ["Orders", "Arn"] } };

  it.each<[string, object, object, string]>([
    [
      "with two routes for one request, of which one guard would be by chance",
      {},
      { A: { Path: "/orders" }, B: { Path: "/orders", Auth: { Authorizer: "NONE" } } },
      'Orders.Properties.Events.B.Properties: API method "get" defined multiple times for path "/orders".',
    ],
    [
      "with two names for one parameter of a path",
      {},
      { A: { Path: "/orders/{id}" }, B: { Path: "/orders/{order}/items" } },
      "Orders.Properties.Events.B.Properties.Path: A sibling ({id}) of this resource already has a variable path part -- only one is allowed",
    ],
    [
      "with scopes that nobody holds a token to",
      {},
      { A: { Path: "/orders", Auth: scoped } },
      "Orders.Properties.Events.A.Properties.Auth.AuthorizationScopes: Authorization Scopes are only valid for COGNITO_USER_POOLS authorization type",
    ],
    [
      "with scopes of a function's authorizer",
      { Auth: { Authorizers: { Judge: { ...judge, ...scoped } } } },
      {},
      "Shop.Properties.Auth.Authorizers.Judge.AuthorizationScopes: is nothing that a function is told of",
    ],
    [
      "with a pattern that is none",
      {
        Events: {
          A: {
            Type: "Api",
            Properties: {
              ...{ Path: "/a", Method: "get" },
              Integration: { Type: "MOCK", IntegrationResponses: [{ StatusCode: 200, SelectionPattern: "(" }] },
            },
          },
        },
      },
      {},
      "Shop.Properties.Events.A.Properties.Integration.IntegrationResponses.0.SelectionPattern: must be a regular expression",
    ],
    [
      "with a status that is none",
      { GatewayResponses: { UNAUTHORIZED: { StatusCode: "soon" } } },
      {},
      "Shop.Properties.GatewayResponses.UNAUTHORIZED.StatusCode: must be from 200 to 599",
    ],
  ])("%s", (_, properties, events, mistake) => {
    expect(
      mistakesIn({ Shop: api(properties), Orders: orders(events as Record<string, object>) }, { functions }),
    ).toEqual([mistake]);
  });

  it("with an event that names an API of the other kind, or by the other kind's member", () => {
    const apis = {
      Shop: api(),
      Front: { Type: "AWS::Serverless::HttpApi" },
      Orders: {
        Type: "AWS::Serverless::Function",
        Properties: {
          Events: {
            A: { Type: "Api", Properties: { Path: "/a", Method: "get", RestApiId: { Ref: "Front" } } },
            B: { Type: "HttpApi", Properties: { Path: "/b", Method: "get", RestApiId: { Ref: "Shop" } } },
          },
        },
      },
    };
    expect(mistakesIn(apis, { functions })).toEqual([
      "Orders.Properties.Events.A.Properties.RestApiId: names front, which is no API of the file of this type",
      "Orders.Properties.Events.B.Properties.RestApiId: is of an event of the type Api",
    ]);
  });

  it("resolves references within those that Fn::Sub is given", () => {
    const sub = ["arn:aws:lambda:us-east-1:123456789012:function:$" + "{Name}", { Name: { Ref: "Orders" } }];
    const authorizers = { Judge: { FunctionArn: { "Fn::Sub": sub } } };
    expect(mistakesIn({ Shop: api({ Auth: { Authorizers: authorizers } }) }, { functions })).toEqual([]);
    sub[1] = { Name: { Ref: "Nobody" } };
    expect(mistakesIn({ Shop: api({ Auth: { Authorizers: authorizers } }) }, { functions })).toEqual([
      "Shop.Properties.Auth.Authorizers.Judge.FunctionArn: names Nobody, which is not declared here",
    ]);
  });
});

describe("A declared load balancer", () => {
  it("is refused for a target group that is not there, and for a rule without a target", () => {
    const listener = (DefaultActions: object[]) => ({
      L: { Type: "AWS::ElasticLoadBalancingV2::Listener", Properties: { Port: 0, DefaultActions } },
    });
    expect(mistakesIn(listener([{ Type: "forward", TargetGroupArn: "nowhere" }]))).toEqual([
      "L.Properties.DefaultActions: names the target group nowhere, which is not declared here",
    ]);
    expect(mistakesIn(listener([signIn()]))).toEqual([
      "L.Properties.DefaultActions: must have one action of forward, fixed-response or redirect",
    ]);
  });

  it.each<[string, object[], string]>([
    [
      "whose condition has no values that are known here",
      [{ Field: "path-pattern", PathPatternConfig: { RegexValues: ["^/open"] } }],
      "Rule.Properties.Conditions.0: must have Values: without them the rule would take every request",
    ],
    [
      "with two conditions on one field, of which AWS takes one",
      [
        { Field: "path-pattern", Values: ["/a"] },
        { Field: "path-pattern", Values: ["/b"] },
      ],
      "Rule.Properties.Conditions.1: is a second condition on path-pattern",
    ],
  ])("is refused for a rule %s", (_, Conditions, mistake) => {
    const Actions = [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: 200 } }];
    expect(
      mistakesIn({
        L: { Type: "AWS::ElasticLoadBalancingV2::Listener", Properties: { Port: 0, DefaultActions: Actions } },
        Rule: {
          Type: "AWS::ElasticLoadBalancingV2::ListenerRule",
          Properties: { ListenerArn: { Ref: "L" }, Priority: 1, Conditions, Actions },
        },
      }),
    ).toEqual([mistake]);
  });
});
