// The live preview of the editing form. Without it the form's own Preview button does the same.
// Tab and the browser's shortcuts are left alone.
"use strict";
(() => {
  const PAUSE = 400; // milliseconds without a key before a preview is asked for

  for (const field of document.querySelectorAll("textarea.markdownx-editor")) {
    const form = field.form;
    const pane = form.querySelector(".live-preview");
    const status = form.querySelector("[data-preview-status]");
    if (!pane) continue;
    let timer = 0;
    let asking = null;

    const ask = async () => {
      if (asking) asking.abort(); // an older answer never overwrites a newer one
      const mine = (asking = new AbortController());
      const body = new URLSearchParams({
        content: field.value,
        csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
      });
      try {
        const answer = await fetch(field.dataset.markdownxUrlsPath, { method: "POST", body, signal: mine.signal });
        const text = await answer.text();
        const isFragment = answer.headers.get("X-Fragment") === "preview";
        pane.innerHTML = isFragment ? text : ""; // sanitised by the server
        pane.hidden = !pane.firstChild;
        status.textContent = answer.ok ? status.dataset.done : "";
      } catch (problem) {
        if (problem.name !== "AbortError") pane.hidden = true;
      }
    };

    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
  }
})();
