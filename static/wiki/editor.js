// The edit form: a live preview, and adding and removing rows without reloading the page. Without this
// script the form's buttons do the same. Tab and the browser's shortcuts keep working.
"use strict";
(() => {
  const PAUSE = 400; // milliseconds after the last key before a preview is fetched
  // They say whose view a preview is, and to which show and episode the page belongs.
  const PLACING = ["as", "title", "kind", "facts-show", "facts-season", "facts-number", "facts-first_appearance"];
  const form = document.querySelector("form.editor");
  if (!form) return;
  const status = form.querySelector("[data-status]");
  const news = form.querySelector("[data-news]"); // announced by screen readers

  // After a log-in in another tab, the cookie has a new token.
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
  let shown = ""; // the text shown in the preview
  let asking = new AbortController();

  // The preview follows the cursor until the user scrolls it.
  let followed = 0;
  let isFollowing = true;
  const follow = () => {
    if (!isFollowing) return;
    const share = words.selectionEnd / (words.value.length || 1);
    const text = region.querySelector(".prose"); // below it are the sources
    const end = text ? text.getBoundingClientRect().bottom - region.getBoundingClientRect().top + region.scrollTop : 0;
    region.scrollTop = share * (end - region.clientHeight);
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
      for (const name of PLACING) if (form.elements[name]) fields.set(name, form.elements[name].value);
      const answer = await post(words.dataset.markdownxUrlsPath, fields, asking.signal);
      const fragment = await answer.text();
      if (asked !== shown) return; // ignore the response to an older request
      const isPreview = answer.headers.get("X-Fragment") === "preview";
      view.innerHTML = isPreview ? fragment : ""; // sanitised by the server
      follow();
      news.textContent = answer.ok ? news.dataset.previewed : "";
      if (!answer.ok) shown = null; // allow another request for the same text
    } catch {
      if (asked === shown) shown = null;
    }
  };

  region.hidden = pane.hidden = false;
  pane.open = matchMedia("(min-width: 64rem)").matches; // closed on small screens
  preview();
  pane.addEventListener("toggle", () => {
    isFollowing = true;
    preview();
  });
  form.elements.as?.addEventListener("change", () => {
    shown = null;
    preview();
  });
  words.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(preview, PAUSE);
  });

  // Keep text typed while the request was running.
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

  let waiting = Promise.resolve(); // change rows one after the other
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=action]");
    const [step, fact] = button ? button.value.split("-") : [];
    if (!fact || "plain" in button.dataset) return;
    event.preventDefault();
    waiting = waiting.then(() => changeRows(button, step, fact));
  });
})();
