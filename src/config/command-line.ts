import { Command, CommanderError, Option } from "commander";
import { ConfigError } from "./config-error.ts";
import { type OptionName, optionList } from "./options.ts";

/** The options that were given as flags, as they were written. */
export type Flags = { readonly [Name in OptionName]?: string };

/** What the command line asks for: a text to be printed and no more (help, version), or a command. */
export type CommandLine =
  | { readonly kind: "print"; readonly text: string }
  | { readonly kind: "start" | "cert"; readonly flags: Flags };

/**
 * Reads what follows `poolhouse` on the command line. `start` is what happens without a command.
 * Throws ConfigError for a flag or command that there is not.
 */
export function readCommandLine({ argv, version }: { argv: readonly string[]; version: string }): CommandLine {
  let text = "";
  let flags: Flags = {};
  let kind: "start" | "cert" = "start";
  const program = new Command("poolhouse")
    .description("An identity service that speaks Amazon Cognito.")
    .exitOverride()
    .configureOutput({ writeOut: (part) => (text += part), writeErr: () => {}, getOutHelpWidth: () => 100 })
    // A flag after a command's name is that command's own.
    .enablePositionalOptions()
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false);
  for (const command of [
    program,
    program.command("start").description("start the service; poolhouse alone does so too"),
    program.command("cert").description("print the certificate of the local authority behind --https-port"),
  ]) {
    for (const option of flagOptions()) command.addOption(option);
    command
      .addHelpText("after", secretsHelp)
      .allowExcessArguments()
      .action(() => {
        const [surplus] = command.args;
        if (surplus !== undefined) throw new ConfigError(plainLine(`unknown argument '${surplus}'`) + hint(surplus));
        flags = command.optsWithGlobals();
        if (command.name() === "cert") kind = "cert";
      });
  }

  try {
    const [first = "", ...rest] = argv;
    program.parse(first ? [otherWords.get(first) ?? first, ...rest] : argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw new ConfigError(aboutSecret(error.message) ?? plainLine(error.message));
    return { kind: "print", text };
  }
  return { kind, flags };
}

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
  const [, secret] = secrets.find(([name]) => flag === longFlag(name)) ?? [];
  return secret && `${flag} is no option: set ${secret.variable}, because others can read a command line`;
}

/** `--control-token` of `controlToken`. */
const longFlag = (name: string): string => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

const flagOptions = (): Option[] =>
  optionList.flatMap(([, { flag, variable, description, default: value }]) => {
    const facts = value === undefined ? variable : `${variable}, default ${value}`;
    return flag ? [new Option(flag, `${description} (${facts})`)] : [];
  });

const secrets = optionList.filter(([, { flag }]) => !flag);
const secretsWidth = Math.max(...secrets.map(([, { variable }]) => variable.length));
const secretsHelp = `
Each option is a flag or, in parentheses, a variable; the flag wins. Secrets are variables only,
because others on the machine can read a command line:
${secrets.map(([, { variable, description }]) => `  ${variable.padEnd(secretsWidth)}  ${description}`).join("\n")}`;

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
