/** Where people sign in to a pool, and as which client a load balancer asks for it. */
export interface SignIn {
  /** As the pool's tokens name it. */
  readonly issuer: string;
  /** To which a browser is sent. */
  readonly authorizeUrl: string;
  /** Which the load balancer itself calls. */
  readonly tokenUrl: string;
  readonly userInfoUrl: string;
  readonly clientSecret: string;
}

/** Finds it. Rejects with an Error that says why there is none: no such pool or client, or a client without a secret. */
export type FindSignIn = (poolId: string, clientId: string) => Promise<SignIn>;

/** A pool's endpoints, as a browser finds them below the public URL and a gateway below the service's own. */
export const signInUrls = (publicUrl: string, serviceUrl: string, poolId: string) => ({
  authorizeUrl: `${publicUrl}/${poolId}/oauth2/authorize`,
  tokenUrl: `${serviceUrl}/${poolId}/oauth2/token`,
  userInfoUrl: `${serviceUrl}/${poolId}/oauth2/userInfo`,
});
