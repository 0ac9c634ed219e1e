import { backendOf } from "./backend.ts";

/** An action that asks people to sign in. */
export const signIn = (more: object = {}) => ({
  Type: "authenticate-cognito",
  Order: 1,
  AuthenticateCognitoConfig: {
    ...{ UserPoolArn: { "Fn::GetAtt": ["Pool", "Arn"] }, UserPoolClientId: { Ref: "Client" }, UserPoolDomain: "shop" },
    ...more,
  },
});
const forward = { Type: "forward", Order: 2, TargetGroupArn: { Ref: "Targets" } };
const rule = (Priority: number, path: string, Actions: object[]) => ({
  Type: "AWS::ElasticLoadBalancingV2::ListenerRule",
  Properties: {
    ListenerArn: { Ref: "Listener" },
    Priority,
    Conditions: [{ Field: "path-pattern", Values: [path] }],
    Actions,
  },
});

/** A load balancer with a rule of each kind, and the backend behind it. */
export async function loadBalancerOf() {
  const asked: string[] = [];
  /** Of the 100 MB at /big. */
  const big = { megabytesSent: 0 };
  const backend = await backendOf((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.url === "/sign-out") {
      response.setHeader("set-cookie", [
        "AWSELBAuthSessionCookie-0=; Max-Age=0",
        "AWSELBAuthSessionCookie-1=; Max-Age=0",
      ]);
    }
    if (request.url?.startsWith("/big")) {
      const chunk = Buffer.alloc(1024 * 1024);
      const more = (sent: number) => {
        big.megabytesSent = sent;
        if (sent < 100) response.write(chunk, () => more(sent + 1));
        else response.end();
      };
      return more(0);
    }
    response.end(JSON.stringify({ url: request.url, method: request.method, headers: request.headers }));
  });
  const port = Number(new URL(backend).port);

  const apis = {
    Listener: {
      Type: "AWS::ElasticLoadBalancingV2::Listener",
      Properties: { Port: 0, LoadBalancerArn: "shop", DefaultActions: [signIn(), forward] },
    },
    Targets: {
      Type: "AWS::ElasticLoadBalancingV2::TargetGroup",
      Properties: { Protocol: "HTTP", Port: port, Targets: [{ Id: "127.0.0.1" }] },
    },
    Away: {
      Type: "AWS::ElasticLoadBalancingV2::TargetGroup",
      Properties: { Protocol: "HTTP", Port: 1, Targets: [{ Id: "127.0.0.1" }] },
    },
    Nobody: { Type: "AWS::ElasticLoadBalancingV2::TargetGroup", Properties: { Protocol: "HTTP", Port: 80 } },
    Functions: {
      Type: "AWS::ElasticLoadBalancingV2::TargetGroup",
      Properties: { TargetType: "lambda", Targets: [{ Id: { "Fn::GetAtt": ["Echo", "Arn"] } }] },
    },
    Health: rule(1, "/health", [
      { Type: "fixed-response", FixedResponseConfig: { StatusCode: 200, MessageBody: "ok" } },
    ]),
    Old: rule(2, "/old/*", [
      { Type: "redirect", RedirectConfig: { StatusCode: "HTTP_301", Path: "/new/#{path}", Query: "a=1" } },
    ]),
    Deny: rule(3, "/api/*", [signIn({ OnUnauthenticatedRequest: "deny" }), forward]),
    Allow: rule(4, "/open/*", [signIn({ OnUnauthenticatedRequest: "allow" }), forward]),
    Function: rule(5, "/function", [{ Type: "forward", TargetGroupArn: { Ref: "Functions" } }]),
    Gone: rule(6, "/away", [{ Type: "forward", TargetGroupArn: { Ref: "Away" } }]),
    Empty: rule(7, "/nobody", [{ Type: "forward", TargetGroupArn: { Ref: "Nobody" } }]),
    Big: rule(8, "/big", [{ Type: "forward", TargetGroupArn: { Ref: "Targets" } }]),
  };
  /** `asked`: method and path of all that the backend was asked for. */
  return { apis, big, asked };
}
