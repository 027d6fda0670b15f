import { eachNew } from "./dom.js";
import { toast } from "./feedback.js";

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
const listed = (keys) => keys?.map((key) => ({ ...key, id: bytes(key.id) }));

/** Make a key on this device; with `alone` one that needs no password beside it. */
async function create({ creation_options: { publicKey } }, alone) {
  const need = alone ? { residentKey: "required", requireResidentKey: true, userVerification: "required" } : { residentKey: "discouraged", requireResidentKey: false };
  return navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: listed(publicKey.excludeCredentials),
      authenticatorSelection: { ...publicKey.authenticatorSelection, ...need },
    },
  });
}

const get = ({ request_options: { publicKey } }) =>
  navigator.credentials.get({ publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: listed(publicKey.allowCredentials) } });

/** The credential as the server reads it: buffers in base64url. */
function plain(credential) {
  const { id, rawId, type, authenticatorAttachment, response } = credential;
  const answer = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) if (response[name]) answer[name] = text(response[name]);
  if (response.getTransports) answer.transports = response.getTransports();
  return { id, rawId: text(rawId), type, authenticatorAttachment, response: answer, clientExtensionResults: credential.getClientExtensionResults() };
}

const options = () => JSON.parse(document.getElementById("passkey-options").textContent);

async function wanted(form) {
  if (form.dataset.passkey === "create") return create(options(), form.elements.passwordless?.checked ?? false);
  if (form.dataset.passkey === "get") return get(options());
  const answer = await fetch(form.action, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
  return get(await answer.json());
}

eachNew("form[data-passkey]", (form) => {
  if (!window.PublicKeyCredential) { form.hidden = form.dataset.passkey === "login"; return; }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    try {
      form.elements.credential.value = JSON.stringify(plain(await wanted(form)));
      form.submit();
    } catch {
      toast(form.dataset.passkeyFailed);
    }
  });
});
