import * as z from "zod";
import { csvHeader } from "../../domain/import-job/csv-header.ts";
import { defineOperation } from "../operation.ts";
import { UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetCSVHeader.html */
export const GetCSVHeader = defineOperation({
  name: "GetCSVHeader",
  auth: "pool",
  input: z.object({ UserPoolId }),
  errors: [],

  async handle(_input, { pool }) {
    return { UserPoolId: pool.id, CSVHeader: csvHeader(pool) };
  },
});
