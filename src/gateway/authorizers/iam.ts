import type { Clock } from "../../clock.ts";
import { verifySignature } from "../../crypto/signature-v4.ts";
import { CognitoError } from "../../errors.ts";
import { type Authorizer, refuse } from "./authorizer.ts";

export interface IamOptions {
  /** Secrets by access key id. Where there is none, nothing can be verified, and everybody is refused. */
  readonly accessKeys: ReadonlyMap<string, string>;
  readonly clock: Pick<Clock, "machineNow">;
}

/** AWS_IAM: a signature (SigV4) for `execute-api`, of this moment and this very body, by one of the configured keys. */
export const iam = ({ accessKeys, clock }: IamOptions): Authorizer => ({
  name: "AWS_IAM",
  async authorize({ request }) {
    const { method, path, query, headers } = request;
    if (headers.get("authorization") === undefined) {
      return refuse("missing", { check: "signature", expected: "a signed request", found: "no header Authorization" });
    }
    if (accessKeys.size === 0) {
      const denial = { check: "signature", expected: "a key of POOLHOUSE_ACCESS_KEYS", found: "none is configured" };
      return refuse("signature", denial, "The security token included in the request is invalid.");
    }
    try {
      const { accessKeyId } = verifySignature({
        ...{ method, path, query, body: await request.body(), service: "execute-api" },
        headers: new Headers(headers.sent.map(([name, value]): [string, string] => [name, value])),
        secretFor: (id) => accessKeys.get(id),
        machineNow: clock.machineNow(),
      });
      return { identity: { kind: "iam", accessKeyId } };
    } catch (error) {
      if (!(error instanceof CognitoError)) throw error;
      const denial = { check: "signature", expected: "a good signature (SigV4) for execute-api", found: error.name };
      return refuse("signature", { ...denial, found: `${error.name}: ${error.message}` }, error.message);
    }
  },
});
