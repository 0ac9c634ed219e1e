import * as sdk from "@aws-sdk/client-cognito-identity-provider";

/** One operation as the AWS SDK knows it, read from the schemas that the SDK itself encodes and decodes by. */
export interface SdkOperation {
  readonly name: string;
  readonly members: readonly string[];
  readonly required: readonly string[];
}

// Smithy's static schemas: an operation is [9, namespace, name, traits, input, output],
// a structure [3, namespace, name, traits, member names, member types, how many of them (the first) are required].
type OperationSchema = readonly [9, string, string, unknown, () => StructureSchema, () => unknown];
type StructureSchema = readonly [number, string, string, unknown, readonly string[], unknown, number?];

const exported: Readonly<Record<string, unknown>> = { ...sdk };

/** Every command of the SDK's package, by name. */
export const sdkOperations: readonly SdkOperation[] = Object.keys(exported)
  .filter((name) => /^[A-Z]\w+Command$/.test(name))
  .map((name) => name.slice(0, -"Command".length))
  .sort()
  .map((name) => {
    const [, , , , input] = exported[`${name}$`] as OperationSchema;
    const [, , , , members = [], , requiredCount = 0] = input();
    return { name, members, required: members.slice(0, requiredCount) };
  });
