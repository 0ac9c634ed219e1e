import { takesProvider } from "../../../domain/client/client.ts";
import { fail } from "../../../errors.ts";
import { toProvider } from "../../federation/to-provider.ts";
import type { Page } from "../page.ts";
import { linkTo } from "../shell.ts";
import type { Visit } from "../visit.ts";
import { signInPage } from "./sign-in.ts";

/**
 * Where the forms of the sign-in page lead by which people choose another provider: by its name, or by the domain of their
 * address, which is one of its identifiers.
 */
export const selectProvider: Page = {
  path: "/selectProvider",
  accounts: "of providers",
  show: async (visit) => visit.c.redirect(linkTo(visit, "/login")),
  async submit(visit, { identity_provider: named, email = "" }) {
    const provider = named ?? (await providerOfAddress(visit, email.trim()));
    const isOffered = provider !== undefined && provider !== "COGNITO" && takesProvider(visit.client, provider);
    if (!isOffered)
      fail("ResourceNotFoundException", "No provider knows this address. Check it, or choose another way.");
    return toProvider(visit.c, visit.request, provider);
  },
  refused: (visit, { email }, refusal) => signInPage(visit, { refusal, email }),
};

async function providerOfAddress({ services, pool }: Visit, email: string): Promise<string | undefined> {
  const { idpIdentifiers } = services.database;
  const domain = email.slice(email.lastIndexOf("@") + 1);
  const found =
    (await idpIdentifiers.get(pool.id, domain)) ?? (await idpIdentifiers.get(pool.id, domain.toLowerCase()));
  return found?.content.providerName;
}
