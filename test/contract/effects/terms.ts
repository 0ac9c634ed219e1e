import { type Effects, keptOnly, shownIn } from "./effect.ts";
import { UserPoolId } from "./everywhere.ts";

const documents = shownIn("operations/terms.test.ts");

const client = documents("does not find a client of another pool");
const one = documents("are not found where there are none");
const paged = documents("shows the pool's terms page by page, each once, until their client goes");
const kept = {
  TermsSource: keptOnly("there is no source but LINK"),
  Enforcement: keptOnly("there is no enforcement but NONE"),
  Links: shownIn("hosted-ui/journeys.test.ts")("finds the terms that they agree to by signing up"),
};

export const terms: Readonly<Record<string, Effects>> = {
  CreateTerms: {
    UserPoolId,
    ClientId: client,
    TermsName: documents("gives a client one document of each name, whoever asks at the same time"),
    ...kept,
  },
  DeleteTerms: {
    TermsId: documents("deletes the terms, and lets the client have others of their name"),
    UserPoolId,
  },
  DescribeTerms: { TermsId: one, UserPoolId },
  DescribeTermsByClient: { ClientId: one, UserPoolId, TermsName: one },
  ListTerms: { UserPoolId, MaxResults: paged, NextToken: paged },
  UpdateTerms: {
    TermsId: documents("changes what it is given, and keeps the rest"),
    UserPoolId,
    TermsName: documents("refuses a name that the client's other terms have"),
    ...kept,
  },
};
