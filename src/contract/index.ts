/**
 * Contract tests of triggers' functions: `poolhouse trigger …`. A function is run as a pool runs it, with an event that
 * Cognito would send, and what Cognito would do with its answer is told; what a service has recorded is kept in files, and
 * run again. Owns events, fixtures, reports and exit statuses. What an event holds, and what an answer means, is
 * domain/trigger's. Called by the process, which loads it for these commands alone.
 */
import type { TriggerCommand } from "../config/trigger-commands.ts";
import { capture } from "./capture.ts";
import { invoke } from "./invoke.ts";
import { printEvents } from "./print-events.ts";
import type { Surroundings } from "./surroundings.ts";
import { testFolder } from "./test-folder.ts";

/** Does what one of the commands asks for; gives the exit status, 1 where a function or a fixture does not hold. Throws ConfigError. */
export function runTriggerCommand(command: TriggerCommand, surroundings: Surroundings): Promise<number> {
  switch (command.name) {
    case "invoke":
      return invoke(command, surroundings);
    case "events":
      return printEvents(command, surroundings);
    case "capture":
      return capture(command, surroundings);
    case "test":
      return testFolder(command, surroundings);
  }
}
