import type {
  CognitoIdentityProvider,
  CreateUserPoolClientCommandInput,
  UserPoolClientType,
} from "@aws-sdk/client-cognito-identity-provider";
import { type Attributes, differences } from "./plan.ts";

/** An `aws_cognito_user_pool_client`, or a managed one. */
export type ClientConfiguration = Omit<
  CreateUserPoolClientCommandInput,
  "UserPoolId" | "ClientName" | "GenerateSecret"
>;

const lists = [
  ...["AllowedOAuthFlows", "AllowedOAuthScopes", "CallbackURLs", "ExplicitAuthFlows", "LogoutURLs"],
  ...["ReadAttributes", "SupportedIdentityProviders", "WriteAttributes"],
];

/** All but the blocks. */
const computed = [
  ...lists,
  ...["AccessTokenValidity", "AllowedOAuthFlowsUserPoolClient", "AuthSessionValidity", "DefaultRedirectURI"],
  ...["EnablePropagateAdditionalUserContextData", "EnableTokenRevocation", "IdTokenValidity"],
  ...["PreventUserExistenceErrors", "RefreshTokenValidity"],
  ...["AnalyticsConfiguration.RoleArn", "AnalyticsConfiguration.UserDataShared"],
];

const blocks = ["AnalyticsConfiguration", "RefreshTokenRotation", "TokenValidityUnits"];

const defaultUnits = { AccessToken: "hours", IdToken: "hours", RefreshToken: "days" } as const;

/** Terraform's calls for an app client, as its provider makes them (hashicorp/terraform-provider-aws, internal/service/cognitoidp/user_pool_client.go). */
export class TerraformClient {
  readonly #sdk: CognitoIdentityProvider;
  readonly #named: { UserPoolId: string; ClientId: string; ClientName: string };
  #configured: ClientConfiguration;
  #state: Attributes = {};

  private constructor(
    sdk: CognitoIdentityProvider,
    named: { UserPoolId: string; ClientId: string; ClientName: string },
    configured: ClientConfiguration,
  ) {
    this.#sdk = sdk;
    this.#named = named;
    this.#configured = configured;
  }

  static async create(
    sdk: CognitoIdentityProvider,
    UserPoolId: string,
    configured: ClientConfiguration,
  ): Promise<TerraformClient> {
    const ClientName = "app";
    const { UserPoolClient } = await sdk.createUserPoolClient({ UserPoolId, ClientName, ...configured });
    const named = { UserPoolId, ClientName, ClientId: UserPoolClient?.ClientId ?? "" };
    const client = new TerraformClient(sdk, named, configured);
    client.#state = client.#read(UserPoolClient);
    return client;
  }

  /** One that the service made for another, found by its name. */
  static async adopt(sdk: CognitoIdentityProvider, UserPoolId: string, prefix: string): Promise<TerraformClient> {
    const { UserPoolClients = [] } = await sdk.listUserPoolClients({ UserPoolId, MaxResults: 60 });
    const { ClientId = "", ClientName = "" } = UserPoolClients.find((one) => one.ClientName?.startsWith(prefix)) ?? {};
    const client = new TerraformClient(sdk, { UserPoolId, ClientId, ClientName }, {});
    await client.plan();
    return client;
  }

  /** What nobody configured is sent as it was read, lists of nothing too; units that are taken away are the usual ones. */
  async update(configured: ClientConfiguration): Promise<void> {
    const known = Object.entries(this.#state).filter(([name]) => computed.includes(name));
    const hadUnits = this.#configured.TokenValidityUnits && !configured.TokenValidityUnits;
    const { UserPoolClient } = await this.#sdk.updateUserPoolClient({
      ...Object.fromEntries(known),
      ...(hadUnits && { TokenValidityUnits: defaultUnits }),
      ...configured,
      ...this.#named,
    });
    this.#configured = configured;
    this.#state = this.#read(UserPoolClient);
  }

  #read(client: UserPoolClientType = {}): Attributes {
    const units = client.TokenValidityUnits;
    const isUsual = units && differences(defaultUnits, units, []).length === 0;
    const read = Object.entries({
      ...Object.fromEntries(lists.map((name) => [name, []])),
      ...client,
      TokenValidityUnits: isUsual && !this.#configured.TokenValidityUnits ? undefined : units,
    });
    return Object.fromEntries(read.filter(([name]) => computed.includes(name) || blocks.includes(name)));
  }

  /** The attributes that a second plan would change: of what the last call answered, and of what is described since. */
  async plan(): Promise<string[]> {
    const answered = differences(this.#configured, this.#state, computed);
    const { UserPoolId, ClientId } = this.#named;
    const { UserPoolClient } = await this.#sdk.describeUserPoolClient({ UserPoolId, ClientId });
    this.#state = this.#read(UserPoolClient);
    return [...answered, ...differences(this.#configured, this.#state, computed)];
  }
}
