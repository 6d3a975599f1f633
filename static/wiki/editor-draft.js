// Nothing typed is lost when a tab closes: the browser keeps a draft and offers it back, and asks before
// somebody leaves with unsaved words.
"use strict";
(() => {
  const PAUSE = 1000; // milliseconds after the last change before the draft is kept
  const LIFETIME = 30 * 24 * 60 * 60 * 1000;
  const form = document.querySelector("form.editor");
  if (!form) return;
  const { editor, saved } = form.dataset; // who writes here, and what changes whenever they save
  const key = `draft:${editor}:${form.getAttribute("action")}`;
  let mine = crypto.getRandomValues(new Uint32Array(1))[0];

  // Where a browser keeps nothing, or has no room, there are no drafts.
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(key)) || [];
    } catch {
      return [];
    }
  };
  const write = (drafts) => {
    if (!editor) return; // nobody is logged in, so nobody could ask for it
    try {
      if (drafts.length) localStorage.setItem(key, JSON.stringify(drafts));
      else localStorage.removeItem(key);
    } catch {}
  };
  const others = (id) => read().filter((draft) => draft.id !== id);

  // This tab's draft that was sent last: the page that answers holds its words.
  const sent = (id) => {
    try {
      if (id) sessionStorage.setItem("sent", id);
      return Number(sessionStorage.getItem("sent"));
    } catch {
      return 0;
    }
  };

  const fields = () => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const NO_CONTENT = /^(base|writer|summary|minor|kind|facts-shown|clash-.*)$/; // no part of the page itself
  const content = (all) => String(all.filter(([name]) => !NO_CONTENT.test(name)).sort());
  const isSame = (draft) => content(draft.fields) === content(fields());
  const differs = (field) => {
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
  let isSent = false; // and nothing was typed since
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

  // The form as it came: drafts that it holds, or that this member has saved, are done with.
  const cameBack = "dirty" in form.dataset;
  const isDone = (draft) =>
    Date.now() - draft.time > LIFETIME ||
    isSame(draft) ||
    (draft.isSent && draft.saved !== saved) ||
    (cameBack && draft.id === sent());
  // Who goes back to a form goes on with what was sent from it.
  const isBack = performance.getEntriesByType("navigation")[0].type === "back_forward";
  const own = isBack && read().find((draft) => draft.id === sent() && isSame(draft));
  const offered = read().filter((draft) => draft !== own && !isDone(draft));
  if (own) ({ id: mine, isSent } = own);
  else write(offered);
  if (cameBack && !own) keep();

  // The server puts a draft back: it knows rows that this form lacks, and an older revision as its base.
  const restore = (draft) => {
    keep();
    sent(draft.id);
    const sending = document.createElement("form");
    sending.method = "post";
    sending.action = form.getAttribute("action");
    sending.hidden = true;
    const token = ["csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value];
    for (const [name, value] of [...draft.fields, token, ["action", "preview"]]) {
      const field = document.createElement("textarea"); // it keeps the ends of lines
      Object.assign(field, { name, value });
      sending.append(field);
    }
    document.body.append(sending);
    isLeaving = true;
    HTMLFormElement.prototype.submit.call(sending); // a field is called "action", others may be "submit"
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
