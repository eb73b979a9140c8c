const menus = "details.menu[open], details.settings[open], details.more-places[open]";

/** Menus close as people expect: by Escape, which leaves the focus on their button, and when one goes elsewhere. */
export function closeMenus(): void {
  const leave = ({ target }: Event): void => {
    for (const menu of document.querySelectorAll(menus))
      if (!(target instanceof Node && menu.contains(target))) menu.removeAttribute("open");
  };
  document.addEventListener("pointerdown", leave);
  document.addEventListener("focusin", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll(menus)) {
      // It was for the menu: the page, for which Escape means back, does not hear it.
      event.preventDefault();
      menu.removeAttribute("open");
      menu.querySelector("summary")?.focus();
    }
  });
}
