import type { UpdateTermsRequest } from "@aws-sdk/client-cognito-identity-provider";
import type { Services } from "../services.ts";
import { type Terms, termsKey } from "./terms.ts";

/** The terms with the members that `input` has. Links are replaced as a whole. */
export function changeTerms(
  { clock }: Pick<Services, "clock">,
  terms: Terms,
  { TermsName, TermsSource, Enforcement, Links }: Omit<UpdateTermsRequest, "UserPoolId" | "TermsId">,
): Terms {
  const { content: before } = terms;
  const content = {
    ...before,
    name: TermsName ?? before.name,
    source: TermsSource ?? before.source,
    enforcement: Enforcement ?? before.enforcement,
    links: Links ?? before.links,
  };
  return { ...terms, content, uniqueKey: termsKey(content), modifiedAt: clock.now() };
}
