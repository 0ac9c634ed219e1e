import { type Command, InvalidArgumentError, Option } from "commander";

/** A change of an event: what stands at a path such as `request.userAttributes.email`. */
export interface Edit {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Where functions and pools are declared; poolhouse.yaml when it is there. */
interface Declared {
  readonly config?: string;
}

export interface InvokeCommand extends Declared {
  readonly name: "invoke";
  /** A trigger's name, or one of its sources. */
  readonly trigger: string;
  /** A file that holds the event. */
  readonly event?: string;
  readonly edits: readonly Edit[];
  /** The pool whose function runs; without, the first that has one for the trigger. */
  readonly pool?: string;
  /** The function that runs, whatever pools name. */
  readonly function?: string;
}

export interface EventsCommand {
  readonly name: "events";
  readonly source?: string;
}

export interface CaptureCommand {
  readonly name: "capture";
  readonly url: string;
  readonly out: string;
  /** As the control face takes them. */
  readonly filters: Readonly<Record<string, string>>;
}

export interface TestCommand extends Declared {
  readonly name: "test";
  readonly folder: string;
}

/** What `poolhouse trigger …` asks for. */
export type TriggerCommand = InvokeCommand | EventsCommand | CaptureCommand | TestCommand;

const config = () =>
  new Option(
    "--config <file>",
    "YAML file that declares pools and functions (POOLHOUSE_CONFIG, default poolhouse.yaml)",
  );

/** A flag that may be given several times, each an edit. */
const editing = (flags: string, description: string, read: (text: string) => unknown) =>
  new Option(flags, description).argParser<Edit[]>((text, edits = []) => {
    const end = text.indexOf("=");
    if (end < 1)
      throw new InvalidArgumentError("It must be a path and a value, such as request.userAttributes.name=Ann.");
    return [...edits, { path: text.slice(0, end).split("."), value: read(text.slice(end + 1)) }];
  });

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidArgumentError("What follows the path must be JSON.");
  }
}

/** Adds `trigger` and its commands; `ask` is given what one of them asks for. */
export function addTriggerCommands(program: Command, ask: (command: TriggerCommand) => void): void {
  const trigger: Command = program
    .command("trigger")
    .description("try the functions of triggers, and test them against fixtures")
    .helpCommand(false)
    .allowExcessArguments(false)
    .action(() => trigger.help());
  trigger
    .command("invoke <trigger>")
    .description("run the function of a trigger (or of one of its sources) with an event as Cognito sends it")
    .addOption(new Option("--event <file>", "JSON file that holds the event, or a fixture; a sample when not given"))
    .addOption(editing("--set <path=text>", "a text in the event: request.userAttributes.email=…; repeatable", String))
    .addOption(editing("--set-json <path=json>", "anything else in the event: request.newDeviceUsed=true", json))
    .addOption(new Option("--pool <id>", "pool whose function runs; the first that has one when not given"))
    .addOption(new Option("--function <name>", "function that runs, whichever the pool names"))
    .addOption(config())
    .action((name: string, { set = [], setJson = [], ...options }) =>
      ask({ name: "invoke", trigger: name, edits: [...set, ...setJson], ...options }),
    );
  trigger
    .command("events [source]")
    .description("print a sample event of every source, or of one source or trigger")
    .action((source?: string) => ask({ name: "events", source }));
  trigger
    .command("capture")
    .description("save what a running service has recorded of its functions as fixtures, with secrets masked")
    .addOption(new Option("--url <url>", "where the service answers").default("http://localhost:9500"))
    .addOption(new Option("--out <folder>", "where the fixtures go").makeOptionMandatory())
    .addOption(new Option("--function <name>", "of one function alone"))
    .addOption(new Option("--trigger-source <source>", "of one source alone"))
    .addOption(new Option("--user-pool-id <id>", "of one pool alone"))
    .addOption(new Option("--after <id or time>", "of what was recorded after this"))
    .addHelpText("after", "\nPOOLHOUSE_CONTROL_TOKEN opens a service that has one.")
    .action(({ url, out, ...filters }) => ask({ name: "capture", url, out, filters }));
  trigger
    .command("test <folder>")
    .description("run each fixture's function with its event; status 1 where one does not answer as it did")
    .addOption(config())
    .action((folder: string, options) => ask({ name: "test", folder, ...options }));
}
