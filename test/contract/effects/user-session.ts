import { type Effects, keptOnly, shownIn } from "./effect.ts";
import { AccessToken, Username, UserPoolId } from "./everywhere.ts";

const sessions = shownIn("operations/user-sessions.test.ts");

const NextToken = sessions("refuse ids of another form, numbers out of range, and a pagination token");
const ClientId = sessions("have a configuration of each client's own, which lasts while the pool tracks none");
const RevokeAssociatedSessions = keptOnly("sessions of the hosted pages are to come");

export const userSession: Readonly<Record<string, Effects>> = {
  AdminListUserSessions: { UserPoolId, Username, NextToken },
  AdminRevokeUserSession: {
    UserPoolId,
    Username,
    SessionId: sessions("are ended by an administrator who names the right user"),
    RevokeAssociatedSessions,
  },
  GetUserPoolClientSessionConfiguration: { UserPoolId, ClientId },
  GetUserPoolSessionConfiguration: { UserPoolId },
  ListUserSessions: { AccessToken, NextToken },
  RevokeUserSession: {
    AccessToken,
    SessionId: sessions("are ended by their owner from another one, with all their tokens at once"),
    RevokeAssociatedSessions,
  },
  SetUserPoolClientSessionConfiguration: {
    UserPoolId,
    ClientId,
    SSOSession: { MaxValidityMinutes: keptOnly("sessions of the hosted pages are to come") },
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
