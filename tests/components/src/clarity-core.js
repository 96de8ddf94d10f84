// https://clarity.design/documentation/toggle, web components: input and label are slotted.
import "@cds/core/global.css";
import "@cds/core/toggle/register.js";
import { checkbox, h } from "../h.js";

export default (place, setting) => {
  place.append(h("cds-toggle", {}, h("label", {}, setting.label), checkbox(setting)));
};
