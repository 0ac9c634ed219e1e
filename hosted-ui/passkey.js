/**
 * The pages' only script: asks the browser for a passkey and sends it with the form. It makes no decisions; the page
 * says what to ask for (Web Authentication Level 3, section 5.1.8 and 5.1.9).
 */
const input = document.querySelector("[data-passkey]");
const form = input.form;
const button = form.querySelector("button");
const [failed, unsupported] = ["failed", "unsupported"].map((when) => form.querySelector(`[data-when=${when}]`));

const ceremonies = {
  get: (options) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
  create: (options) =>
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
};

async function askAndSend() {
  button.disabled = true;
  failed.hidden = true;
  try {
    const credential = await ceremonies[input.dataset.passkey](JSON.parse(input.dataset.options));
    input.value = JSON.stringify(credential);
    form.submit();
  } catch {
    failed.hidden = false;
    button.disabled = false;
  }
}

if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  unsupported.hidden = true;
  button.disabled = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    askAndSend();
  });
}
