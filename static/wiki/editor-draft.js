// Keeps a draft in the browser, offers to restore it, and asks before the user leaves with unsaved text.
"use strict";
(() => {
  const PAUSE = 1000; // milliseconds after the last change before the draft is saved
  const LIFETIME = 30 * 24 * 60 * 60 * 1000;
  const form = document.querySelector("form.editor");
  if (!form) return;
  const { editor, saved } = form.dataset; // the user's id, and a token that changes whenever they save
  const key = `draft:${editor}:${form.getAttribute("action")}`;
  let mine = crypto.getRandomValues(new Uint32Array(1))[0];

  // Without browser storage, or when it is full, there are no drafts.
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(key)) || [];
    } catch {
      return [];
    }
  };
  const write = (drafts) => {
    if (!editor) return; // without a log-in no draft could be restored
    try {
      if (drafts.length) localStorage.setItem(key, JSON.stringify(drafts));
      else localStorage.removeItem(key);
    } catch {}
  };
  const others = (id) => read().filter((draft) => draft.id !== id);

  // The draft of this tab that was sent last. The page that answers has its text.
  const sent = (id) => {
    try {
      if (id) sessionStorage.setItem("sent", id);
      return Number(sessionStorage.getItem("sent"));
    } catch {
      return 0;
    }
  };

  const fields = () => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const NO_CONTENT = /^(as|base|writer|summary|minor|kind|title|facts-shown|clash-.*)$/; // not part of the page's content
  const content = (all) => String(all.filter(([name]) => !NO_CONTENT.test(name)).sort());
  const isSame = (draft) => content(draft.fields) === content(fields());
  const differs = (field) => {
    if (field.name === "as") return false; // it only changes the preview
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (!field.options) return "defaultValue" in field && field.value !== field.defaultValue;
    const start = [...field.options].findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(start, 0);
  };
  const isDirty = () => "dirty" in form.dataset || [...form.elements].some(differs);

  const keep = (marks) => {
    timer = clearTimeout(timer);
    if (!isDirty()) return write(others(mine));
    return write([...others(mine), { id: mine, fields: fields(), saved, time: Date.now(), ...marks }]);
  };
  let timer;
  let isSent = false; // and nothing was typed since then
  const keepSoon = () => {
    isSent = false;
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  };
  for (const type of ["input", "change", "rows"]) form.addEventListener(type, keepSoon);

  let isLeaving = false;
  addEventListener("pageshow", () => (isLeaving = false));
  addEventListener("beforeunload", (event) => {
    if (!isLeaving && !isSent && isDirty()) event.preventDefault();
  });
  addEventListener("pagehide", () => timer && !isLeaving && keep());
  form.addEventListener("submit", ({ submitter }) => {
    isLeaving = true;
    isSent = submitter?.value === "save";
    keep({ isSent });
    sent(mine);
  });
  form.querySelector(".savebar a").addEventListener("click", () => {
    isLeaving = true;
    clearTimeout(timer);
    write(others(mine));
  });

  // The form as loaded: delete drafts with the same text, and drafts that this member has saved.
  const cameBack = "dirty" in form.dataset;
  const isDone = (draft) =>
    Date.now() - draft.time > LIFETIME ||
    isSame(draft) ||
    (draft.isSent && draft.saved !== saved) ||
    (cameBack && draft.id === sent());
  // A user who goes back to a form continues with the text that they sent.
  const isBack = performance.getEntriesByType("navigation")[0].type === "back_forward";
  const own = isBack && read().find((draft) => draft.id === sent() && isSame(draft));
  const offered = read().filter((draft) => draft !== own && !isDone(draft));
  if (own) ({ id: mine, isSent } = own);
  else write(offered);
  if (cameBack && !own) keep();

  // The server restores a draft, because the draft may have more rows than this form or an older base.
  const restore = (draft) => {
    keep();
    sent(draft.id);
    const sending = document.createElement("form");
    sending.method = "post";
    sending.action = form.getAttribute("action");
    sending.hidden = true;
    const token = ["csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value];
    for (const [name, value] of [...draft.fields, token, ["action", "preview"]]) {
      const field = document.createElement("textarea"); // it keeps line ends
      Object.assign(field, { name, value });
      sending.append(field);
    }
    document.body.append(sending);
    isLeaving = true;
    HTMLFormElement.prototype.submit.call(sending); // fields named "action" or "submit" hide the methods of the form
  };

  const place = document.querySelector("[data-drafts]");
  for (const draft of offered) {
    const note = document.querySelector("[data-draft]").content.firstElementChild.cloneNode(true);
    const options = { dateStyle: "medium", timeStyle: "short" };
    const time = new Date(draft.time).toLocaleString(document.documentElement.lang, options);
    note.querySelector("strong").textContent = time;
    note.querySelector("pre").textContent = Object.fromEntries(draft.fields).body;
    note.querySelector("[data-restore]").addEventListener("click", () => restore(draft));
    note.querySelector("[data-discard]").addEventListener("click", () => {
      write(others(draft.id));
      note.remove();
    });
    place.append(note);
  }

  const summary = form.elements.summary;
  const left = form.querySelector("[data-left]");
  summary.addEventListener("input", () => {
    const count = summary.maxLength - summary.value.length;
    left.textContent = count < 100 ? `${left.dataset.left} ${count}` : "";
  });
})();
