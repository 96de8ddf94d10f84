// https://get.foundation/sites/docs/switch.html: the paddle is the label, its words for screen readers.
import "foundation-sites/dist/css/foundation.css";
import { checkbox, h } from "../h.js";

export default (place, setting) => {
  const input = checkbox(setting, { id: "exampleSwitch", className: "switch-input" });
  const words = h("span", { className: "show-for-sr" }, setting.label);
  const paddle = h("label", { className: "switch-paddle", htmlFor: input.id }, words);
  place.append(h("p", {}, setting.label), h("div", { className: "switch" }, input, paddle));
};
