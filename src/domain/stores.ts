import type { AuthEvent } from "./auth-event/auth-event.ts";
import type { FailedPasswordStore } from "./authentication/failed-password-store.ts";
import type { SpentStore } from "./authentication/spent-store.ts";
import type { Branding } from "./branding/branding.ts";
import type { ClientStore } from "./client/client-store.ts";
import type { Device } from "./device/device.ts";
import type { DocumentStore } from "./document/document-store.ts";
import type { FederationAttempt } from "./federation/attempt.ts";
import type { FederationLogout } from "./federation/logout.ts";
import type { GroupStore } from "./group/group-store.ts";
import type { IdentityProvider, IdpIdentifier } from "./identity-provider/identity-provider.ts";
import type { LinkedIdentity } from "./identity-provider/linked-identity.ts";
import type { FilePart, ImportJob } from "./import-job/import-job.ts";
import type { InvocationStore } from "./invocation/invocation-store.ts";
import type { LimitStore } from "./limit/limit-store.ts";
import type { LogDelivery } from "./log-delivery/log-delivery.ts";
import type { OutboxStore } from "./message/outbox-store.ts";
import type { AuthorizationCode } from "./oauth/authorization-code.ts";
import type { BrowserSession } from "./oauth/browser-session.ts";
import type { Passkey } from "./passkey/passkey.ts";
import type { PoolStore } from "./pool/pool-store.ts";
import type { SigningCertificate } from "./pool/signing-certificate.ts";
import type { PoolDomain } from "./pool-domain/pool-domain.ts";
import type { Replica } from "./replica/replica.ts";
import type { ResourceServer } from "./resource-server/resource-server.ts";
import type { Habits } from "./risk/habits.ts";
import type { RiskConfiguration } from "./risk/risk-configuration.ts";
import type { ServiceStateStore } from "./service/service-state.ts";
import type { NextAnswer, StandInKey } from "./stand-in/stand-in.ts";
import type { Terms } from "./terms/terms.ts";
import type { GrantStore } from "./token/grant-store.ts";
import type { UICustomization } from "./ui-customization/ui-customization.ts";
import type { CodeStore } from "./user/code-store.ts";
import type { UserStore } from "./user/user-store.ts";

/** Every port to what is kept. */
export interface Stores {
  readonly pools: PoolStore;
  readonly clients: ClientStore;
  readonly groups: GroupStore;
  readonly users: UserStore;
  readonly codes: CodeStore;
  readonly grants: GrantStore;
  readonly spent: SpentStore;
  readonly failedPasswords: FailedPasswordStore;
  readonly outbox: OutboxStore;
  readonly invocations: InvocationStore;
  readonly replicas: DocumentStore<Replica["content"]>;
  readonly domains: DocumentStore<PoolDomain["content"]>;
  readonly importJobs: DocumentStore<ImportJob["content"]>;
  readonly importFiles: DocumentStore<FilePart["content"]>;
  readonly importLogs: DocumentStore<FilePart["content"]>;
  readonly identityProviders: DocumentStore<IdentityProvider["content"]>;
  readonly idpIdentifiers: DocumentStore<IdpIdentifier["content"]>;
  readonly linkedIdentities: DocumentStore<LinkedIdentity["content"]>;
  readonly riskConfigurations: DocumentStore<RiskConfiguration["content"]>;
  readonly habits: DocumentStore<Habits["content"]>;
  readonly authEvents: DocumentStore<AuthEvent["content"]>;
  readonly logDeliveries: DocumentStore<LogDelivery["content"]>;
  readonly resourceServers: DocumentStore<ResourceServer["content"]>;
  readonly signingCertificates: DocumentStore<SigningCertificate["content"]>;
  readonly limits: LimitStore;
  readonly terms: DocumentStore<Terms["content"]>;
  readonly uiCustomizations: DocumentStore<UICustomization["content"]>;
  readonly brandings: DocumentStore<Branding["content"]>;
  readonly devices: DocumentStore<Device["content"]>;
  readonly passkeys: DocumentStore<Passkey["content"]>;
  readonly authorizationCodes: DocumentStore<AuthorizationCode["content"]>;
  readonly federationAttempts: DocumentStore<FederationAttempt["content"]>;
  readonly federationLogouts: DocumentStore<FederationLogout["content"]>;
  readonly standInKeys: DocumentStore<StandInKey["content"]>;
  readonly nextAnswers: DocumentStore<NextAnswer["content"]>;
  readonly browserSessions: DocumentStore<BrowserSession["content"]>;
  readonly state: ServiceStateStore;
}

/** The database behind the ports. */
export interface Database extends Stores {
  /**
   * Runs `work` so that all of its writes stand, or none. `work` awaits calls of the stores it is given and nothing else:
   * on SQLite the whole database waits for it. It may run a second time, when another transaction was in its way. When a
   * call within it fails, all of it does. Called within a transaction, it joins it.
   */
  transaction<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
