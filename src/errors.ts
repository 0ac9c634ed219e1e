/**
 * Every exception that crosses the wire: one row = name, HTTP status, default text.
 * Texts are AWS's own, because clients match on them. Status and text are read in `http/` only.
 */
export const exceptions = {
  AccessDeniedException: [400, "User is not authorized to perform this operation."],
  AliasExistsException: [400, "An account with the email already exists."],
  CodeDeliveryFailureException: [400, "Could not deliver the code."],
  CodeMismatchException: [400, "Invalid verification code provided, please try again."],
  ConcurrentModificationException: [400, "The resource was modified concurrently, please try again."],
  DeviceKeyExistsException: [400, "A device with the key already exists."],
  EnableSoftwareTokenMFAException: [400, "Code mismatch"],
  DuplicateProviderException: [400, "The provider already exists in the user pool."],
  ExpiredCodeException: [400, "Invalid code provided, please request a code again."],
  FeatureUnavailableInTierException: [400, "The feature is not available for the pricing tier configured."],
  GroupExistsException: [400, "A group with the name already exists."],
  IncompleteSignatureException: [400, "The request signature does not conform to AWS standards."],
  InternalErrorException: [500, "Internal error."],
  InvalidEmailRoleAccessPolicyException: [400, "Cognito is not allowed to use your email identity"],
  InvalidLambdaResponseException: [400, "Unrecognizable lambda output"],
  InvalidOAuthFlowException: [400, "The OAuth flow is not valid."],
  InvalidParameterException: [400, "Invalid parameter."],
  InvalidPasswordException: [400, "Password did not conform with policy: Password not long enough"],
  InvalidSignatureException: [
    400,
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
  ],
  InvalidSmsRoleAccessPolicyException: [400, "Role does not have permission to publish with SNS"],
  InvalidSmsRoleTrustRelationshipException: [
    400,
    "Role does not have a trust relationship allowing Cognito to assume the role",
  ],
  InvalidUserPoolConfigurationException: [400, "The user pool configuration is not valid."],
  LimitExceededException: [400, "Attempt limit exceeded, please try after some time."],
  ManagedLoginBrandingExistsException: [400, "The app client has a managed login branding style already."],
  MFAMethodNotFoundException: [400, "The user has no such MFA method."],
  MissingAuthenticationTokenException: [400, "Missing Authentication Token"],
  NotAuthorizedException: [400, "Incorrect username or password."],
  OperationNotEnabledException: [400, "The operation is not enabled in this Region."],
  PasswordHistoryPolicyViolationException: [400, "Password has previously been used."],
  PasswordResetRequiredException: [400, "Password reset required for the user"],
  RefreshTokenReuseException: [400, "Refresh token reuse detected"],
  PreconditionNotMetException: [400, "A precondition is not met."],
  ResourceNotFoundException: [400, "The resource does not exist."],
  ScopeDoesNotExistException: [400, "Invalid scope requested."],
  SerializationException: [400, "Could not read the request body."],
  ServiceQuotaExceededException: [400, "The service quota has been exceeded."],
  TermsExistsException: [400, "Terms document names must be unique to the app client."],
  SoftwareTokenMFANotFoundException: [400, "Software Token MFA has not been enabled by the userPool"],
  TierChangeNotAllowedException: [400, "The pricing tier cannot be changed."],
  TooManyRequestsException: [400, "Too many requests"],
  UnauthorizedException: [400, "Invalid client or secret"],
  UnexpectedLambdaException: [400, "The Lambda function could not be invoked."],
  UnknownOperationException: [400, "The requested operation is not known."],
  UnrecognizedClientException: [400, "The security token included in the request is invalid."],
  UnsupportedOperationException: [400, "This operation is not supported for this client."],
  UnsupportedTokenTypeException: [400, "The token type is not supported."],
  UnsupportedUserStateException: [400, "The user is in a state that does not allow this operation."],
  UserImportInProgressException: [400, "A user import is in progress."],
  UserLambdaValidationException: [400, "The Lambda function failed."],
  UserNotConfirmedException: [400, "User is not confirmed."],
  UserNotFoundException: [400, "User does not exist."],
  UserPoolAddOnNotEnabledException: [400, "User pool does not have advanced security enabled."],
  UserPoolTaggingException: [400, "The user pool's tags cannot be set."],
  UsernameExistsException: [400, "User already exists"],
  WebAuthnChallengeNotFoundException: [400, "The challenge of the WebAuthn registration was not found or has expired."],
  WebAuthnClientMismatchException: [
    400,
    "The access token is for a different client than the one that began the WebAuthn registration.",
  ],
  WebAuthnConfigurationMissingException: [400, "WebAuthn relying party id is not configured for the user pool."],
  WebAuthnCredentialNotSupportedException: [400, "The WebAuthn credential is not supported."],
  WebAuthnNotEnabledException: [400, "WebAuthn is not enabled for the user pool."],
  WebAuthnOriginNotAllowedException: [400, "The origin of the WebAuthn credential is not allowed."],
  WebAuthnRelyingPartyMismatchException: [
    400,
    "The WebAuthn credential's relying party does not match that of the user pool.",
  ],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type ExceptionName = keyof typeof exceptions;

/**
 * A refusal in AWS's words. `message` crosses the wire; `reason`, the truth behind a masked message
 * ("Incorrect username or password." for an unknown user), goes to the log alone. Neither holds a secret.
 */
export class CognitoError<Name extends ExceptionName = ExceptionName> extends Error {
  override readonly name: Name;
  readonly reason: string | undefined;

  constructor(name: Name, message: string = exceptions[name][1], reason?: string) {
    super(message);
    this.name = name;
    this.reason = reason;
  }
}

/** Throws the exception `name`; with no `message`, in its default text. */
export function fail(name: ExceptionName, message?: string, reason?: string): never {
  throw new CognitoError(name, message, reason);
}
