import type { ClientSecretDescriptorType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { type Random, randomString } from "../../random.ts";
import type { Client, ClientSecret } from "./client.ts";

const alphanumerics = "abcdefghijklmnopqrstuvwxyz0123456789";

/** A secret that nobody can guess, of the length of Cognito's. */
export const generateSecret = (random: Random): string => randomString(random, 52, alphanumerics);

/** A secret as a client holds it beside the `others`; its id says when it was made. */
export function clientSecret(
  clientId: string,
  value: string,
  createdAt: Date,
  others: readonly ClientSecret[] = [],
): ClientSecret {
  let time = createdAt.getTime();
  while (others.some(({ id }) => id === `${clientId}--${time}`)) time++;
  return { id: `${clientId}--${time}`, value, createdAt };
}

/** So many at once that one can take the other's place without an outage. */
const secretsAtMost = 2;

/** The client with one secret more, the last. Throws LimitExceededException, InvalidParameterException. */
export function addSecret(client: Client, value: string, now: Date): Client {
  const { id, secrets } = client;
  if (secrets.length === 0) {
    fail("InvalidParameterException", `User pool client ${id} is a public client and cannot have a secret.`);
  }
  if (secrets.length >= secretsAtMost) {
    fail("LimitExceededException", `A user pool client cannot have more than ${secretsAtMost} secrets.`);
  }
  return { ...client, secrets: [...secrets, clientSecret(id, value, now, secrets)], modifiedAt: now };
}

/** The client without that secret. Throws ResourceNotFoundException, and InvalidParameterException for the last one. */
export function removeSecret(client: Client, secretId: string, now: Date): Client {
  const secrets = client.secrets.filter(({ id }) => id !== secretId);
  if (secrets.length === client.secrets.length) {
    fail("ResourceNotFoundException", `Client secret ${secretId} does not exist.`);
  }
  if (secrets.length === 0) {
    fail("InvalidParameterException", "The last secret of a user pool client cannot be deleted.");
  }
  return { ...client, secrets, modifiedAt: now };
}

/** A secret as the API shows it, without its value (ClientSecretDescriptorType). */
export const describeSecret = ({ id, createdAt }: ClientSecret): ClientSecretDescriptorType => ({
  ClientSecretId: id,
  ClientSecretCreateDate: createdAt,
});
