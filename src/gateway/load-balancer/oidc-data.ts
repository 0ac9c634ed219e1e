import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { Random } from "../../random.ts";

/** Signs what a load balancer tells its targets of a person. */
export interface DataSigner {
  /** A UUID. */
  readonly kid: string;
  /** PEM, as AWS serves it. */
  readonly publicKey: string;
  /** `x-amzn-oidc-data`: a JWT (ES256) whose parts are padded, as ALB's are and nobody else's. */
  sign(claims: Readonly<Record<string, unknown>>, facts: DataFacts): string;
}

interface DataFacts {
  readonly issuer: string;
  readonly clientId: string;
  /** The load balancer's ARN. */
  readonly signer: string;
  readonly now: Date;
}

/** Seconds for which a target may trust it. */
const life = 120;

/** With a key of its own, new at every start. */
export function dataSigner(random: Random): DataSigner {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const kid = random.uuid();
  return {
    kid,
    publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
    sign(claims, { issuer: iss, clientId: client, signer, now }) {
      const exp = Math.floor(now.getTime() / 1000) + life;
      return signed({ typ: "JWT", kid, alg: "ES256", iss, client, signer, exp }, { ...claims, exp, iss }, privateKey);
    },
  };
}

function signed(header: object, payload: object, key: KeyObject): string {
  const input = [header, payload].map((part) => padded(Buffer.from(JSON.stringify(part)))).join(".");
  return `${input}.${padded(sign("sha256", Buffer.from(input), { key, dsaEncoding: "ieee-p1363" }))}`;
}

/** base64url with its padding, which RFC 7515 takes off. */
const padded = (bytes: Buffer): string => bytes.toString("base64").replaceAll("+", "-").replaceAll("/", "_");
