// Suggests titles while the user types. One list box moves to the field that has the focus.
// auto-complete-element fetches the suggestions and handles the keys of a combobox.
"use strict";
(() => {
  const form = document.querySelector("form.editor");
  const words = document.querySelector("[data-suggestion-words]");
  if (!form || !words) return;

  const box = document.createElement("auto-complete");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  list.id = "suggestions";
  list.className = "suggestions card";
  list.hidden = true;
  list.setAttribute("aria-label", words.dataset.label);
  status.className = "vh";
  status.setAttribute("role", "status");
  document.body.append(box, list, status);
  box.forElement = list;

  // Each field has the role of a combobox before it is focused.
  const prepare = (root) => {
    for (const field of root.querySelectorAll("[data-suggest]")) {
      for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"]])
        field.setAttribute(name, value);
      field.autocomplete = "off";
    }
  };
  prepare(document);
  form.addEventListener("rows", (event) => prepare(event.detail));

  const ask = box.fetchResult.bind(box);
  box.fetchResult = async (address) => {
    const field = box.inputElement;
    const options = await ask(address);
    if (field !== document.activeElement) throw new Error("The field was left meanwhile.");
    return options;
  };

  document.addEventListener("focusin", ({ target }) => {
    if (!target.matches("[data-suggest]") || target === box.inputElement) return;
    box.removeAttribute("value");
    target.after(list, status);
    box.inputElement = target;
  });
  // Suggestions are fetched only when the user types, not when a field is focused.
  document.addEventListener("input", ({ target }) => {
    if (target === box.inputElement) box.src = target.dataset.suggest;
  });
  document.addEventListener("focusout", ({ target }) => {
    if (target !== box.inputElement) return;
    box.open = false;
    box.removeAttribute("src");
    status.textContent = "";
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // keep the focus in the field

  box.addEventListener("load", () => {
    const typed = box.inputElement.value.trim().toLowerCase();
    const values = [...list.children].map((option) => option.dataset.autocompleteValue.toLowerCase());
    status.textContent = `${words.dataset.found} ${values.length}`;
    for (const option of list.children)
      option.scrollIntoView = () => Element.prototype.scrollIntoView.call(option, { block: "nearest" });
    const isKnown = values.includes(typed);
    box.inputElement.dispatchEvent(new CustomEvent("suggested", { detail: { isKnown } }));
  });
  box.addEventListener("auto-complete-change", ({ relatedTarget }) => {
    if (!box.value) return;
    relatedTarget.dispatchEvent(new CustomEvent("suggested", { detail: { isKnown: true } }));
    relatedTarget.dispatchEvent(new Event("change", { bubbles: true }));
  });
})();
