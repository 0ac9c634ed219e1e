import { Command, CommanderError, Option } from "commander";
import { ConfigError } from "./config-error.ts";
import { gatewayOptions, type OptionName, optionList } from "./options.ts";
import { addTriggerCommands, type TriggerCommand } from "./trigger-commands.ts";

/** The options that were given as flags, as they were written. */
export type Flags = { readonly [Name in OptionName]?: string };

/** What the command line asks for: a text to be printed and no more (help, version), or a command. */
export type CommandLine =
  | { readonly kind: "print"; readonly text: string }
  | { readonly kind: "start" | "cert" | "gateway"; readonly flags: Flags }
  | { readonly kind: "trigger"; readonly command: TriggerCommand };

/**
 * Reads what follows `poolhouse` on the command line. `start` is what happens without a command.
 * Throws ConfigError for a flag or command that there is not.
 */
export function readCommandLine({ argv, version }: { argv: readonly string[]; version: string }): CommandLine {
  let text = "";
  let flags: Flags = {};
  let kind: "start" | "cert" | "gateway" = "start";
  let trigger: TriggerCommand | undefined;
  const program = new Command("poolhouse")
    .description("An identity service that speaks Amazon Cognito.")
    .exitOverride()
    .configureOutput({ writeOut: (part) => (text += part), writeErr: () => {}, getOutHelpWidth: () => 100 })
    // A flag after a command's name is that command's own.
    .enablePositionalOptions()
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false);
  const gateway = program
    .command("gateway")
    .description("start the APIs of a file alone, in front of a Poolhouse that runs elsewhere");
  for (const command of [
    program,
    program.command("start").description("start the service; poolhouse alone does so too"),
    program.command("cert").description("print the certificate of the local authority behind --https-port"),
    gateway,
  ]) {
    const known = command === gateway ? gatewayOptions : undefined;
    for (const option of flagOptions(known)) command.addOption(option);
    command
      .addHelpText("after", secretsHelp(known))
      .allowExcessArguments()
      .action(() => {
        const [surplus] = command.args;
        if (surplus !== undefined) throw new ConfigError(plainLine(`unknown argument '${surplus}'`) + hint(surplus));
        flags = switchedOn(command.optsWithGlobals());
        if (command.name() === "cert") kind = "cert";
        if (command === gateway) kind = "gateway";
      });
  }

  addTriggerCommands(program, (command) => {
    trigger = command;
  });

  try {
    const [first = "", ...rest] = argv;
    program.parse(first ? [otherWords.get(first) ?? first, ...rest] : argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw new ConfigError(aboutSecret(error.message) ?? plainLine(error.message));
    return { kind: "print", text };
  }
  return trigger ? { kind: "trigger", command: trigger } : { kind, flags };
}

/** A switch that stands by itself is on. */
const switchedOn = (given: Readonly<Record<string, string | true>>): Flags =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value === true ? "on" : value]));

/** What people also say for the version and for help. */
const otherWords: ReadonlyMap<string, string> = new Map([
  ["-v", "--version"],
  ["version", "--version"],
  ["help", "--help"],
]);

/** npm takes a flag for its own, and leaves the value to the command: `npm start --port 9600`. */
const hint = (surplus: string): string =>
  /^[\d:./]/.test(surplus) ? "; behind npm start, options follow two dashes: npm start -- --port 9600" : "";

/** Of a flag that would be a secret's: which variable it is. */
function aboutSecret(message: string): string | undefined {
  const [, flag] = /^error: unknown option '(--[\w-]+)/.exec(message) ?? [];
  const [, secret] = optionList.find(([name, option]) => !option.flag && flag === longFlag(name)) ?? [];
  return secret && `${flag} is no option: set ${secret.variable}, because others can read a command line`;
}

/** `--control-token` of `controlToken`. */
const longFlag = (name: string): string => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** Of the options, only those of these names, where names are given. */
const listed = (names: readonly OptionName[] = optionList.map(([name]) => name as OptionName)) =>
  optionList.filter(([name]) => names.includes(name as OptionName));

const flagOptions = (names?: readonly OptionName[]): Option[] =>
  listed(names).flatMap(([, { flag, variable, description, default: value }]) => {
    const facts = value === undefined ? variable : `${variable}, default ${value}`;
    return flag ? [new Option(flag, `${description} (${facts})`)] : [];
  });

function secretsHelp(names?: readonly OptionName[]): string {
  const secrets = listed(names).filter(([, { flag }]) => !flag);
  const width = Math.max(...secrets.map(([, { variable }]) => variable.length));
  return `
Each option is a flag or, in parentheses, a variable; the flag wins. Secrets are variables only,
because others on the machine can read a command line:
${secrets.map(([, { variable, description }]) => `  ${variable.padEnd(width)}  ${description}`).join("\n")}`;
}

/**
 * Commander's message is "error: …", with a suggestion on a line of its own. What it quotes may be a misplaced URL or
 * the value of a misspelt flag, either with a password in it.
 */
function plainLine(message: string): string {
  const text = message
    .replace(/^error: /, "")
    .replace(/(=|:\/\/).*'/, "$1…'")
    .replaceAll(/\s*\n\s*/g, " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
