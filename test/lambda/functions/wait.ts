import { execSync } from "node:child_process";

/** Waits for a command as long as that takes: nothing in its thread can be ended meanwhile. */
export const handler = async () => {
  console.log("waiting");
  execSync("sleep 30");
};
