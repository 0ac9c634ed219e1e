import { type Effects, shownIn } from "./effect.ts";
import { Username, UserPoolId } from "./everywhere.ts";

const history = shownIn("operations/auth-events.test.ts");
const configuration = shownIn("operations/risk-configuration.test.ts");
const mail = shownIn("delivery/whole-service.test.ts");

const adaptive = shownIn("flows/adaptive-authentication.test.ts");
const mails = shownIn("flows/adaptive-authentication-mails.test.ts");

const blockMail = mail(
  "tells of a blocked sign-in in the words and under the name that the pool's risk configuration gives",
);
const ownMail = mails(
  "is the one for what was done about it, and none where the level says so or the pool only watches",
);
const level = {
  Notify: ownMail,
  EventAction: adaptive(
    "asks those who can for a second factor, lets the others pass or refuses them, as the action is",
  ),
};
const administratorsWord = history("takes an administrator's word on an event of that user, and no other's");
const usersWord = history(
  "tells of a blocked sign-in by the configured mail, with which the user says whether it was them",
);

export const risk: Readonly<Record<string, Effects>> = {
  AdminListUserAuthEvents: {
    UserPoolId,
    Username,
    MaxResults: history("comes a page at a time"),
    NextToken: history("comes a page at a time"),
  },

  AdminUpdateAuthEventFeedback: {
    UserPoolId,
    Username,
    EventId: administratorsWord,
    FeedbackValue: administratorsWord,
  },

  DescribeRiskConfiguration: {
    UserPoolId,
    ClientId: configuration("is described as it was set, for the pool and for a client, which inherits the pool's"),
  },

  SetRiskConfiguration: {
    UserPoolId,
    ClientId: configuration("goes by the client's own configuration"),
    CompromisedCredentialsRiskConfiguration: {
      EventFilter: configuration("looks at the events of the filter alone, and refuses nothing while it only watches"),
      Actions: { EventAction: configuration("goes by the client's own configuration") },
    },
    AccountTakeoverRiskConfiguration: {
      NotifyConfiguration: {
        From: blockMail,
        ReplyTo: blockMail,
        SourceArn: blockMail,
        BlockEmail: { Subject: blockMail, HtmlBody: blockMail, TextBody: blockMail },
        NoActionEmail: { Subject: ownMail, HtmlBody: blockMail, TextBody: ownMail },
        MfaEmail: { Subject: ownMail, HtmlBody: blockMail, TextBody: ownMail },
      },
      Actions: {
        LowAction: level,
        MediumAction: {
          ...level,
          EventAction: adaptive("refuses where the level's action is to block, in AWS's words, and records it"),
        },
        HighAction: {
          ...level,
          EventAction: adaptive("refuses where the level's action is to block, in AWS's words, and records it"),
        },
      },
    },
    RiskExceptionConfiguration: {
      BlockedIPRangeList: configuration("refuses a sign-in over a connection from there"),
      SkippedIPRangeList: configuration("looks for no breached password where the address is skipped"),
    },
  },

  UpdateAuthEventFeedback: {
    UserPoolId: usersWord,
    Username: usersWord,
    EventId: usersWord,
    FeedbackToken: usersWord,
    FeedbackValue: usersWord,
  },
};
