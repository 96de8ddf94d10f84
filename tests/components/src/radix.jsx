// https://www.radix-ui.com/primitives/docs/components/switch: a label with htmlFor, and the
// docs' own style.
import * as Switch from "@radix-ui/react-switch";
import { useState } from "react";
import { createRoot } from "react-dom/client";
import "./radix.css";

function Setting({ label, on, change }) {
  const [checked, setChecked] = useState(on);
  const handleChange = (next) => {
    setChecked(next);
    change(next);
  };
  return (
    <form>
      <div style={{ display: "flex", alignItems: "center", justifyContent: "space-between" }}>
        <label className="Label" htmlFor="airplane-mode" style={{ paddingRight: 15 }}>
          {label}
        </label>
        <Switch.Root
          className="SwitchRoot"
          id="airplane-mode"
          checked={checked}
          onCheckedChange={handleChange}
        >
          <Switch.Thumb className="SwitchThumb" />
        </Switch.Root>
      </div>
    </form>
  );
}

export default (place, setting) => createRoot(place).render(<Setting {...setting} />);
