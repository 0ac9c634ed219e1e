/** What an app keeps of a person in its own cookie. */
export interface Token {
  readonly access?: string;
  readonly refresh?: string;
  readonly renewed?: boolean;
}

export interface AuthConfig {
  readonly basePath: string;
  readonly trustHost: boolean;
  readonly secret: string;
  readonly providers: readonly object[];
  readonly callbacks: {
    /** `account` is there when somebody has just signed in. */
    jwt(given: { token: Token; account?: { access_token: string; refresh_token: string } }): Token | Promise<Token>;
    session(given: { session: object; token: Token }): object;
  };
}

export function Auth(request: Request, config: AuthConfig): Promise<Response>;

export function Cognito(options: { clientId: string; clientSecret: string; issuer: string }): object;
