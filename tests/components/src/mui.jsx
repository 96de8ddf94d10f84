// https://mui.com/material-ui/react-switch/: FormControlLabel, labelPlacement="start".
import FormControlLabel from "@mui/material/FormControlLabel";
import Switch from "@mui/material/Switch";
import { useState } from "react";
import { createRoot } from "react-dom/client";

function Setting({ label, on, change }) {
  const [checked, setChecked] = useState(on);
  const handleChange = (event) => {
    setChecked(event.target.checked);
    change(event.target.checked);
  };
  return (
    <FormControlLabel
      control={<Switch checked={checked} onChange={handleChange} />}
      label={label}
      labelPlacement="start"
      sx={{ display: "flex", justifyContent: "space-between", margin: 0 }}
    />
  );
}

export default (place, setting) => createRoot(place).render(<Setting {...setting} />);
