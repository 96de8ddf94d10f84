//! What a switch is set to, as it is recorded.

use serde::{Deserialize, Serialize};

/// Whether LinkedIn may use the data. A reversed switch shows the opposite: see
/// [`super::catalogue::Setting::shows`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It may.
    On,
    /// It may not: the person has opted out.
    Off,
}
