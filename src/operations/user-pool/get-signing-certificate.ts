import * as z from "zod";
import { findSigningCertificate } from "../../domain/pool/find-signing-certificate.ts";
import { defineOperation } from "../operation.ts";
import { UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetSigningCertificate.html */
export const GetSigningCertificate = defineOperation({
  name: "GetSigningCertificate",
  auth: "pool",
  input: z.object({ UserPoolId }),
  errors: [],

  async handle(_input, { pool }, services) {
    const { certificate } = await findSigningCertificate(services, pool);
    return { Certificate: certificate };
  },
});
