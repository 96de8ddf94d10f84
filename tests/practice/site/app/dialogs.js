// Knows the page's own dialogs, and what becomes of the rest of the page meanwhile.

/** Closes the dialog that is open; null where none is. */
let close = null;

/** Shows a dialog; `whenConfirmed` is called when a person says yes in it. */
function openDialog(whenConfirmed = null) {
  if (close) return;
  const modal = ["modal", "aroundTheSwitch"].includes(scenario.dialog);
  const dialog = h(
    modal ? "dialog" : "div",
    {
      is: "dialog",
      id: "dialog",
      ...(modal ? {} : { role: "dialog", "aria-modal": "true" }),
      "aria-label": text("dialog"),
    },
    h("p", {}, text(whenConfirmed ? "ask first" : "dialog")),
    whenConfirmed &&
      button("yes", () => {
        close();
        whenConfirmed();
      }),
    button("close", () => close()),
  );
  const behind = scenario.dialog === "aroundTheSwitch" ? moveInto(dialog) : hideApp();
  own(() => {
    document.body.append(dialog);
    if (modal) dialog.showModal();
  });
  close = () => {
    close = null;
    own(() => {
      behind();
      dialog.remove();
    });
  };
  // The browser closes a modal one itself when Escape is pressed.
  dialog.addEventListener("close", () => close?.());
}

/** Moves the setting's section into the dialog; returns what moves it back. */
function moveInto(dialog) {
  const section = root().querySelector("main section");
  const place = document.createComment("the section is in the dialog");
  own(() => {
    section.replaceWith(place);
    dialog.prepend(section);
  });
  return () => place.replaceWith(section);
}

/** Takes the app from those who cannot see the dialog; returns what gives it back. */
function hideApp() {
  const [attribute, value] = { ariaHidden: ["aria-hidden", "true"], inert: ["inert", ""] }[scenario.dialog] ?? [];
  if (!attribute) return () => {};
  own(() => root().setAttribute(attribute, value));
  return () => root().removeAttribute(attribute);
}

function button(name, press) {
  const made = h("button", { is: "button", type: "button", id: `dialog-${name}` }, text(name));
  made.addEventListener("click", press);
  return made;
}

/** The button at the bottom of the setting's page, where the scenario has a dialog to open. */
function dialogButton() {
  if (scenario.dialog === "none" || scenario.confirmsFlip) return null;
  return button("open", () => openDialog());
}

document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") close?.();
});
