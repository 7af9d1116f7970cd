// Every page works without this file; it only adds GOV.UK Frontend's helpers
// (error summary focus, character counts, conditional radios).
import { initAll } from "../vendor/govuk-frontend-6.6.0.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// Buttons that only make sense with scripts are hidden until here.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    const status = document.getElementById(button.getAttribute("aria-describedby"));
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    if (status) status.textContent = "Copied.";
  });
}

// A choice that needs more opens it, such as "I read it otherwise".
for (const more of document.querySelectorAll("[data-opened-by]")) {
  const [name, ...values] = more.dataset.openedBy.split(" ");
  for (const choice of document.getElementsByName(name)) {
    choice.addEventListener("change", () => {
      if (choice.checked && values.includes(choice.value)) more.open = true;
    });
  }
}
