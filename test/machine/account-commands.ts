import fc from "fast-check";
import { anyone, defineCommand, likely, pick } from "./command.ts";
import { ableTo, exists, type Mfa, type Person, setPassword, signOut } from "./model.ts";
import { newPassword } from "./sign-in-commands.ts";

const person = anyone;
const instance = fc.nat(1);

/** The one who was picked, if there is such a person. */
function somebody(people: readonly Person[], number: number): Person | undefined {
  const found = pick(people, number);
  return found && exists(found) ? found : undefined;
}

export const mfaCommand = defineCommand({
  name: "turn on",
  weight: 3,
  input: {
    person,
    instance,
    wanted: fc.subarray<Mfa>(["SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA"]),
    prefers: fc.boolean(),
    passkeyIsBoth: likely,
  },
  prepare({ people, pool }, { person: number, wanted, prefers, passkeyIsBoth: passkey, instance: at }) {
    const found = somebody(people, number);
    if (!found) return undefined;
    const mfa = ableTo(found).filter((method) => wanted.includes(method));
    const preferred = prefers ? mfa[0] : undefined;
    return {
      about: `${mfa.join(", ") || "no second factor"} for ${found.name}, preferred ${preferred}`,
      async run({ driver }) {
        const passkeyIsBoth = pool.passkeyIsBoth && passkey;
        const settings = driver.mfaSettings({ mfa, preferred, passkeyIsBoth });
        await driver.sdk(at).adminSetUserMFAPreference({ ...driver.admin(found), ...settings });
        Object.assign(found, { mfa, preferred, passkeyIsBoth });
      },
    };
  },
});

export const removeAppCommand = defineCommand({
  name: "take away the app",
  weight: 1,
  input: { person, instance },
  prepare({ people }, { person: number, instance: at }) {
    const found = somebody(people, number);
    if (!found?.app) return undefined;
    return {
      about: `of ${found.name}`,
      async run({ driver }) {
        await driver.sdk(at).adminDeleteSoftwareToken(driver.admin(found));
        found.app = undefined;
        found.mfa = found.mfa.filter((method) => method !== "SOFTWARE_TOKEN_MFA");
        if (found.preferred === "SOFTWARE_TOKEN_MFA") found.preferred = undefined;
      },
    };
  },
});

export const enableCommand = defineCommand({
  name: "disable or enable",
  weight: 2,
  input: { person, instance },
  prepare(world, { person: number, instance: at }) {
    const found = somebody(world.people, number);
    if (!found) return undefined;
    return {
      about: `${found.name}, who is ${found.enabled ? "enabled" : "disabled"}`,
      async run({ driver }) {
        const sdk = driver.sdk(at);
        if (found.enabled) {
          await sdk.adminDisableUser(driver.admin(found));
          signOut(world, found);
        } else await sdk.adminEnableUser(driver.admin(found));
        found.enabled = !found.enabled;
      },
    };
  },
});

/** Deletes a person, or makes one of that name. */
export const lifeCommand = defineCommand({
  name: "delete or make",
  weight: 1,
  input: { person, instance },
  prepare({ people }, { person: number, instance: at }) {
    const found = pick(people, number)!;
    return {
      about: `${found.name}, who is ${exists(found) ? "there" : "not there"}`,
      async run({ driver }) {
        if (exists(found)) {
          await driver.sdk(at).adminDeleteUser(driver.admin(found));
          found.life = 0;
          return;
        }
        const temporary = newPassword();
        await driver.make(found, temporary);
        bringToLife(found, temporary);
      },
    };
  },
});

/** A person as an administrator makes one, with a temporary password. */
export function bringToLife(person: Person, temporary: string): void {
  person.lives += 1;
  const { nobody } = person.guesses;
  Object.assign(person, { life: person.lives, enabled: true, app: undefined, mfa: [], preferred: undefined });
  Object.assign(person, { passkeys: [], passkeyIsBoth: false, devices: [], guesses: { nobody } });
  setPassword(person, temporary, "FORCE_CHANGE_PASSWORD");
}

export const setPasswordCommand = defineCommand({
  name: "set a password",
  weight: 2,
  input: { person, instance, permanent: fc.boolean() },
  prepare({ people }, { person: number, instance: at, permanent: Permanent }) {
    const found = somebody(people, number);
    if (!found) return undefined;
    return {
      about: `for ${found.name}, ${Permanent ? "permanent" : "temporary"}`,
      async run({ driver }) {
        const Password = newPassword();
        await driver.sdk(at).adminSetUserPassword({ ...driver.admin(found), Password, Permanent });
        setPassword(found, Password, Permanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD");
        found.guesses.somebody = undefined;
      },
    };
  },
});

/** An administrator takes a password out of force; `recovers` has its owner set another by the code that is sent. */
export const resetCommand = defineCommand({
  name: "reset the password",
  weight: 1,
  input: { person, instance, recovers: fc.boolean() },
  prepare({ people }, { person: number, instance: at, recovers }) {
    const found = somebody(people, number);
    if (!found?.enabled || !found.email || found.status === "FORCE_CHANGE_PASSWORD") return undefined;
    return {
      about: `of ${found.name}${recovers ? ", who recovers it" : ""}`,
      async run({ driver }) {
        const { Username, UserPoolId } = driver.admin(found);
        await driver.sdk(at).adminResetUserPassword({ UserPoolId, Username });
        found.status = "RESET_REQUIRED";
        if (!recovers) return;
        const ConfirmationCode = await driver.codeSentTo(driver.recoveryContactOf(found));
        const Password = newPassword();
        const ClientId = driver.clientOf(found, 0);
        await driver.sdk(at + 1).confirmForgotPassword({ ClientId, Username, ConfirmationCode, Password });
        setPassword(found, Password, "CONFIRMED");
        found.guesses.somebody = undefined;
      },
    };
  },
});

/** Time goes on: past the lockout's first seconds, an app's next code, rotation's grace, a session's end, an access token's. */
const waits = [2, 30, 30, 70, 70, 200, 4000] as const;

export const waitCommand = defineCommand({
  name: "wait",
  weight: 4,
  input: { seconds: fc.constantFrom(...waits) },
  prepare(world, { seconds }) {
    return {
      about: `${seconds} s`,
      async run({ driver }) {
        await driver.clock({ advance: `PT${seconds}S` });
        world.now += seconds;
      },
    };
  },
});
