/** Members that mean the same in every operation that has them. */
import { keptOnly, shownIn } from "./effect.ts";

const callers = shownIn("operations/callers.test.ts");
const secrets = shownIn("flows/client-secret.test.ts");
const history = shownIn("operations/auth-events.test.ts");

/** Of a signed call: the pool that it is about. */
export const UserPoolId = callers("%s does not find a pool that is not there");

/** Of an app's call: the client that it comes through. */
export const ClientId = callers("%s does not find a client that is not there");

/** Of a signed call: a client of the pool that it is about. */
export const ClientOfPool = callers("%s does not find a client that its pool does not have");

/** Whom the call speaks for. */
export const AccessToken = callers("%s takes nobody's access token");

/** Of an administrator's call: whom it is about. */
export const Username = callers("%s does not find a user who is not there");

export const SecretHash = secrets("is refused without SECRET_HASH, and with a wrong one, before anything is looked at");

export const AnalyticsMetadata = keptOnly("it names an endpoint of Amazon Pinpoint, which is not here");

const EncodedData = keptOnly("its form is known to AWS's own libraries alone");

/** Of an app's call that stands in the user's history. */
export const UserContextData = {
  IpAddress: history("names the address that an app tells, in each of its calls that stand there"),
  EncodedData,
};

/** Of a backend's step of a sign-in. */
export const ContextData = {
  IpAddress: history("names the address that a backend tells, in both steps of a sign-in"),
  HttpHeaders: shownIn("operations/user-sessions.test.ts")("show where their refresh token was last used"),
  ServerName: keptOnly("a name of the backend's says nothing of the user's device"),
  ServerPath: keptOnly("a path of the backend's says nothing of the user's device"),
  EncodedData,
};
