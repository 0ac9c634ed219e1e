interface Told {
  readonly request: {
    readonly code: string;
    readonly privateChallengeParameters: { readonly colour: string; readonly other: string };
    readonly validationData: object | null;
  };
}

/** Writes what is secret into its answer, or into its error. */
export const handler = async (event: Told) => {
  const { code, privateChallengeParameters, validationData } = event.request;
  const { colour, other } = privateChallengeParameters;
  if (validationData) throw new Error(`It is not ${other}`);
  return { ...event, response: { challengeMetadata: `CODE-${code}`, said: [`It is ${colour}, not ${other}`] } };
};
