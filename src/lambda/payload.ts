import type { Answered } from "../domain/trigger/functions.ts";

/** What went wrong, as runtimes report it. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
}

/** The greatest answer in bytes; 6 MB, as AWS counts them. */
export const longestAnswer = 6_291_556;

export const tooLong: FunctionError = {
  errorType: "Function.ResponseSizeTooLarge",
  errorMessage: `Response payload size exceeded maximum allowed payload size (${longestAnswer} bytes).`,
};

/** In characters: what is told, and kept in the record, of an error's message. */
const longestMessage = 256 * 1024;

export const failed = ({ errorType, errorMessage }: FunctionError): Answered => ({
  kind: "error",
  errorType: errorType.slice(0, longestMessage),
  errorMessage: errorMessage.slice(0, longestMessage),
});

/** What a function's answer comes to, out of the JSON that it is. */
export function answered(text: string): Answered {
  if (Buffer.byteLength(text) > longestAnswer) return failed(tooLong);
  try {
    return { kind: "answer", answer: JSON.parse(text) };
  } catch {
    return { kind: "not-json" };
  }
}

/** An error out of the JSON in which a runtime reports it; what is missing there reads as at AWS. */
export function reported(error: unknown): Answered {
  const { errorType, errorMessage } = (error ?? {}) as Partial<Record<keyof FunctionError, unknown>>;
  return failed({
    errorType: typeof errorType === "string" ? errorType : "Unhandled",
    errorMessage: typeof errorMessage === "string" ? errorMessage : "",
  });
}
