import { describe, expect, it } from "vitest";
import * as z from "zod";
import { validate } from "../../src/http/aws-json/validation.ts";
import { integer, oneOf } from "../../src/operations/shapes/constraints.ts";
import {
  AdminAddUserToGroup,
  ConfirmForgotPassword,
  CreateUserPool,
  InitiateAuth,
  ListUsers,
  SignUp,
  UpdateUserPoolClient,
} from "./inputs.ts";
import { refusal } from "./refusal.ts";

const signUp = { ClientId: "7lhfspbl6ijr4c5gh", Username: "ada" };
const client = { UserPoolId: "us-east-1_Poolhouse", ClientId: "7lhfspbl6ijr4c5gh" };
const pool = { PoolName: "people" };
const atPassword =
  "Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\\S]+.*[\\S]+$";
const visible = "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+";

describe("validate", () => {
  const violations: [what: string, type: z.ZodType, input: object, clauses: string[]][] = [
    // Recorded at AWS.
    [
      "a value that does not match",
      ListUsers,
      { UserPoolId: "YOUR_USER_POOL_ID!" },
      [
        "Value 'YOUR_USER_POOL_ID!' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+",
      ],
    ],
    [
      "one value that breaks two rules",
      InitiateAuth,
      { AuthFlow: "USER_AUTH", ClientId: "" },
      [
        "Value '' at 'clientId' failed to satisfy constraint: Member must have length greater than or equal to 1",
        "Value '' at 'clientId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+]+",
      ],
    ],
    [
      "absent members, one of them sensitive",
      AdminAddUserToGroup,
      { UserPoolId: "us-east-1_Poolhouse" },
      [
        "Value null at 'groupName' failed to satisfy constraint: Member must not be null",
        "Value at 'username' failed to satisfy constraint: Member must not be null",
      ],
    ],
    [
      "sensitive values, which it does not repeat",
      SignUp,
      { ClientId: "7lhfspbl6ijr4c5gh", Username: "", Password: " ends in a space " },
      [
        atPassword,
        "Value at 'username' failed to satisfy constraint: Member must have length greater than or equal to 1",
        `Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: ${visible}`,
      ],
    ],
    [
      "a code, which is not sensitive, before the password",
      ConfirmForgotPassword,
      { ...signUp, ConfirmationCode: "1 12 123", Password: "" },
      [
        "Value '1 12 123' at 'confirmationCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\S]+",
        atPassword,
      ],
    ],
    [
      "a member of a structure in a list, counted from one",
      CreateUserPool,
      { ...pool, Schema: [{ Name: "phone_number_verified" }] },
      [
        "Value 'phone_number_verified' at 'schema.1.member.name' failed to satisfy constraint: Member must have length less than or equal to 20",
      ],
    ],
    [
      "a member of a structure",
      CreateUserPool,
      { ...pool, LambdaConfig: { CustomMessage: "functionvdp3dcf8667CustomMessageArn" } },
      [
        "Value 'functionvdp3dcf8667CustomMessageArn' at 'lambdaConfig.customMessage' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?",
      ],
    ],
    [
      "an enum",
      CreateUserPool,
      { ...pool, MfaConfiguration: "false" },
      [
        "Value 'false' at 'mfaConfiguration' failed to satisfy constraint: Member must satisfy enum value set: [OPTIONAL, OFF, ON]",
      ],
    ],
    [
      "a list of enums, as a whole and once",
      UpdateUserPoolClient,
      { ...client, AllowedOAuthFlows: ["code", "token", "bearer"] },
      [
        "Value '[code, token, bearer]' at 'allowedOAuthFlows' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [implicit, client_credentials, code]]",
      ],
    ],
    [
      "a list of strings, with all that holds for them",
      UpdateUserPoolClient,
      { ...client, CallbackURLs: ["https://app.example/", "not a URL"] },
      [
        `Value '[https://app.example/, not a URL]' at 'callbackURLs' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: ${visible}]`,
      ],
    ],
    // Composed of the above.
    [
      "a number",
      ListUsers,
      { UserPoolId: "us-east-1_Poolhouse", Limit: 61 },
      ["Value '61' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 60"],
    ],
    [
      "a number that is too small",
      UpdateUserPoolClient,
      { ...client, AuthSessionValidity: 2 },
      [
        "Value '2' at 'authSessionValidity' failed to satisfy constraint: Member must have value greater than or equal to 3",
      ],
    ],
    [
      "a list that is too short",
      CreateUserPool,
      { ...pool, Policies: { SignInPolicy: { AllowedFirstAuthFactors: [] } } },
      [
        "Value '[]' at 'policies.signInPolicy.allowedFirstAuthFactors' failed to satisfy constraint: Member must have length greater than or equal to 1",
      ],
    ],
    [
      "a map's value",
      CreateUserPool,
      { ...pool, UserPoolTags: { team: "a".repeat(257), tier: "1" } },
      [
        `Value '{team=${"a".repeat(257)}, tier=1}' at 'userPoolTags' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 256, Member must have length greater than or equal to 0]`,
      ],
    ],
    [
      "a map's key",
      CreateUserPool,
      { ...pool, UserPoolTags: { "": "nameless" } },
      [
        "Value '{=nameless}' at 'userPoolTags' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1]",
      ],
    ],
    [
      "a sensitive map",
      InitiateAuth,
      { AuthFlow: "USER_AUTH", ClientId: "7lhf", AuthParameters: { PASSWORD: "x".repeat(131_073) } },
      [
        "Value at 'authParameters' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 131072, Member must have length greater than or equal to 0]",
      ],
    ],
    [
      "a structure in a map, under the key as it stands",
      CreateUserPool,
      { ...pool, AcrConfiguration: { Level1: {} } },
      ["Value null at 'acrConfiguration.Level1.member.acrValue' failed to satisfy constraint: Member must not be null"],
    ],
    [
      "a member of a sensitive structure",
      SignUp,
      { ...signUp, UserContextData: { IpAddress: "1".repeat(131_073) } },
      [
        "Value at 'userContextData.ipAddress' failed to satisfy constraint: Member must have length less than or equal to 131072",
      ],
    ],
    [
      "an attribute's value, which it does not repeat",
      SignUp,
      { ...signUp, UserAttributes: [{ Name: "email" }, { Name: "name", Value: "x".repeat(2049) }] },
      [
        "Value at 'userAttributes.2.member.value' failed to satisfy constraint: Member must have length less than or equal to 2048",
      ],
    ],
    [
      "names in capitals, of which the first is lowered",
      CreateUserPool,
      { ...pool, AdminCreateUserConfig: { InviteMessageTemplate: { SMSMessage: "short" } } },
      [
        "Value 'short' at 'adminCreateUserConfig.inviteMessageTemplate.sMSMessage' failed to satisfy constraint: Member must have length greater than or equal to 6",
      ],
    ],
  ];

  it.each(violations)("refuses %s", (_what, type, input, clauses) => {
    const { name, message } = refusal(() => validate(type, input));
    expect(name).toBe("InvalidParameterException");
    const errors = clauses.length === 1 ? "error" : "errors";
    expect(message).toBe(`${clauses.length} validation ${errors} detected: ${clauses.join("; ")}`);
  });

  it.each([
    [["OPTIONAL", "OFF", "ON"]],
    [["implicit", "client_credentials", "code"]],
    [["phone_number", "email"]],
    [
      [
        "ALLOW_CUSTOM_AUTH",
        "ADMIN_NO_SRP_AUTH",
        "ALLOW_REFRESH_TOKEN_AUTH",
        "ALLOW_USER_PASSWORD_AUTH",
        "ALLOW_USER_SRP_AUTH",
        "CUSTOM_AUTH_FLOW_ONLY",
        "USER_PASSWORD_AUTH",
        "ALLOW_ADMIN_USER_PASSWORD_AUTH",
      ],
    ],
  ])("lists an enum's values in the order recorded at AWS: %s", (recorded) => {
    const [first = "", ...rest] = recorded.toSorted();
    const { message } = refusal(() => validate(z.object({ E: oneOf(first, ...rest) }), { E: "?" }));
    expect(message).toContain(`enum value set: [${recorded.join(", ")}]`);
  });

  it.each([
    ["a number for a string", { Username: 1 }, "NUMBER_VALUE can not be converted to a String"],
    ["a boolean for a string", { Username: true }, "TRUE_VALUE can not be converted to a String"],
    ["a list for a string", { Username: ["ada"] }, "Start of list found where not expected"],
    ["an object for a string", { Username: { S: "ada" } }, "Start of structure or map found where not expected."],
    ["a string for a list", { UserAttributes: "email" }, "Expected list or null"],
    ["an object for a list", { UserAttributes: {} }, "Start of structure or map found where not expected."],
    ["a string for a structure", { UserContextData: "127.0.0.1" }, "Expected null"],
    ["a list for a structure", { UserContextData: [] }, "Start of list found where not expected"],
    ["a string for a structure in a list", { UserAttributes: ["email"] }, "Expected null"],
    ["a string for a map", { ClientMetadata: "x" }, "Expected map or null"],
    ["a number in a map", { ClientMetadata: { n: 1 } }, "NUMBER_VALUE can not be converted to a String"],
    [
      "a boolean in a structure in a list",
      { UserAttributes: [{ Name: "email_verified", Value: false }] },
      "FALSE_VALUE can not be converted to a String",
    ],
  ])("refuses %s as a serialization error, alone", (_what, wrong, text) => {
    const { name, message } = refusal(() => validate(SignUp, { ...signUp, ClientId: "not a client", ...wrong }));
    expect([name, message]).toEqual(["SerializationException", text]);
  });

  it.each([
    ["a string for a number", { Limit: "60" }, "STRING_VALUE can not be converted to an Integer"],
    ["a number beyond all numbers", JSON.parse('{"Limit":1e999}'), "NUMBER_VALUE can not be converted to an Integer"],
    ["a string for a boolean", { On: "true" }, "STRING_VALUE can not be converted to a Boolean"],
    ["a number for an enum", { E: 1 }, "NUMBER_VALUE can not be converted to a String"],
    ["a number for an enum in a list", { Es: ["A", 1] }, "NUMBER_VALUE can not be converted to a String"],
  ])("refuses %s as a serialization error", (_what, wrong, text) => {
    const E = oneOf("A", "B").optional();
    const type = z.object({ Limit: integer().optional(), On: z.boolean().optional(), E, Es: z.array(E).optional() });
    const { name, message } = refusal(() => validate(type, wrong));
    expect([name, message]).toEqual(["SerializationException", text]);
  });

  it("gives the log the same without any value: a code that was typed with a blank is somebody's code", () => {
    const input = { ...signUp, ConfirmationCode: "123 456", Password: "Passw0rd!" };
    const { reason } = refusal(() => validate(ConfirmForgotPassword, input));
    expect(reason).toBe(
      "1 validation error detected: Value at 'confirmationCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\S]+",
    );
  });

  it("reports a wrong kind even where a constraint is violated before it", () => {
    expect(refusal(() => validate(SignUp, { ClientId: "", Username: 1 })).name).toBe("SerializationException");
  });
});
