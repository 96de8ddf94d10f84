// https://ionicframework.com/docs/api/toggle: in a list's item, the label in the slot.

import { initialize } from "@ionic/core/components";
import { defineCustomElement as defineItem } from "@ionic/core/components/ion-item.js";
import { defineCustomElement as defineList } from "@ionic/core/components/ion-list.js";
import { defineCustomElement as defineToggle } from "@ionic/core/components/ion-toggle.js";
import "@ionic/core/css/core.css";

initialize();
for (const define of [defineItem, defineList, defineToggle]) define();

export default (place, { label, on, change }) => {
  const list = document.createElement("ion-list");
  const item = document.createElement("ion-item");
  const control = document.createElement("ion-toggle");
  control.checked = on;
  control.textContent = label;
  control.addEventListener("ionChange", () => change(control.checked));
  item.append(control);
  list.append(item);
  place.append(list);
};
