// Recognizing trainees by the code of the day: read by the camera where the browser can, else typed.
const PREFIX = "NENNEP:";
const EVERY = 300;
const AGAIN = 4000;

/** The same mending as attendance/rules/code.py: no prefix, blanks or hyphens, and letters that look like digits. */
function normal(text) {
  const kept = text.trim().toUpperCase().replace(PREFIX, "").replace(/[^0-9A-Z]/g, "");
  return kept.replace(/O/g, "0").replace(/[IL]/g, "1").replace(/U/g, "V");
}

export function scan(page, present) {
  const box = document.querySelector("[data-scan]");
  if (!box) return;
  const people = new Map([...page.querySelectorAll("[data-roll-code]")].map((one) => [one.dataset.rollCode, one.dataset.of]));
  const video = box.querySelector("[data-scan-video]");
  const said = box.querySelector("[data-scan-said]");
  const dialog = box.closest("dialog");
  let last = { code: "", at: 0 };
  let timer = 0;

  function recognize(text) {
    const code = normal(text);
    if (code === last.code && Date.now() - last.at < AGAIN) return;
    last = { code, at: Date.now() };
    const id = people.get(code);
    said.textContent = id ? `${said.dataset.found} ${present(id)}` : said.dataset.unknown;
    if (id) navigator.vibrate?.(80);
  }

  async function look() {
    const none = box.querySelector("[data-scan-none]");
    try {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.hidden = false;
      none.hidden = true;
      await video.play();
      timer = setInterval(async () => { for (const { rawValue } of await detector.detect(video).catch(() => [])) recognize(rawValue); }, EVERY);
    } catch {
      video.hidden = true;
      none.hidden = false;
    }
  }

  function stop() {
    clearInterval(timer);
    for (const track of video.srcObject?.getTracks() ?? []) track.stop();
    video.srcObject = null;
    last = { code: "", at: 0 };
    said.textContent = "";
  }

  box.querySelector("[data-scan-form]").addEventListener("submit", (event) => {
    event.preventDefault();
    const field = box.querySelector("[data-scan-code]");
    recognize(field.value);
    field.value = "";
    field.focus();
  });
  const opens = document.querySelector(`[data-opens="${dialog.id}"]`);
  opens?.addEventListener("click", look);
  if (opens) opens.disabled = false;
  dialog.addEventListener("close", stop);
}
