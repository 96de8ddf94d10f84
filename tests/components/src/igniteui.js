// https://www.infragistics.com/products/ignite-ui-web-components/web-components/components/inputs/switch
import { defineComponents, IgcSwitchComponent } from "igniteui-webcomponents";
import "igniteui-webcomponents/themes/light/bootstrap.css";
import { h } from "../h.js";

defineComponents(IgcSwitchComponent);

export default (place, { label, on, change }) => {
  const control = h("igc-switch", { checked: on }, label);
  control.addEventListener("igcChange", () => change(control.checked));
  place.append(control);
};
