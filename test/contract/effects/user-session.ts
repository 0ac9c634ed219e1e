import { type Effects, shownIn } from "./effect.ts";
import { AccessToken, Username, UserPoolId } from "./everywhere.ts";

const sessions = shownIn("operations/user-sessions.test.ts");

const NextToken = sessions("refuse ids of another form, numbers out of range, and a pagination token");
const ClientId = sessions("have a configuration of each client's own, which lasts while the pool tracks none");
const ofPages = shownIn("oauth/single-sign-on.test.ts");

export const userSession: Readonly<Record<string, Effects>> = {
  AdminListUserSessions: { UserPoolId, Username, NextToken },
  AdminRevokeUserSession: {
    UserPoolId,
    Username,
    SessionId: sessions("are ended by an administrator who names the right user"),
    RevokeAssociatedSessions: ofPages("takes along what came of it, with LINKED"),
  },
  GetUserPoolClientSessionConfiguration: { UserPoolId, ClientId },
  GetUserPoolSessionConfiguration: { UserPoolId },
  ListUserSessions: { AccessToken, NextToken },
  RevokeUserSession: {
    AccessToken,
    SessionId: sessions("are ended by their owner from another one, with all their tokens at once"),
    RevokeAssociatedSessions: ofPages("goes along with a session of tokens that its owner ends, with LINKED"),
  },
  SetUserPoolClientSessionConfiguration: {
    UserPoolId,
    ClientId,
    SSOSession: {
      MaxValidityMinutes: ofPages("is reused by a client for as long as its session configuration says"),
    },
  },
  SetUserPoolSessionConfiguration: {
    UserPoolId,
    UserSessionTracking: sessions("are not tracked unless the pool says so, and not bounded either"),
    TokenSession: {
      MaxPerUser: sessions(
        "are no more than the pool allows: who signs in loses the one that was not used for longest",
      ),
    },
  },
};
