// https://react-spectrum.adobe.com/react-aria/Switch.html: controlled, with the docs' indicator.
import { useState } from "react";
import { Switch } from "react-aria-components";
import { createRoot } from "react-dom/client";
import "./react-aria.css";

function Setting({ label, on, change }) {
  const [selected, setSelected] = useState(on);
  const handleChange = (next) => {
    setSelected(next);
    change(next);
  };
  return (
    <Switch isSelected={selected} onChange={handleChange}>
      {label}
      <div className="indicator" />
    </Switch>
  );
}

export default (place, setting) => createRoot(place).render(<Setting {...setting} />);
