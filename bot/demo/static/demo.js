// The day as it is lived: the date, Tomorrow and its progress, on every page of the demo. Without it the form still works.
"use strict";
(() => {
  const QUICK = 400, CALM = 1500;
  const { as, at } = document.body.dataset;
  const query = as ? "?" + new URLSearchParams({ as, at }) : "";
  const form = document.querySelector("[data-tomorrow]");
  const button = form.querySelector("button");
  const bar = form.querySelector("progress");
  const doing = form.querySelector("[data-doing]");
  const now = document.querySelector("[data-now]");
  let wasBusy = false, boot = null, timer = 0;

  function say(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  function show(state) {
    if (boot !== null && state.boot !== boot) return location.reload();
    boot = state.boot;
    say(now, state.now);
    bar.hidden = !state.busy;
    bar.value = state.progress;
    button.setAttribute("aria-disabled", String(state.busy));
    if (state.busy) say(doing, state.doing);
    else if (wasBusy) say(doing, "A day later.");
    else if (doing.textContent && doing.textContent !== "A day later.") say(doing, "");
    wasBusy = state.busy;
    document.dispatchEvent(new CustomEvent("epoch:state", { detail: state }));
  }

  async function look() {
    clearTimeout(timer);
    try {
      const response = await fetch("/demo/state" + query, { cache: "no-store" });
      if (response.ok) show(await response.json());
    } catch {
      say(doing, "The demo has stopped. Start it again, and this page goes on.");
    }
    timer = setTimeout(look, wasBusy ? QUICK : CALM);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    try {
      await fetch("/demo/tomorrow", { method: "POST", headers: { Accept: "application/json" } });
    } finally {
      await look();
    }
  });
  document.addEventListener("epoch:look", look);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  look();
})();
