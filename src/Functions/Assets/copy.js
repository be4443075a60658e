"use strict";

// Without script the values are there to be marked by hand; with it each gets a button.
for (const value of document.querySelectorAll("code[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "second compact copy";
  const label = "Copy " + value.dataset.copy;
  button.textContent = "Copy";
  button.setAttribute("aria-label", label);
  const said = document.createElement("span");
  said.className = "unseen";
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(value.textContent);
      button.textContent = "Copied";
      said.textContent = value.dataset.copy + " is copied.";
    } catch {
      // The browser does not let us: the value is marked, so that one key press copies it.
      getSelection().selectAllChildren(value);
      said.textContent = "Press the keys for copying.";
    }
  });
  value.after(button, said);
}
