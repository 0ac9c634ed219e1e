import { describe, expect, it } from "vitest";
import * as z from "zod";
import { validate } from "../../src/http/aws-json/validation.ts";
import { sensitive, text } from "../../src/operations/shapes/constraints.ts";
import { ResourceServerScopeList } from "../../src/operations/shapes/index.ts";
import { CreateUserPool, UpdateUserPoolClient } from "./inputs.ts";
import { refusal } from "./refusal.ts";

const client = { UserPoolId: "us-east-1_Poolhouse", ClientId: "7lhfspbl6ijr4c5gh" };

const refusalOf = (settings: object): string =>
  refusal(() => validate(CreateUserPool, { PoolName: "people", ...settings })).message;

/**
 * How a structure is printed was recorded at AWS (badmintoncryer/cdk-preflight). There a long message begins twice, "1 validation
 * error detected: Value '1 validation error detected: Value '[…": from what length on, and how it ends, is not on record, and
 * so not imitated.
 */
describe("A list that validate refuses", () => {
  it("is printed with its structures, each with every member that it can have", () => {
    const RecoveryMechanisms = [
      { Name: "verified_email", Priority: 1 },
      { Name: "verified_phone_number", Priority: 2 },
      { Name: "admin_only", Priority: 2 },
    ];
    expect(refusalOf({ AccountRecoverySetting: { RecoveryMechanisms } })).toBe(
      "1 validation error detected: Value '[RecoveryOptionType(priority=1, name=verified_email), RecoveryOptionType(priority=2, name=verified_phone_number), RecoveryOptionType(priority=2, name=admin_only)]' at 'accountRecoverySetting.recoveryMechanisms' failed to satisfy constraint: Member must have length less than or equal to 2",
    );
    const scopes = Array.from({ length: 101 }, (_, index) => ({ ScopeName: `s${index}`, ScopeDescription: "d" }));
    const printedScopes = scopes.map(
      ({ ScopeName }) => `ResourceServerScopeType(scopeName=${ScopeName}, scopeDescription=d)`,
    );
    expect(refusal(() => validate(z.object({ Scopes: ResourceServerScopeList }), { Scopes: scopes })).message).toBe(
      `1 validation error detected: Value '[${printedScopes.join(", ")}]' at 'scopes' failed to satisfy constraint: Member must have length less than or equal to 100`,
    );
    const attribute = { Name: "x", AttributeDataType: "Number", NumberAttributeConstraints: { MaxValue: "9" } };
    const printed =
      "SchemaAttributeType(name=x, attributeDataType=Number, developerOnlyAttribute=null, mutable=null, required=null, numberAttributeConstraints=NumberAttributeConstraintsType(minValue=null, maxValue=9), stringAttributeConstraints=null)";
    expect(refusalOf({ Schema: Array.from({ length: 51 }, () => attribute) })).toBe(
      `1 validation error detected: Value '[${Array.from({ length: 51 }, () => printed).join(", ")}]' at 'schema' failed to satisfy constraint: Member must have length less than or equal to 50`,
    );
  });

  it("is not printed where more than a thousand structures are in it, or anything else than it should hold", () => {
    const unprinted =
      "1 validation error detected: Value at 'schema' failed to satisfy constraint: Member must have length less than or equal to 50";
    expect(refusalOf({ Schema: Array.from({ length: 1001 }, () => ({})) })).toBe(unprinted);
    let deep: unknown = [];
    for (let depth = 0; depth < 20_000; depth++) deep = [deep];
    for (const wrong of [{ Name: deep }, [deep], { NumberAttributeConstraints: deep }]) {
      expect(refusalOf({ Schema: [wrong, ...Array.from({ length: 50 }, () => ({}))] })).toBe(unprinted);
    }
  });

  it("is not printed where it holds secrets, be it the list that is refused or an element", () => {
    const type = z.object({ Codes: z.array(sensitive(text({ max: 3 }))).max(1) });
    for (const Codes of [["123", "456"], ["1234"]]) {
      expect(refusal(() => validate(type, { Codes })).message).toContain("detected: Value at 'codes' failed");
    }
  });

  it("is printed once, whatever the number of its wrong elements", () => {
    const flows = Array.from({ length: 9000 }, (_, index) => `flow-${index}`);
    const { message } = refusal(() => validate(UpdateUserPoolClient, { ...client, ExplicitAuthFlows: flows }));
    expect(message).toMatch(/^1 validation error detected: Value '\[flow-0, /);
  });
});
