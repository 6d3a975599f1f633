// The editing form: a live preview, and rows that come and go without leaving the page. Without this the
// form's own buttons do the same. Tab and the browser's shortcuts are left alone.
"use strict";
(() => {
  const PAUSE = 400; // milliseconds without a key before a preview is asked for
  const form = document.querySelector("form.editor");
  if (!form) return;
  const status = form.querySelector("[data-status]");
  const news = form.querySelector("[data-news]"); // for ears: eyes see what happened

  // Whoever logged in again in another tab has a new token, in a cookie.
  const renewToken = () => {
    const token = document.cookie.match(/csrftoken=(\w+)/);
    if (token) form.elements.csrfmiddlewaretoken.value = token[1];
  };
  form.addEventListener("submit", renewToken);

  const post = async (address, fields, signal) => {
    renewToken();
    fields.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const answer = await fetch(address, { method: "POST", body: fields, signal });
    if (answer.status === 403) {
      status.replaceChildren(document.querySelector("[data-logged-out]").content.cloneNode(true));
    } else status.replaceChildren();
    return answer;
  };

  const words = form.querySelector(".markdownx-editor");
  const region = form.querySelector(".live-preview");
  const pane = region.querySelector("details");
  const view = region.querySelector("[data-preview]");
  let timer = 0;
  let shown = ""; // what the preview is of
  let asking = new AbortController();

  // The preview goes with the writer, until somebody scrolls it by hand.
  let followed = 0;
  let isFollowing = true;
  const follow = () => {
    if (!isFollowing) return;
    const share = words.selectionEnd / (words.value.length || 1);
    region.scrollTop = share * (region.scrollHeight - region.clientHeight);
    followed = region.scrollTop;
  };
  region.addEventListener("scroll", () => {
    if (Math.abs(region.scrollTop - followed) > 1) isFollowing = false;
  });

  const preview = async () => {
    if (!pane.open || words.value === shown) return;
    const asked = (shown = words.value);
    asking.abort();
    asking = new AbortController();
    try {
      const fields = new URLSearchParams({ content: asked });
      const answer = await post(words.dataset.markdownxUrlsPath, fields, asking.signal);
      const fragment = await answer.text();
      if (asked !== shown) return; // an older answer never overwrites a newer one
      const isPreview = answer.headers.get("X-Fragment") === "preview";
      view.innerHTML = isPreview ? fragment : ""; // sanitised by the server
      follow();
      news.textContent = answer.ok ? news.dataset.previewed : "";
      if (!answer.ok) shown = null; // the same words may be asked about again
    } catch {
      if (asked === shown) shown = null;
    }
  };

  region.hidden = false;
  pane.open = matchMedia("(min-width: 64rem)").matches; // on a phone only who wants it
  preview();
  pane.addEventListener("toggle", () => {
    isFollowing = true;
    preview();
  });
  words.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(preview, PAUSE);
  });

  // What was typed while the answer was on its way stays.
  const keepTyped = (old, fresh) => {
    for (const field of old.querySelectorAll("input:not([type=hidden]), select, textarea")) {
      const twin = fresh.querySelector(`[name="${CSS.escape(field.name)}"]`);
      if (twin) twin.value = field.value;
    }
  };

  const focusNear = (rows, step, place) => {
    const removers = rows.querySelectorAll("[value^=remove-]");
    const button = removers[Math.min(place, removers.length - 1)] || rows.querySelector("[value^=add-]");
    (step === "add" ? rows.querySelector("[autofocus]") : button).focus();
  };

  const changeRows = async (button, step, fact) => {
    const old = document.getElementById(`rows-${fact}`);
    const place = [...old.querySelectorAll("[value^=remove-]")].indexOf(button);
    try {
      const fields = new URLSearchParams(new FormData(form));
      fields.set("action", button.value);
      const answer = await post(form.getAttribute("action"), fields);
      if (answer.status === 403) return status.scrollIntoView({ block: "nearest" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(old.id);
      keepTyped(old, fresh);
      old.replaceWith(fresh);
      focusNear(fresh, step, place);
      if (step === "add") news.textContent = news.dataset.added;
      else status.textContent = status.dataset.removed.replace("{number}", place + 1);
      form.dataset.dirty = "";
      form.dispatchEvent(new CustomEvent("rows", { detail: fresh }));
    } catch {
      button.dataset.plain = "";
      button.click();
    }
  };

  let waiting = Promise.resolve(); // one change of rows after the other
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=action]");
    const [step, fact] = button ? button.value.split("-") : [];
    if (!fact || "plain" in button.dataset) return;
    event.preventDefault();
    waiting = waiting.then(() => changeRows(button, step, fact));
  });
})();
