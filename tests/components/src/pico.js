// https://picocss.com/docs/forms/switch
import "@picocss/pico/css/pico.css";
import "./pico.css";

export default (place, { label, on, change }) => {
  const row = document.createElement("label");
  const input = document.createElement("input");
  input.name = "terms";
  input.type = "checkbox";
  input.role = "switch";
  input.checked = on;
  input.addEventListener("change", () => change(input.checked));
  row.append(label, input);
  place.append(row);
};
