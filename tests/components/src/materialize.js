// https://materializeweb.com/switches.html: a lever within the label.
import "@materializecss/materialize/dist/css/materialize.css";
import { checkbox, h } from "../h.js";

export default (place, setting) => {
  const lever = h("span", { className: "lever" });
  place.append(h("div", { className: "switch" }, h("label", {}, setting.label, checkbox(setting), lever)));
};
