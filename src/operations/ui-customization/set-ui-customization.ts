import * as z from "zod";
import { findClientOf } from "../../domain/client/find-client.ts";
import { putDocument } from "../../domain/document/put-document.ts";
import { newUICustomization } from "../../domain/ui-customization/new-ui-customization.ts";
import { allClients, describeUICustomization } from "../../domain/ui-customization/ui-customization.ts";
import { defineOperation } from "../operation.ts";
import { ClientId, CSS, ImageFile, UserPoolId } from "../shapes/index.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUICustomization.html */
export const SetUICustomization = defineOperation({
  name: "SetUICustomization",
  auth: "pool",
  input: z.object({
    UserPoolId,
    ClientId: ClientId.optional(),
    CSS: CSS.optional(),
    ImageFile: ImageFile.optional(),
  }),
  errors: [],

  async handle({ ClientId: clientId = allClients, CSS: css, ImageFile: image }, { pool }, services) {
    const { domains, uiCustomizations } = services.database;
    if (clientId !== allClients) await findClientOf(services, pool, clientId);
    if ((await domains.count(pool.id)) === 0) {
      services.fail("InvalidParameterException", "There has to be an existing domain associated with this user pool.");
    }
    const wanted = await newUICustomization(services, pool, { clientId, css, image });
    if (css || image) {
      const stored = await putDocument(uiCustomizations, wanted);
      return { UICustomization: describeUICustomization(stored, services.publicUrl()) };
    }
    // Style sheet and logo are set together: with neither, the look is the service's own again.
    await uiCustomizations.delete(pool.id, clientId);
    return { UICustomization: { UserPoolId: pool.id, ClientId: clientId } };
  },
});
