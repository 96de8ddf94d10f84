// https://daisyui.com/components/toggle/: a toggle with label text.
import "daisyui/daisyui.css";
import "./daisyui.css";

export default (place, { label, on, change }) => {
  const row = document.createElement("label");
  row.className = "label";
  const input = document.createElement("input");
  input.type = "checkbox";
  input.className = "toggle";
  input.checked = on;
  input.addEventListener("change", () => change(input.checked));
  row.append(label, input);
  place.append(row);
};
