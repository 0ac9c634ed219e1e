import { type Effects, shownIn } from "./effect.ts";
import { UserPoolId } from "./everywhere.ts";

const looks = shownIn("operations/ui-customization.test.ts");

const ClientId = looks("is set for all clients and overridden for one, until that is taken back");

export const uiCustomization: Readonly<Record<string, Effects>> = {
  GetUICustomization: { UserPoolId, ClientId },
  SetUICustomization: {
    UserPoolId,
    ClientId,
    CSS: shownIn("hosted-ui/classic-css.test.ts")("styles .%s"),
    ImageFile: looks("serves a logo (%s) at its ImageUrl until it is replaced"),
  },
};
