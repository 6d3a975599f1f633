// The toolbar of the Markdown field, the buttons of the source fields, and their dialogs.
// markdown-toolbar-element handles the simple buttons. The browser's Undo works for inserted text.
"use strict";
(() => {
  const form = document.querySelector("form.editor");
  const toolbar = document.querySelector("[data-toolbar]");
  if (!form || !toolbar) return;
  const body = form.querySelector(".markdownx-editor");
  body.before(toolbar.content);

  const insert = (field, text, caret = text.length) => {
    const start = field.selectionStart;
    field.focus();
    if (!document.execCommand("insertText", false, text)) field.setRangeText(text);
    field.setSelectionRange(start + caret, start + caret);
  };
  const selected = () => body.value.slice(body.selectionStart, body.selectionEnd);

  // Citations and tables are inserted after the selection and do not replace it.
  const deselect = () => body.setSelectionRange(body.selectionEnd, body.selectionEnd);

  // A block needs blank lines around it.
  const insertBlock = (opening, words = "", closing = "") => {
    const before = body.value.slice(0, body.selectionStart);
    const after = body.value.slice(body.selectionEnd);
    const lead = before && "\n".repeat(2 - before.match(/\n{0,2}$/)[0].length);
    const trail = "\n".repeat(2 - after.match(/^\n{0,2}/)[0].length);
    insert(body, lead + opening + words + closing + trail, (lead + opening + words).length);
  };

  const dialogs = Object.fromEntries(
    ["wiki-link", "source", "spoiler"].map((name) => [name, document.getElementById(`ask-${name}`)]),
  );
  const value = (id) => document.getElementById(id).value.trim();
  const ask = (name, field, write) => {
    const dialog = dialogs[name];
    dialog.returnValue = "";
    dialog.onclose = () => {
      field.focus();
      if (dialog.returnValue) write();
    };
    dialog.showModal();
  };
  const reset = (name) => dialogs[name].querySelector("form").reset();

  const linkWords = document.getElementById("wiki-link-words");
  const askLink = () => {
    reset("wiki-link");
    linkWords.value = selected();
    unknown.textContent = "";
    ask("wiki-link", body, () => {
      const [title, words] = [value("wiki-link-page"), value("wiki-link-words")];
      insert(body, words && words !== title ? `[[${title}|${words}]]` : `[[${title}]]`);
    });
  };
  const unknown = dialogs["wiki-link"].querySelector("[data-unknown]");
  document.getElementById("wiki-link-page").addEventListener("suggested", ({ detail, target }) => {
    unknown.textContent = detail.isKnown || !target.value.trim() ? "" : unknown.dataset.unknown;
  });

  const askSource = (field, write) => {
    reset("source");
    offerNewSource("");
    ask("source", field, () => write([value("source-key"), value("source-locator")].filter(Boolean).join(", ")));
  };
  const newSource = dialogs.source.querySelector("[data-new-source]");
  const link = newSource.querySelector("a");
  const address = link.href;
  const offerNewSource = (title) => {
    newSource.hidden = !title;
    newSource.querySelector("span").textContent = title;
    link.href = address.replace(/[^/]*(?=\?)/, encodeURIComponent(title));
  };
  const sourceKey = document.getElementById("source-key");
  sourceKey.addEventListener("input", () => offerNewSource(sourceKey.value.trim()));
  sourceKey.addEventListener("suggested", ({ detail }) => detail.isKnown && offerNewSource(""));

  const askSpoiler = () => {
    reset("spoiler");
    const words = selected();
    document.getElementById("spoiler-block").checked = words.includes("\n");
    ask("spoiler", body, () => {
      const point = value("spoiler-point").toUpperCase();
      const opening = `>!${point}: `;
      if (!document.getElementById("spoiler-block").checked)
        return insert(body, `${opening}${words}!<`, (opening + words).length);
      const fence = words.includes(":::") ? "::::" : ":::"; // an outer fence must be longer
      return insertBlock(`${fence} spoiler ${point}\n`, words, `\n${fence}`);
    });
  };

  const actions = {
    "wiki-link": askLink,
    source: () =>
      askSource(body, (source) => {
        deselect();
        insert(body, `[@${source}]`);
      }),
    spoiler: askSpoiler,
    table: () => {
      deselect();
      insertBlock(document.querySelector("[data-table]").content.textContent);
    },
  };
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-asks]");
    if (button) actions[button.dataset.asks]();
  });

  // Adds a button to each source field, also in rows added later.
  const sourceButton = document.querySelector("[data-source-button]").content.firstElementChild;
  const addSourceButtons = (root) => {
    for (const field of root.querySelectorAll("textarea.sources")) {
      const button = sourceButton.cloneNode(true);
      const row = field.closest(".fact-row");
      button.querySelector("[data-of]").textContent =
        row.getAttribute("aria-label") || row.querySelector("legend").textContent;
      button.addEventListener("click", () =>
        askSource(field, (source) => {
          field.setSelectionRange(field.value.length, field.value.length);
          insert(field, (field.value.trim() && "\n") + source);
        }),
      );
      field.after(button);
    }
  };
  addSourceButtons(form);
  form.addEventListener("rows", (event) => addSourceButtons(event.detail));
})();
