import { createRequire } from "node:module";

/**
 * samlify, as far as the tests use it. Its own declarations bring along those of the browser's DOM, which say of keys what
 * Node's do not.
 */
interface Samlify {
  setSchemaValidator(validator: { validate(xml: string): Promise<string> }): void;
  IdentityProvider(settings: object): SamlifyIdp;
  ServiceProvider(settings: { metadata: string }): object;
  readonly Constants: {
    readonly namespace: { readonly binding: { readonly redirect: string } };
    readonly StatusCode: { readonly Success: string };
  };
  readonly SamlLib: {
    readonly defaultLoginResponseTemplate: { readonly context: string };
    replaceTagsByValue(template: string, values: Readonly<Record<string, string>>): string;
  };
}

interface SamlifyIdp {
  getMetadata(): string;
  parseLoginRequest(sp: object, binding: "redirect", request: object): Promise<{ extract: object }>;
  createLoginResponse(
    sp: object,
    request: { extract: object },
    binding: "post",
    user: object,
    fill: (template: string) => { id: string; context: string },
  ): Promise<{ context: string }>;
}

export const samlify: Samlify = createRequire(import.meta.url)("samlify");
