/** Operations on the styles of managed login. Called by the API's pipeline. */
export { CreateManagedLoginBranding } from "./create-managed-login-branding.ts";
export { DeleteManagedLoginBranding } from "./delete-managed-login-branding.ts";
export { DescribeManagedLoginBranding } from "./describe-managed-login-branding.ts";
export { DescribeManagedLoginBrandingByClient } from "./describe-managed-login-branding-by-client.ts";
export { UpdateManagedLoginBranding } from "./update-managed-login-branding.ts";
