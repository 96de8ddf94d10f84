// https://www.astrouxds.com/components/switch/: drawn by a label in its root, which has the words too.
import { defineCustomElement } from "@astrouxds/astro-web-components/components/rux-switch.js";
import "@astrouxds/astro-web-components/dist/astro-web-components/astro-web-components.css";
import { h } from "../h.js";

defineCustomElement();

export default (place, { label, on, change }) => {
  const control = h("rux-switch", { checked: on, label });
  control.addEventListener("ruxchange", () => change(control.checked));
  place.append(control);
};
