import { fail } from "../../errors.ts";
import { arnRegion } from "../arn.ts";
import { identitiesAttribute } from "../user/identities.ts";
import { checkFlows } from "./check-flows.ts";
import { checkOAuth } from "./check-oauth.ts";
import { validity } from "./client.ts";
import type { WantedClient } from "./wanted-client.ts";

const refuse = (text: string): never => fail("InvalidParameterException", text);

const checks: readonly ((wanted: WantedClient) => void)[] = [
  checkFlows,
  checkOAuth,
  checkIdentityProviders,
  checkValidity,
  checkAttributes,
  checkAnalytics,
  checkContextData,
];

/**
 * Holds a new or changed client to the rules that concern several of its members at once, or its pool; in AWS's words.
 * Throws InvalidParameterException, InvalidOAuthFlowException, ScopeDoesNotExistException, FeatureUnavailableInTierException.
 */
export function checkClient(wanted: WantedClient): void {
  for (const check of checks) check(wanted);
}

function checkIdentityProviders({ settings: { SupportedIdentityProviders = [] }, pool, offers }: WantedClient): void {
  const unknown = SupportedIdentityProviders.find((name) => name !== "COGNITO" && !offers.providers.includes(name));
  if (unknown) refuse(`The provider ${unknown} does not exist for User Pool ${pool.id}.`);
}

const minute = 60;
const day = 24 * 60 * minute;

/** AWS: "Understanding user pool JSON web tokens", and the quotas. */
function checkValidity({ settings }: WantedClient): void {
  const { access, id, refresh } = validity({ settings });
  const isInRange = (seconds: number, least: number, greatest: number) => seconds >= least && seconds <= greatest;
  const areInRange =
    isInRange(access, 5 * minute, day) && isInRange(id, 5 * minute, day) && isInRange(refresh, 60 * minute, 3650 * day);
  if (!areInRange) refuse("Invalid range for token validity.");
  if (Math.max(access, id) > refresh) {
    refuse("Access and Id Token expiration times must be less than or equal to refresh token expiration times.");
  }
}

const notWritable = new Set(["sub", "email_verified", "phone_number_verified"]);

/** A client that names what it may write must name all that the pool requires, or nobody could sign up through it. */
function checkAttributes({ settings, pool, offers }: WantedClient): void {
  const { ReadAttributes = [], WriteAttributes = [] } = settings;
  const schema = pool.settings.SchemaAttributes;
  const exists = (name: string) => schema.some(({ Name }) => Name === name);
  const required = schema.flatMap(({ Name, Required }) => (Name && Required && !notWritable.has(Name) ? [Name] : []));
  const isReadable = (name: string) => exists(name) || (name === identitiesAttribute && offers.providers.length > 0);
  if (!ReadAttributes.every(isReadable)) refuse("Invalid read attributes specified while creating a client");
  if (WriteAttributes.length === 0) return;
  const isWritable = (name: string) => exists(name) && !notWritable.has(name);
  if (!WriteAttributes.every(isWritable) || !required.every((name) => WriteAttributes.includes(name))) {
    refuse("Invalid write attributes specified while creating a client");
  }
}

/** What an app tells of a person's device is believed of one that proves itself (AWS: CreateUserPoolClient). */
function checkContextData({ settings, secrets }: WantedClient): void {
  if (settings.EnablePropagateAdditionalUserContextData && secrets.length === 0) {
    refuse("Client Secret is required to set EnablePropagateAdditionalUserContextData as true");
  }
}

/** Pools send to Pinpoint in their own region or in us-east-1 (AWS: "Using Amazon Pinpoint for user pool analytics"). */
function checkAnalytics({ settings: { AnalyticsConfiguration: analytics }, pool }: WantedClient): void {
  if (!analytics) return;
  const { ApplicationArn: application } = analytics;
  const parts = [analytics.ApplicationId, analytics.RoleArn, analytics.ExternalId];
  if (application ? parts.some(Boolean) : !parts.every(Boolean)) {
    refuse(
      "Invalid analytics configuration given, either <application arn> or <application id, role arn, external id> are valid",
    );
  }
  const region = application && arnRegion(application);
  if (region && region !== pool.region && region !== "us-east-1") {
    refuse(`The integration with Pinpoint is not supported for the requested ${region} region.`);
  }
}
