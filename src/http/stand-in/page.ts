import { hash } from "node:crypto";
import type { Context } from "hono";
import { html } from "hono/html";
import { type Failure, failuresOf, type StandInPerson, subjectClaim } from "../../domain/stand-in/stand-in.ts";
import type { StandInEnv } from "./env.ts";

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem;color:#1b1b1f;background:#fff}
fieldset{border:1px solid #c7c7cc;border-radius:.5rem;margin:1rem 0;padding:1rem}label{display:block;padding:.25rem 0}
input:not([type=radio],[type=checkbox]),select{font:inherit;width:100%;box-sizing:border-box;padding:.4rem}
button{font:inherit;padding:.5rem 1.25rem;border-radius:.4rem;border:1px solid #1b1b1f;margin-right:.5rem}
@media(prefers-color-scheme:dark){body{color:#eee;background:#1b1b1f}button{border-color:#eee}}`;

const submitting = "document.forms[0].submit()";

/** Nothing is loaded, nothing runs but what stands here, and nobody frames it. */
const policy = [
  ...["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"],
  `style-src 'sha256-${hash("sha256", style, "base64")}'`,
  `script-src 'sha256-${hash("sha256", submitting, "base64")}'`,
].join("; ");

const faults: Readonly<Record<Failure, string>> = {
  "wrong-nonce": "signs in with the nonce of another request",
  expired: "signs in, but what the provider says has expired",
  "bad-signature": "signs in, but under another key",
  "time-out": "signs in, and then the provider does not answer the service",
  error: "meets a provider that fails",
};

/** Whom somebody wants to be, and what is to happen. */
export function choicePage(c: Context<StandInEnv>): Response | Promise<Response> {
  const { provider, standIn } = c.var;
  const { type } = provider.content;
  const subject = subjectClaim(type);
  const shown = (person: StandInPerson) =>
    Object.entries(person).map(
      ([claim, value]) => `${claim}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
    );
  const body = html`
    <h1>Stand-in for ${provider.id}</h1>
    <p>Poolhouse plays this identity provider (${type}) itself. Who is signing in?</p>
    <form method="post">
      <fieldset>
        <legend>Somebody who is declared</legend>
        ${standIn.people.map(
          (person, index) => html`<label
            ><input type="radio" name="person" value="${index}" ${index === 0 ? "checked" : ""}>
            ${shown(person).join(", ")}</label
          >`,
        )}
      </fieldset>
      <fieldset>
        <legend><label><input type="radio" name="person" value="new"> Somebody else</label></legend>
        <label>${subject} <input name="subject" autocomplete="off"></label>
        <label>name <input name="name" autocomplete="off"></label>
        <label>email <input name="email" type="email" autocomplete="off"></label>
        <label><input type="checkbox" name="email_verified"> the address is verified</label>
      </fieldset>
      <label>What happens
        <select name="outcome">
          <option value="answer">signs in</option>
          ${failuresOf(type).map((failure) => html`<option value="${failure}">${faults[failure]}</option>`)}
        </select>
      </label>
      <p><button>Go on</button> <button name="outcome" value="refuse">Refuse</button></p>
    </form>`;
  return send(c, `Stand-in for ${provider.id}`, body);
}

/** A form that sends itself to where an answer goes. */
export function postPage(
  c: Context,
  target: string,
  fields: Readonly<Record<string, string>>,
): Response | Promise<Response> {
  const inputs = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const body = html`<form method="post" action="${target}" data-submits-itself>${inputs}<button>Go on</button></form>
    <script>${submitting}</script>`;
  return send(c, "One moment", body);
}

function send(c: Context, title: string, body: ReturnType<typeof html>): Response | Promise<Response> {
  c.header("Content-Security-Policy", policy);
  c.header("Referrer-Policy", "no-referrer");
  return c.html(html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${style}</style></head>
<body>${body}</body>
</html>
`);
}
