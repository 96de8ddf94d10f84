// https://wikiki.github.io/form/switch/: the label after the checkbox draws it, in its ::before.
import "bulma/css/bulma.css";
import "bulma-switch/dist/css/bulma-switch.min.css";
import { checkbox, h } from "../h.js";

export default (place, setting) => {
  const input = checkbox(setting, { id: "switchExample", className: "switch" });
  place.append(h("div", { className: "field" }, input, h("label", { htmlFor: input.id }, setting.label)));
};
