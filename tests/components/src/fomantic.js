// https://fomantic-ui.com/modules/checkbox.html#toggle: drawn by the label, ::before and ::after.
import "fomantic-ui-css/components/checkbox.css";
import { checkbox, h } from "../h.js";

export default (place, setting) => {
  const input = checkbox(setting, { id: "public" });
  place.append(h("div", { className: "ui toggle checkbox" }, input, h("label", { htmlFor: input.id }, setting.label)));
};
