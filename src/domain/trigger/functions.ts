/** One attempt to run a function. */
export interface Attempted {
  /** The ARN by which a pool, or a route of the gateway, names it. */
  readonly arn: string;
  readonly event: unknown;
  /** After this many milliseconds nobody waits for the answer any more. */
  readonly patience: number;
  /** The attempts of one call share it (a UUID, say), and are shown as one invocation. Without it this is the only one. */
  readonly invocation?: string;
}

/** What came of one attempt. */
export type Answered =
  /** What the function returned: whatever JSON can hold; undefined for a function that returned nothing. */
  | { readonly kind: "answer"; readonly answer: unknown }
  /** It threw, or ran out of the time that its own settings give it. */
  | { readonly kind: "error"; readonly errorType: string; readonly errorMessage: string }
  /** It answered with something that is no JSON. */
  | { readonly kind: "not-json" }
  /** No answer within the caller's patience. */
  | { readonly kind: "no-answer" }
  /**
   * It could not be run: AWS's error code for it (ResourceNotFoundException for an ARN that maps to nothing,
   * AccessDeniedException, TooManyRequestsException, ServiceException …), and why, for the log.
   */
  | { readonly kind: "not-run"; readonly code: string; readonly reason: string };

/** Runs functions: what `functions` in poolhouse.yaml declares, in whatever language and wherever they live. */
export interface Functions {
  /** Runs the function once. Never rejects: what went wrong is an answer. */
  run(attempt: Attempted): Promise<Answered>;
  /** Whether there is a function that this ARN names. */
  has(arn: string): boolean;
}
