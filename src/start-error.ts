/** A mistake of whoever started the process. Its message is all that they are told: what is wrong, and what to do. */
export class StartError extends Error {}
