import { createRequire } from "node:module";

/**
 * The client's side of Cognito's SRP as AWS's own library does it. Its types do not show this class, though the
 * library itself signs in with it.
 */

interface BigInteger {
  toString(radix: number): string;
}

interface AuthenticationHelper {
  largeAValue: BigInteger;
  verifierDevices: string;
  SaltToHashDevices: string;
  randomPassword: string;
  getPasswordAuthenticationKey(
    userId: string,
    password: string,
    B: BigInteger,
    salt: BigInteger,
    callback: (error: Error | null, key: Uint8Array) => void,
  ): void;
  generateHashDevice(groupKey: string, deviceKey: string, callback: (error: Error | null) => void): void;
}

const require = createRequire(import.meta.url);
const { default: Helper } = require("amazon-cognito-identity-js/lib/AuthenticationHelper.js") as {
  default: new (groupName: string) => AuthenticationHelper;
};
const { default: Integer } = require("amazon-cognito-identity-js/lib/BigInteger.js") as {
  default: new (text: string, radix: number) => BigInteger;
};

/** A client of one pool, or of one device group. */
export function cognitoClient(groupName: string) {
  const helper = new Helper(groupName);
  return {
    A: helper.largeAValue.toString(16),

    /** The 16-byte key that signs the claim. */
    passwordKey(input: { userId: string; password: string; B: string; salt: string }): Promise<Uint8Array> {
      const { userId, password, B, salt } = input;
      return new Promise((resolve, reject) => {
        helper.getPasswordAuthenticationKey(
          userId,
          password,
          new Integer(B, 16),
          new Integer(salt, 16),
          (error, key) => (error ? reject(error) : resolve(key)),
        );
      });
    },

    /** What ConfirmDevice sends for a new device, and the password that the client keeps for it. */
    confirmDevice(deviceKey: string): Promise<{ password: string; salt: Buffer; verifier: Buffer }> {
      return new Promise((resolve, reject) => {
        helper.generateHashDevice(groupName, deviceKey, (error) => {
          if (error) return reject(error);
          resolve({
            password: helper.randomPassword,
            salt: Buffer.from(helper.SaltToHashDevices, "hex"),
            verifier: Buffer.from(helper.verifierDevices, "hex"),
          });
        });
      });
    },
  };
}
