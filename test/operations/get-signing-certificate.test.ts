import { X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("GetSigningCertificate, on %s", async (kind) => {
  const service = await startForAll(kind);
  const sdk = () => service.current.sdk();

  async function createPool(): Promise<string> {
    const { UserPool } = await sdk().createUserPool({ PoolName: "people" });
    return UserPool?.Id ?? "";
  }

  it("gives the pool's own certificate, the same to all who ask at once, good for ten years", async () => {
    const UserPoolId = await createPool();
    const answers = await Promise.all(Array.from({ length: 4 }, () => sdk().getSigningCertificate({ UserPoolId })));
    const [certificate = "", ...others] = new Set(answers.map(({ Certificate }) => Certificate));
    expect(others).toEqual([]);
    const x509 = new X509Certificate(Buffer.from(certificate, "base64"));
    expect(x509.subject).toBe(`CN=${UserPoolId}`);
    expect(x509.verify(x509.publicKey)).toBe(true);
    const years = x509.validToDate.getUTCFullYear() - x509.validFromDate.getUTCFullYear();
    expect(years).toBe(10);
    const { Certificate: other } = await sdk().getSigningCertificate({ UserPoolId: await createPool() });
    expect(other).not.toBe(certificate);
  });

  it("does not find a pool that is not there", async () => {
    const unknown = "us-east-1_Nowhere01";
    await expect(sdk().getSigningCertificate({ UserPoolId: unknown })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: `User pool ${unknown} does not exist.`,
    });
  });
});
