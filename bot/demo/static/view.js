// Around simcord's view of a channel: its key, the list of channels, following the conversation, and getting unstuck.
"use strict";
(() => {
  // simcord reads its key from the fragment when it starts; the address a visitor sees stays plain.
  const key = document.querySelector('meta[name="epoch-capability"]').content;
  const plain = location.pathname + location.search;
  history.replaceState(history.state, "", plain + "#" + key);

  const ACTED_RECENTLY = 4000, NEAR = 160, STUCK = 2500;

  document.addEventListener("DOMContentLoaded", () => {
    history.replaceState(history.state, "", plain);
    const { as, at } = document.body.dataset;
    const channels = document.getElementById("epoch-channels");
    const timeline = document.getElementById("channel-timeline");
    const list = document.getElementById("channel-message-list");
    const jump = document.getElementById("new-messages");
    const toast = document.getElementById("epoch-toast");

    // ---- what is new elsewhere
    const seenKey = "epoch-seen-" + as;
    const seen = JSON.parse(localStorage.getItem(seenKey) || "{}");
    function markNews() {
      for (const link of channels.querySelectorAll("a")) {
        const { slug, newest } = link.dataset;
        if (slug === at || !(slug in seen)) seen[slug] = newest;
        link.classList.toggle("epoch-new", BigInt(newest) > BigInt(seen[slug]));
      }
      localStorage.setItem(seenKey, JSON.stringify(seen));
    }
    let shown = channels.innerHTML;
    markNews();
    document.addEventListener("epoch:state", ({ detail }) => {
      if (detail.channels !== shown) {
        const focused = channels.contains(document.activeElement) ? document.activeElement.dataset.slug : null;
        shown = detail.channels;
        channels.innerHTML = shown;
        if (focused) channels.querySelector(`[data-slug="${CSS.escape(focused)}"]`)?.focus();
      }
      markNews();
      showPinned(detail.pinned);
    });

    // ---- what is pinned, in a line under the channel's name
    const pin = Object.assign(document.createElement("button"), { className: "epoch-pinned", type: "button", hidden: true });
    const pinLabel = Object.assign(document.createElement("b"), { textContent: "Pinned" });
    const pinText = document.createTextNode("");
    const pinLine = document.createElement("span");
    let pinned = null;
    pinLine.append(pinLabel, " ", pinText);
    pin.append(pinLine);
    pin.addEventListener("click", () => show(pinned.id));
    document.querySelector(".channel-header").after(pin);
    function showPinned(found) {
      pinned = found;
      pin.hidden = !found;
      if (found && pinText.data !== found.text) pinText.data = found.text;
    }

    // ---- what is pressed while simcord is busy waits its turn instead of being dropped
    const isBusy = () => {
      const state = window.simcordPreview;
      return !state || Boolean(state.pendingAction) || state.awaitingRevision > state.publishedRevision;
    };
    function whenIdle(act, tries = 60) {
      if (!isBusy()) act();
      else if (tries > 0) setTimeout(whenIdle, 50, act, tries - 1);
    }
    document.addEventListener("click", (event) => {
      const button = event.target instanceof Element && event.target.closest("button.component-button[data-control-key]");
      if (!button || !isBusy()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const key = CSS.escape(button.dataset.controlKey);
      whenIdle(() => document.querySelector(`button.component-button[data-control-key="${key}"]`)?.click());
    }, true);

    // ---- Enter sends a command that needs no more, as in Discord; simcord would offer what is optional first
    let isPicking = false;
    document.addEventListener("keydown", (event) => {
      const isCommand = event.target instanceof Element && event.target.matches(".command-chip");
      if (event.key.startsWith("Arrow")) isPicking = isCommand;
      else if (event.key === "Enter" && isCommand && !isPicking) {
        event.preventDefault();
        event.stopImmediatePropagation();
        whenIdle(() => document.getElementById("channel-composer").requestSubmit());
      } else isPicking = false;
    }, true);

    // ---- follow the conversation, as Discord does, unless the visitor has scrolled up to read
    let actedAt = 0, wasNear = true;
    for (const kind of ["click", "submit", "keydown"]) {
      document.addEventListener(kind, (event) => {
        if (event.target instanceof Element && event.target.closest("#preview-app") && event.isTrusted) actedAt = Date.now();
      }, true);
    }
    timeline.addEventListener("scroll", () => {
      wasNear = timeline.scrollHeight - timeline.scrollTop - timeline.clientHeight < NEAR;
    }, { passive: true });
    let last = null;
    new MutationObserver(() => {
      const newest = list.lastElementChild?.dataset.messageId;
      if (!newest || newest === last) return;
      const first = last === null;
      last = newest;
      if (!first && (wasNear || Date.now() - actedAt < ACTED_RECENTLY)) follow();
    }).observe(list, { childList: true });
    new MutationObserver(() => {
      if (!jump.hidden && (wasNear || Date.now() - actedAt < ACTED_RECENTLY)) follow();
    }).observe(jump, { attributes: true, attributeFilter: ["hidden"] });
    function follow() {
      // Twice: pictures and fonts settle a little later.
      for (const wait of [60, 350]) {
        setTimeout(() => { timeline.scrollTop = timeline.scrollHeight; }, wait);
      }
    }

    // ---- say what simcord's hidden toolbar says, where it matters; reload a view that cannot recover by itself
    let stuckSince = 0;
    setInterval(() => {
      const state = window.simcordPreview;
      if (!state) return;
      const transport = state.transport.state;
      const lost = transport === "uncertain" || !state.authorized && !state.ready;
      stuckSince = lost ? stuckSince || Date.now() : 0;
      if (stuckSince && Date.now() - stuckSince > STUCK) {
        stuckSince = 0;
        fetch("/demo/state", { cache: "no-store" }).then((response) => { if (response.ok) location.reload(); }, () => {});
      }
    }, 500);
    const status = document.getElementById("action-status");
    let said = 0;
    new MutationObserver(() => {
      if (!/not completed/.test(status.textContent)) return;
      clearTimeout(said);
      toast.textContent = "That did not go through. Try it again.";
      toast.hidden = false;
      said = setTimeout(() => { toast.hidden = true; }, 6000);
    }).observe(status, { childList: true, characterData: true, subtree: true });

    // ---- mentions of channels and links to messages lead there, as in Discord; a thread may be newer than our list
    function show(messageId) {
      document.getElementById("message-exact-id").value = messageId;
      document.getElementById("message-exact-form").requestSubmit();
    }
    function go({ name, channel, message }) {
      const link = [...channels.querySelectorAll("a")].find((each) =>
        channel ? each.dataset.channel === channel : each.querySelector("b").textContent === name);
      if (!link) return false;
      if (link.dataset.slug === at && message) show(message);
      else location.assign(link.href + (message ? "?message=" + message : ""));
      return true;
    }
    let wanted = null;
    document.addEventListener("epoch:state", () => {
      if (wanted !== null) go(wanted);
      wanted = null;
    });
    document.addEventListener("click", (event) => {
      if (!(event.target instanceof Element)) return;
      const mention = event.target.closest("#preview-app .mention");
      const link = event.target.closest('#preview-app a[href^="https://discord.com/channels/"]');
      if (link) {
        event.preventDefault();
        const [, channel, message] = new URL(link.href).pathname.split("/").slice(2);
        wanted = { channel, message };
      } else if (mention && mention.textContent.startsWith("#")) wanted = { name: mention.textContent.slice(1) };
      else return;
      if (go(wanted)) wanted = null;
      else document.dispatchEvent(new Event("epoch:look"));
    }, true);
    const asked = new URLSearchParams(location.search).get("message");
    if (asked) {
      const opened = setInterval(() => {
        if (!window.simcordPreview?.ready) return;
        clearInterval(opened);
        show(asked);
      }, 100);
    }
  });
})();
