/* Names for what scripts of the admin leave nameless, for those who listen to the page: the lists
   that drop down, and the heading of the column that holds a row's own name. Pages work without. */
"use strict";
{
  const words = document.currentScript.dataset;

  function nameList(select) {
    const shown = select.nextElementSibling?.querySelector(".select2-selection");
    if (!shown) return;
    const label = select.getAttribute("aria-label") || select.labels[0]?.textContent.trim() || "";
    const chosen = select.selectedOptions[0]?.textContent.trim();
    shown.removeAttribute("aria-labelledby");
    shown.setAttribute("aria-label", chosen ? `${label} ${chosen}` : label);
    shown.querySelector(".select2-selection__rendered")?.setAttribute("aria-label", label);
  }

  function nameAll() {
    document.querySelectorAll("select.admin-autocomplete").forEach(nameList);
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("th.original:empty").forEach((heading) => {
      const text = document.createElement("span");
      text.className = "heard";
      text.textContent = words.row;
      heading.append(text);
    });
    const jQuery = window.django?.jQuery;
    if (!jQuery) return;
    // After the admin's own scripts have made the lists: jQuery keeps the order of those who wait.
    jQuery(nameAll);
    // The lists tell only jQuery what was chosen in them.
    jQuery(document).on("change", "select.admin-autocomplete", (event) => nameList(event.target));
    document.addEventListener("formset:added", () => setTimeout(nameAll));
  });
}
