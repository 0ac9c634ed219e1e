import type { TermsEnforcementType, TermsSourceType, TermsType } from "@aws-sdk/client-cognito-identity-provider";
import type { Document } from "../document/document.ts";

/** Links to an app's terms of use or privacy policy, for its sign-up page. The client is the document's owner. */
export type Terms = Document<{
  readonly clientId: string;
  readonly name: string;
  readonly source: TermsSourceType;
  readonly enforcement: TermsEnforcementType;
  /** URLs by language; `cognito:default` stands for the languages that have none. */
  readonly links: Readonly<Record<string, string>>;
}>;

/** A client has one document of each name. */
export const termsKey = ({ clientId, name }: Pick<Terms["content"], "clientId" | "name">): string =>
  `${clientId}/${name}`;

/** Terms as the API shows them (TermsType). */
export const describeTerms = ({ poolId, id, content, createdAt, modifiedAt }: Terms): TermsType => ({
  TermsId: id,
  UserPoolId: poolId,
  ClientId: content.clientId,
  TermsName: content.name,
  TermsSource: content.source,
  Enforcement: content.enforcement,
  Links: { ...content.links },
  CreationDate: createdAt,
  LastModifiedDate: modifiedAt,
});
