import * as z from "zod";
import { number, port, status, text, texts } from "./shapes.ts";

const authenticateCognito = z.object({
  UserPoolArn: text,
  UserPoolClientId: text,
  // Pools are found by their ids here, whatever their domains are called.
  UserPoolDomain: text.optional(),
  SessionCookieName: text.optional(),
  Scope: text.optional(),
  SessionTimeout: number.optional(),
  OnUnauthenticatedRequest: z.enum(["authenticate", "allow", "deny"]).optional(),
  AuthenticationRequestExtraParams: z.record(text, text).optional(),
});

const action = z.object({
  Type: z.enum(["authenticate-cognito", "forward", "fixed-response", "redirect"]),
  Order: number.optional(),
  AuthenticateCognitoConfig: authenticateCognito.optional(),
  TargetGroupArn: text.optional(),
  ForwardConfig: z.object({ TargetGroups: z.array(z.object({ TargetGroupArn: text })) }).optional(),
  FixedResponseConfig: z
    .object({
      StatusCode: status,
      ContentType: text.optional(),
      MessageBody: text.optional(),
    })
    .optional(),
  RedirectConfig: z
    .object({
      StatusCode: z.enum(["HTTP_301", "HTTP_302"]),
      Host: text.optional(),
      Path: text.optional(),
      Port: z.union([text, z.number()]).transform(String).optional(),
      Protocol: text.optional(),
      Query: text.optional(),
    })
    .optional(),
});

export type DeclaredAction = z.output<typeof action>;

const values = z.object({ Values: texts.optional() }).optional();

const condition = z.object({
  Field: z.enum(["path-pattern", "host-header", "http-request-method"]),
  Values: texts.optional(),
  PathPatternConfig: values,
  HostHeaderConfig: values,
  HttpRequestMethodConfig: values,
});

export type DeclaredCondition = z.output<typeof condition>;

/** AWS::ElasticLoadBalancingV2::LoadBalancer: a name for its listeners' ARNs. */
export const loadBalancerProperties = z.object({ Name: text.optional() });

/** AWS::ElasticLoadBalancingV2::Listener. It speaks HTTP here, whatever its Protocol says. */
export const listenerProperties = z.object({
  LoadBalancerArn: text.optional(),
  Port: port,
  Protocol: text.optional(),
  DefaultActions: z.array(action).min(1),
});

export const listenerRuleProperties = z.object({
  ListenerArn: text,
  Priority: number,
  Conditions: z.array(condition).min(1),
  Actions: z.array(action).min(1),
});

export const targetGroupProperties = z.object({
  Protocol: text.optional(),
  Port: number.optional(),
  TargetType: z.enum(["instance", "ip", "lambda"]).optional(),
  Targets: z.array(z.object({ Id: text, Port: number.optional() })).optional(),
});
