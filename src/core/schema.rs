//! The version of what we store, which is read only where it is ours.

use serde::{Deserialize, Serialize};

/// The version of the layout of everything that we store.
pub const SCHEMA: u32 = 2;

/// The only number that may stand in `schema`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Schema;

impl From<Schema> for u32 {
    fn from(_: Schema) -> Self {
        SCHEMA
    }
}

impl TryFrom<u32> for Schema {
    type Error = String;

    fn try_from(version: u32) -> Result<Self, Self::Error> {
        if version == SCHEMA {
            Ok(Self)
        } else {
            Err(format!("schema {version}, where {SCHEMA} is known"))
        }
    }
}
