import fc from "fast-check";
import { anyone, defineCommand, latest, likely, pick, pickLatest } from "./command.ts";
import { ableTo, exists, judgeCode, type Mfa, needsSetup, type Person, type Session, type World } from "./model.ts";
import { compare, expectOutcome, noteSignIn, type Real } from "./outcome.ts";
import { answer, type Beginning, begin, type Choice, type Given, type Verdict } from "./verdict.ts";

const beginnings: readonly Beginning[] = [
  ...(["password", "password", "password", "admin-password", "srp"] as const),
  ...(["choice", "choice-password", "choice-srp", "choice-email"] as const),
  ...(["choice-sms", "choice-sms", "choice-passkey", "choice-passkey"] as const),
  ...(["custom", "custom-srp"] as const),
];
const choices: readonly Choice[] = [
  ...(["PASSWORD", "PASSWORD, later", "PASSWORD_SRP", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"] as const),
];
const methods: readonly Mfa[] = ["SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA"];

/** The device that a call names: none, one of the person's, or somebody else's. */
const named = fc.constantFrom("none", "none", "own", "own", "own", "other" as const);

function deviceOf(person: Person, which: string): string | undefined {
  if (!person.pool.tracksDevices || which === "none") return undefined;
  return which === "own" ? person.devices.at(-1) : "us-east-1_00000000-0000-4000-8000-000000000000";
}

/** Codes of steps about one of the clocks: those that are good, those just beside them, and one far off. */
export const codeStep = {
  offset: fc.constantFrom(0, 0, 0, 0, 1, 1, -1, -1, 2, -2, 40),
  clock: fc.constantFrom("service", "machine"),
};

export const stepAt = ({ now, machineNow }: World, { offset, clock }: { offset: number; clock: string }): number =>
  Math.floor((clock === "machine" ? machineNow : now) / 30) + offset;

/** So many wrong codes within an hour shut their owner out, which the model does not follow. */
const mostWrongCodes = 45;

/** After a call that ended in tokens. */
async function finish(
  world: World,
  real: Real,
  verdict: Verdict,
  who: { person: Person; client: number },
  reply: unknown,
) {
  if (verdict === "denied" || "asked" in verdict) return;
  const { AuthenticationResult: tokens } = reply as { AuthenticationResult: Parameters<typeof noteSignIn>[3] };
  await noteSignIn(world, real, { ...who, device: verdict.tokensFor }, tokens);
}

async function runBegin(
  world: World,
  real: Real,
  person: Person,
  { beginning, instance, ...given }: Begun,
): Promise<void> {
  const password = given.right ? person.password : "Wr0ng-one!";
  const { call, srp } = real.driver.begin(person, beginning, { password, device: given.device });
  const verdict = begin(world, person, beginning, given);
  const reply = call({ client: given.client, instance });
  await compare(world, real, verdict, [reply], srp);
  if (verdict !== "denied") real.passed.add(beginning);
  await finish(world, real, verdict, { person, client: given.client }, await reply.catch(() => undefined));
}

interface Begun extends Given {
  readonly beginning: Beginning;
  readonly right: boolean;
  readonly instance: number;
}

export const beginCommand = defineCommand({
  name: "begin",
  weight: 10,
  input: {
    ...{ person: anyone, beginning: fc.constantFrom(...beginnings), right: likely, device: named },
    ...{ client: fc.nat(1), instance: fc.nat(1) },
  },
  prepare(world, { beginning, right, client, instance, ...picked }) {
    const person = pick(world.people, picked.person)!;
    const device = deviceOf(person, picked.device);
    return {
      about: `${beginning} by ${person.name}, ${right ? "right" : "wrong"}, client ${client}, device ${device}`,
      run: (real) => runBegin(world, real, person, { beginning, right, client, device, instance }),
    };
  },
});

let passwords = 0;
export const newPassword = (): string => `Brand-new${++passwords}`;

/** What is wrong with an answer beside what it proves. */
const flaw = fc.oneof({ weight: 14, arbitrary: fc.constant("none") }, fc.constantFrom("client", "name", "challenge"));

interface AnswerInput {
  /** Whether it may be one that was used, or has expired. */
  readonly again: boolean;
  readonly session: number;
  readonly flaw: string;
  readonly right: boolean;
  readonly times: number;
  readonly choice: Choice;
  readonly chosen: number;
  readonly device: string;
  readonly instance: number;
  readonly offset: number;
  readonly clock: string;
}

/** A riddle's answer names none: what is asked after it, of a device that comes up so late, is not what the model follows. */
function deviceNamed({ person, step, device }: Session, which: string): string | undefined {
  if (step === "CUSTOM_CHALLENGE") return undefined;
  return step.startsWith("DEVICE") ? device : deviceOf(person, which);
}

function answered(world: World, session: Session, { flaw, right, choice, ...picked }: AnswerInput) {
  const { person, client } = session;
  const able = ableTo(person);
  return {
    ...{ client: flaw === "client" ? 1 - client : client, named: flaw !== "name", challenge: flaw !== "challenge" },
    ...{ right, choice, codeStep: stepAt(world, picked), newPassword: newPassword() },
    chosen: pick(able.length > 0 ? able : methods, picked.chosen)!,
    device: deviceNamed(session, picked.device),
  };
}

async function runAnswer(world: World, real: Real, session: Session, input: AnswerInput): Promise<void> {
  const { person } = session;
  const others = world.people.find((other) => other !== person)!.name;
  const given = answered(world, session, input);
  const { call, srp } = real.driver.answer(session, given, others);
  const wasSpent = session.spent;
  const verdict = answer(world, session, given);
  // Equal right answers come at once; wrong ones, and those that come too late, one after the other.
  const isRight = verdict !== "denied" && !wasSpent;
  const calls = Array.from({ length: isRight ? Math.min(input.times, 3) : 1 }, (_, copy) =>
    call(input.instance + copy),
  );
  await compare(world, real, verdict, calls, srp);
  if (verdict !== "denied") real.passed.add(session.step);
  const [reply] = (await Promise.allSettled(calls)).flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  await finish(world, real, verdict, { person, client: session.client }, reply);
}

export const answerCommand = defineCommand<AnswerInput>({
  name: "answer",
  weight: 40,
  input: {
    ...{
      session: latest,
      again: fc.constantFrom(false, false, false, false, true),
      flaw,
      right: likely,
      times: fc.constantFrom(1, 1, 1, 2, 3),
      choice: fc.constantFrom(...choices),
    },
    ...{ chosen: fc.nat(2), device: named, instance: fc.nat(1), ...codeStep },
  },
  prepare(world, input) {
    const open = world.sessions.filter(({ spent, expires }) => !spent && world.now < expires);
    const session = pickLatest(input.again ? world.sessions : open, input.session);
    if (!session || session.person.wrongCodes >= mostWrongCodes) return undefined;
    const { person, step, spent } = session;
    const manner = `${input.right ? "right" : "wrong"}, flaw ${input.flaw}, ${input.times} times`;
    return {
      about: `${step} for ${person.name}${spent ? ", spent" : ""}, ${manner}, ${JSON.stringify(input)}`,
      run: (real) => runAnswer(world, real, session, input),
    };
  },
});

/** As many wrong codes as a session takes, and then some: the right one does not help after that. */
export const guessCommand = defineCommand({
  name: "guess at",
  weight: 2,
  input: { session: latest, times: fc.constantFrom(9, 10, 10), instance: fc.nat(1) },
  prepare(world, input) {
    const codes = ["EMAIL_OTP", "SMS_OTP", "SMS_MFA", "SOFTWARE_TOKEN_MFA"];
    const session = pickLatest(
      world.sessions.filter(({ step, spent, expires }) => codes.includes(step) && !spent && world.now < expires),
      input.session,
    );
    if (!session || session.person.wrongCodes + input.times >= mostWrongCodes) return undefined;
    const common = {
      session: 0,
      again: false,
      flaw: "none",
      times: 1,
      choice: "PASSWORD",
      chosen: 0,
      device: "none",
    } as const;
    return {
      about: `${session.step} for ${session.person.name} ${input.times} times`,
      async run(real) {
        for (let guess = 0; guess < input.times; guess++) {
          const wrong = { ...common, right: false, instance: input.instance + guess, offset: 40, clock: "machine" };
          await runAnswer(world, real, session, wrong);
        }
        const right = { ...common, right: true, instance: input.instance, offset: 0, clock: "machine" };
        await runAnswer(world, real, session, right);
      },
    };
  },
});

/** As many wrong passwords as lock their owner out, and then the right one. */
export const guessPasswordCommand = defineCommand({
  name: "guess the password",
  weight: 1,
  input: { person: anyone, times: fc.constantFrom(4, 5, 6), client: fc.nat(1), instance: fc.nat(1) },
  prepare(world, { times, client, ...picked }) {
    const person = pick(world.people, picked.person)!;
    return {
      about: `of ${person.name} ${times} times`,
      async run(real) {
        for (let attempt = 0; attempt <= times; attempt++) {
          const given = { beginning: "password", right: attempt === times, client, device: undefined } as const;
          await runBegin(world, real, person, { ...given, instance: picked.instance + attempt });
        }
      },
    };
  },
});

/** MFA_SETUP's way with an authenticator app, by the session. */
export const setUpCommand = defineCommand({
  name: "set up an app by",
  weight: 6,
  input: { session: latest, instance: fc.nat(1), ...codeStep },
  prepare(world, { instance, ...picked }) {
    const session = pickLatest(
      world.sessions.filter(({ step, app }) => step === "MFA_SETUP" && !app),
      picked.session,
    );
    if (!session) return undefined;
    const { person } = session;
    return {
      about: `the session of ${person.name}, code ${picked.offset} off the ${picked.clock}'s clock`,
      async run({ driver }) {
        const step = stepAt(world, picked);
        const app = { used: new Set<number>() };
        const isOpen = isOpenForSetUp(world, session) && judgeCode(world, app, step) === "right";
        let text = "";
        const sdk = driver.sdk(instance);
        const registering = driver.register(
          person,
          step,
          () => sdk.associateSoftwareToken({ Session: driver.textOf(session) }),
          async (UserCode, Session) => {
            const verified = await driver.sdk(instance + 1).verifySoftwareToken({ UserCode, Session });
            text = verified.Session ?? "";
          },
        );
        if (!(await expectOutcome(isOpen, registering))) return;
        app.used.add(step);
        person.app = app;
        const verified: Session = { ...session, app, tries: 10, spent: false };
        driver.keepText(verified, text);
        world.sessions.push(verified);
      },
    };
  },
});

function isOpenForSetUp({ now }: World, { person, life, expires, spent, passwords }: Session): boolean {
  if (now >= expires || spent || life !== person.life || !exists(person) || !person.enabled) return false;
  return passwords === person.passwords && person.status !== "RESET_REQUIRED" && needsSetup(person);
}
